// Puts the site together: `node build.js BINDINGS SITE`, where BINDINGS is the
// folder that wasm-bindgen wrote. `./build` runs it.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { documentation } from "./docs.js";

const here = dirname(fileURLToPath(import.meta.url));
const [bindings, site] = process.argv.slice(2);

const options = {
  bundle: true,
  minify: true,
  write: false,
  absWorkingDir: here,
  target: "es2022",
  metafile: true,
  outdir: site,
};

/** A bundler's plugin for modules that are made here. */
const made = (modules) => ({
  name: "made",
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(${Object.keys(modules).join("|")})$`) }, ({ path }) => ({
      path,
      namespace: "made",
    }));
    build.onLoad({ filter: /.*/, namespace: "made" }, ({ path }) => modules[path]);
  },
});

function filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]);
  // The module itself comes first.
  const rank = ([name]) => (name === "main.tf" ? "" : name);
  files.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return Object.fromEntries(files);
}

const listed = JSON.parse(readFileSync(join(here, "examples/index.json"), "utf8"));
const examples = Object.fromEntries(
  listed.map(({ name, title }) => [
    name,
    { title, module: name, files: filesBelow(join(here, "examples", name)) },
  ]),
);
const { site: pages, rules, broken } = documentation(
  join(here, "../.."),
  examples[listed[0].name],
  examples["house-rules"],
);
for (const { source, href, problem = "has no such heading" } of broken) {
  console.error(`${source}: the link to ${href} ${problem}`);
}
if (broken.length > 0) process.exit(1);

const worker = await build({
  ...options,
  entryPoints: ["src/worker.js"],
  alias: { coderlint: join(bindings, "coderlint_page.js") },
  define: { "import.meta.url": '""' },
});

/** The licenses of the packages that are in a bundle. */
function licenses(...results) {
  const inputs = results.flatMap((result) => Object.keys(result.metafile.inputs));
  const packages = inputs.map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
  const texts = [...new Set(packages.filter(Boolean))].sort().map((name) => {
    const folder = join(here, "node_modules", name);
    const file = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
    return `# ${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return texts.join("\n");
}

const script = (result) => result.outputFiles.find((file) => file.path.endsWith(".js")).text;
const page = await build({
  ...options,
  entryPoints: ["src/page.js", "src/style.css", "src/theme.js"],
  // The page is no longer readable for who has none of these.
  target: ["chrome123", "firefox120", "safari17.5"],
  format: "esm",
  plugins: [
    made({
      worker: { contents: script(worker), loader: "text" },
      examples: { contents: JSON.stringify(examples), loader: "json" },
      rules: { contents: JSON.stringify(rules), loader: "json" },
    }),
  ],
});

rmSync(site, { recursive: true, force: true });
const write = (path, content) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
};
for (const file of page.outputFiles) write(file.path, file.contents);
for (const [path, text] of pages) write(join(site, path), text);
write(join(site, "licenses.txt"), licenses(page, worker));
cpSync(join(bindings, "coderlint_page_bg.wasm"), join(site, "coderlint.wasm"));
cpSync(join(here, "src/index.html"), join(site, "index.html"));
