// A server for the site, a browser, and the command to compare with.
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** What the tests share. */
export async function open(site, command) {
  const requests = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    requests.push(path);
    const file = join(site, path.endsWith("/") ? `${path}index.html` : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] }).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const browsers = names.map((name) => spawnSync("sh", ["-c", `command -v ${name}`]).stdout.toString().trim());
  const browser = await chromium.launch({
    executablePath: browsers.find((path) => path !== ""),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  const base = `http://127.0.0.1:${server.address().port}/`;

  /** A page of the site. What its console complains about is in `complaints`. */
  async function page(path = "", options = {}) {
    const made = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    made.complaints = [];
    made.on("console", (it) => ["error", "warning"].includes(it.type()) && made.complaints.push(it.text()));
    made.on("pageerror", (error) => made.complaints.push(String(error)));
    await made.goto(base + path);
    if (path === "" || path.startsWith("#")) await settled(made);
    return made;
  }

  return {
    site,
    base,
    page,
    requests,
    run: (folder, ...options) => run(command, folder, options),
    runAside: (folder, ...options) => runAside(command, folder, options),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

function run(command, folder, options) {
  const { stdout, stderr } = spawnSync(command, options, { cwd: folder, maxBuffer: 1 << 26 });
  return { stdout: stdout.toString(), stderr: stderr.toString() };
}

/** Runs the command while other things go on. */
function runAside(command, folder, options) {
  return new Promise((resolve) => {
    execFile(command, options, { cwd: folder, maxBuffer: 1 << 26 }, (_, stdout, stderr) =>
      resolve({ stdout, stderr }),
    );
  });
}

/** A folder of a name with files in it, for as long as `use` takes. */
export async function withFolder(name, files, use) {
  const parent = mkdtempSync(join(tmpdir(), "coderlint-"));
  try {
    const folder = join(parent, name);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    rmSync(parent, { recursive: true });
  }
}

/** Waits until what was typed last is linted. */
export const settled = (page) => page.waitForSelector("body[data-settled]");

/** A module as the page's address has it. */
export function address(module, files) {
  const state = JSON.stringify({ module, files, open: Object.keys(files)[0] });
  return `#code=${deflateRawSync(state).toString("base64url")}`;
}

/** The text of the file that is open. */
export const text = async (page) => {
  await page.evaluate(() => (document.getElementById("copy").textContent = "Copy file"));
  await page.click("#copy");
  return page.evaluate(() => navigator.clipboard.readText());
};

/** The files that a module's folder holds. */
export function repositoryFiles(folder) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "."], {
    cwd: folder,
  });
  const names = listed.toString().split("\0").filter(Boolean);
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
