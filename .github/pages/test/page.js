// The page in a real browser: `node test/page.js SITE COMMAND`, where COMMAND is
// coderlint as it was built from the same source.
import assert from "node:assert/strict";
import { performance } from "node:perf_hooks";
import { cases } from "./cases.js";
import { documentation } from "./documentation.js";
import { editing } from "./editing.js";
import { hostile } from "./hostile.js";
import { open } from "./support.js";

const [site, command] = process.argv.slice(2);
assert.ok(site && command, "usage: node test/page.js SITE COMMAND");
const context = await open(site, command);
let failed = 0;
try {
  for (const test of [editing, hostile, documentation, cases]) {
    const start = performance.now();
    for (const [name, check] of Object.entries(test)) {
      try {
        const note = await check(context);
        console.log(`ok   ${name}${note ? `: ${note}` : ""}`);
      } catch (error) {
        failed += 1;
        console.log(`FAIL ${name}\n${error.stack}`);
      }
    }
    console.log(`     ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
} finally {
  await context.close();
}
process.exit(failed === 0 ? 0 : 1);
