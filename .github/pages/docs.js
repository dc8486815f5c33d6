// Turns the repository's Markdown into the documentation beside the editor.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { deflateRawSync } from "node:zlib";
import { classHighlighter, highlightCode } from "@lezer/highlight";
import { hclLanguage } from "codemirror-lang-hcl";
import { Marked } from "marked";

const GITHUB = "https://github.com/coderlint/coderlint/blob/main/";

/** The pages: where they come from, where they go, and what the list calls them. */
function pages(root) {
  const rules = readdirSync(join(root, "rules"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [`rules/${name}/README.md`, `docs/rules/${name}.html`, name]);
  return [
    ["README.md", "docs/index.html", "Overview"],
    ["src/config/README.md", "docs/configuration.html", "Configuration"],
    ["src/policy/README.md", "docs/policies.html", "Policies"],
    ["src/fix/README.md", "docs/fixes.html", "Fixes"],
    ["src/report/README.md", "docs/formats.html", "Formats"],
    ["src/lsp/README.md", "docs/editors.html", "Editors"],
    [".github/actions/coderlint/README.md", "docs/action.html", "GitHub action"],
    [".github/RECIPES.md", "docs/recipes.html", "Recipes"],
    [".github/CHANGELOG.md", "docs/changelog.html", "Changelog"],
    ["rules/README.md", "docs/rules/index.html", "Rules"],
    ...rules,
  ].filter(([source]) => existsSync(join(root, source)));
}

const escaped = (text) =>
  text.replace(/[&<>"]/g, (it) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[it]);

function highlighted(code) {
  let text = "";
  highlightCode(
    code,
    hclLanguage.parser.parse(code),
    classHighlighter,
    (part, classes) => {
      text += classes ? `<span class="${classes}">${escaped(part)}</span>` : escaped(part);
    },
    () => (text += "\n"),
  );
  return text;
}

/** As GitHub names headings. */
const slug = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");

const isTerraform = /^(variable|resource|data|module|locals|output|provider|terraform)\b/m;
const isPolicy = /^(input|(resource|data|module|provider|variable|output)_policy)\b/m;
const isPolicyTest = /^policytest\b/m;

/** The address of a module in the editor, from a page of the site. */
function opened(from, state) {
  const bytes = deflateRawSync(JSON.stringify(state), { level: 9 });
  const page = from === "index.html" ? "" : relative(dirname(from), "index.html");
  return `${page}#code=${bytes.toString("base64url")}`;
}

/** A module that a configuration is for, with what the configuration names. */
function configured(code, example, policies) {
  const { module, files } = /^policies\b/m.test(code) ? policies : example;
  const all = { ...files, ".coderlint.hcl": code };
  const [, inputs = ""] = code.match(/^inputs *= *{(.*)}/m) ?? [];
  for (const [, name, value] of inputs.matchAll(/(\w+) *= *([^ ,]+)/g)) {
    const type = /^\d/.test(value) ? "number" : "string";
    all[`policies/${name}.policy.hcl`] = `input "${name}" {\n  type = ${type}\n}\n`;
  }
  if (!/^extend *= *"\.\.\/\.coderlint\.hcl"/m.test(code)) {
    return { module, files: all, open: ".coderlint.hcl" };
  }
  const below = Object.entries(all).map(([name, text]) => [`${module}/${name}`, text]);
  const base = "# What the module's own configuration builds on.\n";
  return {
    module: "modules",
    files: { ...Object.fromEntries(below), ".coderlint.hcl": base },
    open: `${module}/.coderlint.hcl`,
  };
}

/**
 * The documentation: pages by their paths in the site, the rules' texts for the
 * editor, and what is wrong with the links. A piece of a configuration opens with
 * an example's module, one of a policy with that of `policies`.
 */
export function documentation(root, example, policies) {
  const all = pages(root);
  const targets = new Map(all.map(([source, target]) => [source, target]));
  const anchors = new Map();
  const links = [];

  /** A page's text. Its links are relative to the page `from` of the site. */
  function article(source, from) {
    const folder = dirname(source);
    const ids = new Set();
    let terraform = null;
    const open = (code) => {
      if (isPolicy.test(code)) {
        const files = {
          "main.tf": policies.files["main.tf"],
          ".coderlint.hcl": 'policies = ["own.policy.hcl"]\n',
          "own.policy.hcl": code,
        };
        return opened(from, { module: policies.module, files, open: "own.policy.hcl" });
      }
      if (isTerraform.test(code)) {
        terraform ??= code;
        return opened(from, { module: "acme", files: { "main.tf": code }, open: "main.tf" });
      }
      const own = { module: "acme", files: { "main.tf": terraform } };
      return opened(from, configured(code, terraform ? own : example, policies));
    };
    const marked = new Marked({
      renderer: {
        heading({ tokens, depth, text }) {
          const id = slug(text);
          ids.add(id);
          const content = this.parser.parseInline(tokens);
          // The editor has the page's address for itself.
          if (from === "index.html") return `<h${depth}>${content}</h${depth}>\n`;
          return `<h${depth} id="${id}"><a class="anchor" href="#${id}">${content}</a></h${depth}>\n`;
        },
        code({ text, lang }) {
          const language = lang?.split(" ")[0];
          if (language !== "hcl" && language !== "tf") {
            return `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`;
          }
          // A test of policies is nothing that the editor runs.
          const link = isPolicyTest.test(text)
            ? ""
            : `<a class="open" href="${open(`${text}\n`)}">Open in the editor</a>`;
          return `<div class="example"><pre tabindex="0"><code>${highlighted(text)}</code></pre>${link}</div>\n`;
        },
        link({ href, tokens }) {
          const content = this.parser.parseInline(tokens);
          return `<a href="${escaped(address(href))}">${content}</a>`;
        },
        // Comments are for the repository.
        html: ({ text }) => (text.trim().startsWith("<!--") ? "" : escaped(text)),
      },
    });

    function address(href) {
      if (/^(https?:|mailto:)/.test(href)) return href;
      const [path, anchor] = href.split("#");
      const file = path === "" ? source : join(folder, path).replace(/\/$/, "");
      if (!existsSync(join(root, file))) {
        links.push({ source, href, problem: "leads nowhere" });
        return href;
      }
      const target = targets.get(file) ?? targets.get(join(file, "README.md"));
      if (target === undefined) return `${GITHUB}${file}${anchor ? `#${anchor}` : ""}`;
      links.push({ source, href, target, anchor });
      const to = relative(dirname(from), target);
      return anchor ? `${to}#${anchor}` : to;
    }

    const text = readFileSync(join(root, source), "utf8").replace(/^---\n.*?\n---\n/s, "");
    return { html: marked.parse(text), ids };
  }

  const site = new Map();
  for (const [source, target, title] of all) {
    const { html, ids } = article(source, target);
    anchors.set(target, ids);
    site.set(target, layout(all, target, title, html));
  }
  const order = readFileSync(join(root, "rules/README.md"), "utf8").matchAll(/^\| \[`(\w+)`\]/gm);
  const rules = Array.from(order, ([, rule]) => [
    rule,
    article(`rules/${rule}/README.md`, "index.html").html,
  ]);
  const broken = links.filter(
    ({ target, anchor, problem }) => problem || (anchor && !anchors.get(target).has(anchor)),
  );
  return { site, rules: Object.fromEntries(rules), broken };
}

function layout(all, target, title, html) {
  const to = (path) => relative(dirname(target), path);
  const items = all.map(([, path, name]) => {
    const current = path === target ? ' aria-current="page"' : "";
    return `<li><a href="${to(path)}"${current}>${name}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - coderlint</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${to("style.css")}">
<script src="${to("theme.js")}"></script>
</head>
<body class="docs">
<header>
<h1><a href="${to("docs/index.html")}">coderlint</a></h1>
<nav>
<a href="${to("index.html")}">Try it</a>
<a href="https://github.com/coderlint/coderlint">GitHub</a>
<button type="button" id="theme">Dark</button>
</nav>
</header>
<main>
<aside><nav aria-label="Documentation"><ul>
${items.join("\n")}
</ul></nav></aside>
<article>
${html}</article>
</main>
</body>
</html>
`;
}
