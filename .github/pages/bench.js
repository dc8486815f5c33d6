// What a visitor waits for, and downloads: `node bench.js SITE`.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { address, open, settled } from "./test/support.js";

const [site] = process.argv.slice(2);
assert.ok(site, "usage: node bench.js SITE");

/** A module and a README of 14 KB each, as the larger ones are. */
function large() {
  const variable = (index) => `variable "option_${index}" {
  description = "What the ${index}th option of the agent is set to, if it is set to anything."
  type        = string
  default     = ""
}

resource "coder_env" "option_${index}" {
  count    = var.option_${index} == "" ? 0 : 1
  agent_id = var.agent_id
  name     = "AGENT_OPTION_${index}"
  value    = var.option_${index}
}

`;
  const key = `variable "agent_id" {
  type = string
}

variable "agent_api_key" {
  description = "API key for the agent."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "key" {
  agent_id = var.agent_id
  name     = "AGENT_API_KEY"
  value    = var.agent_api_key
}

`;
  const options = Array.from({ length: 38 }, (_, index) => variable(index));
  const section = (index) => `## Option ${index}

Set \`option_${index}\` to change how the agent works in a workspace.

\`\`\`tf
module "agent" {
  source   = "registry.example.com/acme/agent/coder"
  agent_id = coder_agent.main.id
  option_${index} = "some value"
}
\`\`\`

`;
  const sections = Array.from({ length: 60 }, (_, index) => section(index));
  return { "main.tf": key + options.join(""), "README.md": `# Agent\n\n${sections.join("")}` };
}

/** From the address to the first finding, in milliseconds. */
async function firstFinding({ page: open, base }) {
  const page = await open("docs/index.html");
  const start = performance.now();
  await page.goto(base);
  await page.waitForSelector(".findings li");
  const time = performance.now() - start;
  await page.close();
  return time;
}

/** From a key to the change of the list, in milliseconds, in ascending order. */
async function keystrokes({ page: open }) {
  const page = await open(address("agent", large()));
  await page.waitForSelector(".findings li");
  await page.locator("#editor .cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.evaluate(() => {
    window.times = [];
    let start;
    addEventListener("keydown", () => (start = performance.now()), true);
    new MutationObserver(() => window.times.push(performance.now() - start)).observe(
      document.getElementById("problems"),
      { childList: true },
    );
  });
  for (let index = 0; index < 60; index += 1) {
    await page.keyboard.press(index % 12 === 0 ? "Enter" : "#");
    await settled(page);
  }
  // The first ones are slower: the browser has not compiled what runs often.
  const times = (await page.evaluate(() => window.times)).slice(-40).sort((a, b) => a - b);
  await page.close();
  return times;
}

const context = await open(site);
try {
  const loads = [];
  for (let index = 0; index < 5; index += 1) loads.push(await firstFinding(context));
  console.log(`- first finding: ${loads.map((time) => `${time.toFixed(0)} ms`).join(", ")}`);
  const times = await keystrokes(context);
  const [fast, median, slow] = [0.25, 0.5, 0.9].map((part) => times[Math.floor(times.length * part)].toFixed(1));
  console.log(`- from a key to its finding: ${fast} ms, ${median} ms, ${slow} ms (quarter, median, 90th percentile)`);
  for (const name of ["coderlint.wasm", "page.js"]) {
    const { length } = gzipSync(readFileSync(join(site, name)), { level: 9 });
    console.log(`- ${name}, compressed: ${length} bytes`);
  }
} finally {
  await context.close();
}
