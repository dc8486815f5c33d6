// What takes too long is stopped, and the page lives on.
import assert from "node:assert/strict";
import { settled } from "./support.js";

export const hostile = {
  async "a module that takes too long is stopped"({ page: open, requests }) {
    const page = await open("");
    const before = requests.length;
    const line = (index) => `variable "k${index}_api_key" {}\n`;
    const text = Array.from({ length: 330_000 }, (_, index) => line(index)).join("");
    await page.setInputFiles("#files", { name: "main.tf", mimeType: "text/plain", buffer: Buffer.from(text) });
    // The page answers meanwhile.
    let longest = 0;
    while (!(await page.locator("#failure").isVisible())) {
      const start = performance.now();
      await page.evaluate(() => new Promise(requestAnimationFrame));
      longest = Math.max(longest, performance.now() - start);
    }
    assert.match(await page.textContent("#failure"), /took longer than a second, so it was stopped/);
    await page.selectOption("#example", "owl-agent");
    await settled(page);
    assert.equal(await page.locator("#failure").isVisible(), false);
    assert.equal(await page.locator(".findings li.error").count(), 1);
    assert.deepEqual(requests.slice(before), []);
    await page.close();
    return `the page paused for ${longest.toFixed(0)} ms at most`;
  },

  async "very many findings are not all shown"({ page: open }) {
    const page = await open("");
    const text = Array.from({ length: 5000 }, (_, index) => `variable "k${index}_api_key" {}\n`).join("");
    await page.setInputFiles("#files", { name: "main.tf", mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.waitForFunction(() => /And \d+ more/.test(document.getElementById("problems").textContent));
    await page.close();
  },
};
