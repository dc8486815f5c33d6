// The documentation: its links lead somewhere, and its examples open.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { settled } from "./support.js";

const pages = (site) =>
  readdirSync(site, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .map((name) => [name, readFileSync(join(site, name), "utf8")]);

export const documentation = {
  async "links lead somewhere"({ site }) {
    let count = 0;
    const ids = new Map(pages(site).map(([name, html]) => [name, html]));
    for (const [name, html] of ids) {
      for (const [, link] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
        if (/^(https:|data:)/.test(link)) continue;
        const [path, anchor] = link.split("#");
        const target = path === "" ? name : relative(site, join(site, dirname(name), path));
        assert.ok(existsSync(join(site, target)), `${name}: ${link}`);
        if (anchor && !anchor.startsWith("code=")) {
          assert.ok(ids.get(target).includes(` id="${anchor}"`), `${name}: ${link}`);
        }
        count += 1;
      }
    }
    assert.ok(count > 500, `${count} links`);
    return `${count} links on ${ids.size} pages`;
  },

  async "every example opens in the editor"({ page: open, site, base }) {
    const page = await open("");
    const seen = [];
    for (const [name, html] of pages(site)) {
      for (const [, link] of html.matchAll(/href="[^"]*(#code=[^"]*)"/g)) {
        await page.evaluate(() => delete document.body.dataset.settled);
        await page.evaluate((hash) => (location.hash = hash), link);
        await settled(page);
        const broken = page.locator(".findings li.error:not([data-rule]), [data-rule=syntax_error]");
        const texts = await broken.allTextContents();
        const isAboutSyntax = name.endsWith("rules/syntax_error.html");
        if (!isAboutSyntax) assert.deepEqual(texts, [], `${name}: ${base}${link}`);
        seen.push(link);
      }
    }
    await page.close();
    assert.ok(seen.length > 30, `${seen.length} examples`);
    return `${seen.length} examples`;
  },
};
