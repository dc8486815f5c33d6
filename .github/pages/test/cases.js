// Every case of every rule, and every example: on the page as with the command.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { address, repositoryFiles } from "./support.js";

const here = dirname(fileURLToPath(import.meta.url));
const below = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));

/** Opens a module on a page that is there, and reads a view of it. */
async function view(page, module, files, name) {
  return page.evaluate(
    ([hash, name]) =>
      new Promise((resolve) => {
        const pre = document.querySelector(`#${name} pre`);
        pre.replaceChildren();
        const observer = new MutationObserver(() => {
          if (pre.textContent === "") return;
          observer.disconnect();
          const errors = [...document.querySelectorAll(".findings li.error:not([data-rule]) .what")];
          resolve({ text: pre.textContent, errors: errors.length });
        });
        observer.observe(pre, { childList: true });
        location.hash = hash;
      }),
    [address(module, files), name],
  );
}

async function compare({ page: open, runAside }, folders) {
  const [output, diff] = [await open(""), await open("")];
  await output.click("#show-output");
  await diff.click("#show-diff");
  await diff.check("#with-unsafe");
  for (const folder of folders) {
    const files = repositoryFiles(folder);
    const name = basename(folder);
    const [found, shown, plain, changes] = await Promise.all([
      view(output, name, files, "output"),
      view(diff, name, files, "diff"),
      runAside(folder, "--color", "never"),
      runAside(folder, "--diff", "--unsafe-fixes", "--color", "never"),
    ]);
    assert.equal(found.text, plain.stdout, folder);
    const told = plain.stderr.split("\n").filter((line) => line.startsWith("coderlint: error: "));
    assert.equal(found.errors, told.length, `${folder}: ${plain.stderr}`);
    assert.equal(shown.text, changes.stdout || "Nothing to fix.", folder);
  }
  for (const page of [output, diff]) {
    assert.deepEqual(page.complaints, []);
    await page.close();
  }
  return `${folders.length} modules`;
}

export const cases = {
  async "every case of every rule is as with the command"(context) {
    const rules = below(join(here, "../../../rules"));
    return compare(context, rules.flatMap((rule) => below(join(rule, "cases"))));
  },

  async "every example is as with the command"(context) {
    return compare(context, below(join(here, "../examples")));
  },
};
