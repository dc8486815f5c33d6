// Every case of every rule, and every example: on the page as with the command.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { address, repositoryFiles } from "./support.js";

const here = dirname(fileURLToPath(import.meta.url));
const below = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));

/** Opens a module on a page that is there, and reads what it shows of it. */
async function shown(page, module, files) {
  return page.evaluate(
    async (hash) => {
      const until = (node, options, isDone) =>
        new Promise((resolve) => {
          const observer = new MutationObserver(() => {
            if (!isDone()) return;
            observer.disconnect();
            resolve();
          });
          observer.observe(node, options);
        });
      const view = async (name) => {
        const pre = document.querySelector(`#${name} pre`);
        pre.replaceChildren();
        const filled = until(pre, { childList: true }, () => pre.textContent !== "");
        document.getElementById(`show-${name}`).click();
        await filled;
        return pre.textContent;
      };
      document.getElementById("show-problems").click();
      delete document.body.dataset.settled;
      location.hash = hash;
      await until(document.body, { attributes: true }, () => "settled" in document.body.dataset);
      const errors = document.querySelectorAll(".findings li.error:not([data-rule])").length;
      return { output: await view("output"), diff: await view("diff"), errors };
    },
    address(module, files),
  );
}

/** Compares modules, as many at a time as there are cores to do it. */
async function compare({ page: open, runAside }, folders) {
  const left = [...folders];
  const worker = async () => {
    const page = await open("");
    await page.click("#show-diff");
    await page.check("#with-unsafe");
    for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
      const [found, plain, changes] = await Promise.all([
        shown(page, basename(folder), repositoryFiles(folder)),
        runAside(folder, "--color", "never"),
        runAside(folder, "--diff", "--unsafe-fixes", "--color", "never"),
      ]);
      assert.equal(found.output, plain.stdout, folder);
      assert.equal(found.diff, changes.stdout || "Nothing to fix.", folder);
      const told = plain.stderr.split("\n").filter((line) => line.startsWith("coderlint: error: "));
      assert.equal(found.errors, told.length, `${folder}: ${plain.stderr}`);
    }
    assert.deepEqual(page.complaints, []);
    await page.close();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
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
