#!/usr/bin/env node
// Runs the binary of the package for this platform.
"use strict";

const { spawnSync } = require("node:child_process");

const isMusl = () => {
  const header = process.report?.getReport().header;
  return process.platform === "linux" && !header?.glibcVersionRuntime;
};

const platform = `${process.platform}-${process.arch}${isMusl() ? "-musl" : ""}`;
const name = process.platform === "win32" ? "coderlint.exe" : "coderlint";

let binary;
try {
  binary = require.resolve(`@coderlint/${platform}/${name}`);
} catch {
  console.error(
    `coderlint: error: there is no package for ${platform}, or it isn't installed; ` +
      "see https://github.com/coderlint/coderlint#install",
  );
  process.exit(1);
}
const run = spawnSync(binary, process.argv.slice(2), { stdio: "inherit" });
if (run.error) {
  console.error(`coderlint: error: ${binary}: ${run.error.message}`);
}
if (run.signal) {
  process.kill(process.pid, run.signal);
}
process.exit(run.status ?? 1);
