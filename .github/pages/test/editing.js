// What somebody does who has never installed anything.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { address, settled, text, withFolder } from "./support.js";

const MODULE = `variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}

resource "coder_env" "api_key" {
  agent_id = "x"
  name     = "API_KEY"
  value    = var.api_key
}
`;

const editor = (page) => page.locator("#editor .cm-content");

async function type(page, content) {
  await editor(page).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(content);
  await settled(page);
}

/** The lines of the editor with a mark of a kind, and what is marked. */
const marked = (page, kind) => page.locator(`#editor .cm-lintRange-${kind}`).allTextContents();

const allowed = { permissions: ["clipboard-read", "clipboard-write"] };

export const editing = {
  async "a finding appears where it is, and the fix is the command's"({ page: open, run }) {
    const page = await open("", allowed);
    await page.selectOption("#example", "");
    await page.fill("#module", "acme");
    await type(page, MODULE);
    assert.deepEqual(await marked(page, "error"), ['"api_key"']);
    const finding = page.locator(".findings li.error");
    assert.equal(await finding.count(), 1);
    assert.match(await finding.textContent(), /error\[masked_parameter\]: key variable api_key has no opt-in/);
    assert.match(await finding.textContent(), /main\.tf:1:10/);
    await page.hover("#editor .cm-lintRange-error");
    const tooltip = page.locator("#editor .cm-tooltip");
    await tooltip.waitFor();
    assert.match(await tooltip.textContent(), /main\.tf:10:14 it reaches the workspace here.*note: .*help: /s);
    await page.mouse.move(0, 0);
    await withFolder("acme", { "main.tf": MODULE }, async (folder) => {
      assert.equal(await shown(page, "output"), run(folder, "--color", "never").stdout);
      assert.equal(await shown(page, "diff"), run(folder, "--diff", "--color", "never").stdout);
      await page.click("#show-problems");
      await finding.getByRole("button", { name: /^Fix: add an opt-in/ }).click();
      await settled(page);
      assert.equal(await page.locator("#problems .clean").count(), 1);
      run(folder, "--fix");
      assert.equal(await text(page), readFileSync(join(folder, "main.tf"), "utf8"));
    });
    // And it can be undone.
    await editor(page).click();
    await page.keyboard.press("Control+z");
    await settled(page);
    assert.equal(await text(page), MODULE);
    assert.deepEqual(page.complaints, []);
    await page.close();
  },

  async "all fixes at once, in several files, are the command's"({ page: open, run }) {
    const readme = '# Acme\n\nSets a key.\n\n```tf\nmodule "acme" {\n  source = "./acme"\n}\n```\n';
    const files = { "main.tf": MODULE, "README.md": readme };
    const page = await open(address("acme", files), allowed);
    await page.click("#fix");
    await page.waitForSelector("#problems .clean");
    await withFolder("acme", files, async (folder) => {
      run(folder, "--fix");
      for (const name of Object.keys(files)) {
        await page.getByRole("tab", { name }).click();
        assert.equal(await text(page), readFileSync(join(folder, name), "utf8"), name);
      }
    });
    await page.close();
  },

  async "line ends stay what they are"({ page: open, run }) {
    const files = { "main.tf": MODULE.replaceAll("\n", "\r\n") };
    const page = await open(address("acme", files), allowed);
    assert.deepEqual(await marked(page, "error"), ['"api_key"']);
    await page.locator(".findings").getByRole("button", { name: /^Fix: / }).click();
    await settled(page);
    await withFolder("acme", files, async (folder) => {
      run(folder, "--fix");
      assert.equal(await text(page), readFileSync(join(folder, "main.tf"), "utf8"));
    });
    await page.close();
  },

  async "a finding can be ignored, and a name said not to be a key"({ page: open }) {
    const page = await open(address("acme", { "main.tf": MODULE }), allowed);
    await page.getByRole("button", { name: "Ignore this finding" }).click();
    await page.waitForSelector("#problems .clean");
    assert.ok((await text(page)).startsWith("# coderlint-ignore: masked_parameter -- "));
    await page.goto("about:blank");
    await page.close();
    const other = await open(address("acme", { "main.tf": MODULE }), allowed);
    await other.getByRole("button", { name: "api_key is not a key" }).click();
    await other.waitForSelector("#problems .clean");
    await other.getByRole("tab", { name: ".coderlint.hcl" }).click();
    assert.equal(await text(other), 'keys {\n  exclude = ["api_key"]\n}\n');
    await type(other, "keys {\n  exclud = []\n}\n");
    const error = other.locator(".findings li.error").first();
    assert.match(await error.textContent(), /exclud.*\.coderlint\.hcl:2:3/);
    assert.ok(await other.locator("#fix").isDisabled());
    await other.close();
  },

  async "a link opens the same files"({ page: open, base }) {
    const page = await open("", allowed);
    await type(page, `${MODULE}# größer 🦀\n`);
    await page.click("#share");
    await page.waitForFunction(() => document.getElementById("share").textContent === "Copied");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(link.startsWith(`${base}#code=`), link);
    const other = await open(link.slice(base.length), allowed);
    assert.equal(await text(other), `${MODULE}# größer 🦀\n`);
    assert.equal(await other.inputValue("#module"), await page.inputValue("#module"));
    const damaged = await open("#code=AAAA");
    assert.match(await damaged.textContent("#failure"), /link is damaged/);
    for (const it of [page, other, damaged]) await it.close();
  },

  async "nothing that was typed is lost to an example"({ page: open }) {
    const page = await open("", allowed);
    await type(page, MODULE);
    await page.selectOption("#example", "duet");
    await page.waitForFunction(() => document.getElementById("module").value === "duet");
    await settled(page);
    await page.evaluate(() => (location.hash = "#nothing"));
    assert.match(await text(page), /anthropic_api_key/);
    await page.goBack();
    await page.goBack();
    await page.waitForFunction(() => document.getElementById("module").value !== "duet");
    await settled(page);
    assert.equal(await text(page), MODULE);
    await page.close();
  },

  async "everything works from the keyboard"({ page: open }) {
    const page = await open(address("acme", { "main.tf": MODULE, "README.md": "# Acme\n" }));
    await editor(page).focus();
    await page.keyboard.press("F8");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+.");
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    assert.match(await focused(), /^Fix: add an opt-in/);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#problems .findings", { state: "detached" });
    await page.getByRole("tab", { name: "main.tf" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator("#tabs [aria-selected=true]").textContent(), "README.md");
    await page.locator("#show-problems").focus();
    await page.keyboard.press("ArrowRight");
    assert.ok(await page.locator("#output").isVisible());
    await page.close();
  },

  async "a rule's page is beside the editor"({ page: open }) {
    const page = await open("");
    await page.locator(".findings").getByRole("button", { name: "masked_parameter", exact: true }).click();
    assert.match(await page.textContent("#rule article"), /^masked_parameter/);
    await page.locator("#rule").getByRole("link", { name: "Open in the editor" }).first().click();
    await page.waitForFunction(() => document.getElementById("module").value === "acme");
    await settled(page);
    await page.close();
  },

  async "a link is followed, even if the address was about to be written"({ page: open }) {
    const page = await open("");
    // The address is written 400 ms after a change; input goes before timers.
    await page.evaluate(async (hash) => {
      const example = document.getElementById("example");
      example.value = "duet";
      example.dispatchEvent(new Event("change"));
      await new Promise((resolve) => setTimeout(resolve, 350));
      const follow = () => Object.assign(document.createElement("a"), { href: hash }).click();
      scheduler.postTask(follow, { priority: "user-blocking" });
      for (const end = performance.now() + 100; performance.now() < end; );
    }, address("acme", { "main.tf": MODULE }));
    await page.waitForFunction(() => document.getElementById("module").value === "acme");
    await page.close();
  },

  async "nothing is wider than a small screen, in the dark too"({ page: open }) {
    for (const path of ["", "docs/index.html", "docs/rules/index.html", "docs/rules/masked_parameter.html"]) {
      const page = await open(path, { viewport: { width: 420, height: 800 }, colorScheme: "dark" });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 420, `${path} is ${width} pixels wide`);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(background, "rgb(22, 24, 29)");
      assert.deepEqual(page.complaints, []);
      await page.close();
    }
  },

  async "nothing is asked for once the page is there"({ page: open, requests }) {
    const page = await open("");
    const before = requests.length;
    for (const example of await page.locator("#example option").all()) {
      await page.selectOption("#example", await example.getAttribute("value"));
      await settled(page);
    }
    for (const view of ["output", "diff", "rule", "problems"]) await page.click(`#show-${view}`);
    await page.selectOption("#example", "owl-agent");
    await page.click("#fix:enabled");
    assert.deepEqual(requests.slice(before), []);
    assert.deepEqual(page.complaints, []);
    await page.close();
  },
};

/** What a view shows. */
async function shown(page, view) {
  await page.click(`#show-${view}`);
  const pre = page.locator(`#${view} pre:not(:empty)`);
  await pre.waitFor();
  return pre.textContent();
}
