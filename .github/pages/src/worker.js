// Lints away from the page, which can end it.
import { initSync, Playground } from "coderlint";

let playground;

onmessage = ({ data }) => {
  if (data.wasm) {
    initSync({ module: data.wasm });
    playground = new Playground(data.today);
    postMessage({ ready: true });
    return;
  }
  try {
    postMessage({ answer: answer(data) });
  } catch (error) {
    // After a panic nothing can be relied on.
    postMessage({ failure: String(error) });
  }
};

function answer({ what, module, files, argument }) {
  const start = performance.now();
  const found = playground.lint(module, JSON.stringify(files));
  switch (what) {
    case "lint":
      return { ...JSON.parse(found), time: performance.now() - start };
    case "output":
      return playground.output(argument);
    case "json":
      return playground.json();
    case "diff":
      return playground.diff(argument);
    case "fix":
      return JSON.parse(playground.fix(argument));
    case "ignore":
      return JSON.parse(playground.ignore(argument));
    case "exclude":
      return JSON.parse(playground.exclude(argument));
  }
}
