// The page: files, what is found in them, and what can be done about it.
import { changes, createEditor, createState, difference, offset, setDark, setDiagnostics } from "./editor.js";
import { Linter } from "./linter.js";
import { list, marks } from "./problems.js";
import { decode, encode, isName, isTooLarge } from "./state.js";
import { colored, diff, element } from "./text.js";
import examples from "examples";
import rules from "rules";

/** How much of a text is shown, in characters. */
const MAX_SHOWN = 200_000;

const by = (id) => document.getElementById(id);
const view = createEditor(by("editor"));
const linter = new Linter(compile());

/** The files' states by their names; that of the open one is in the editor. */
let files = new Map();
let open = "";
let found = { findings: [], errors: [] };
/** Counts edits, so that answers about older texts are known as such. */
let edits = 0;
let isLinting = false;

async function compile() {
  const response = fetch("coderlint.wasm", { credentials: "same-origin" });
  try {
    return await WebAssembly.compileStreaming(response);
  } catch {
    // A server that doesn't know the type.
    return WebAssembly.compile(await (await fetch("coderlint.wasm")).arrayBuffer());
  }
}

// Files

const stateOf = (name) => (name === open ? view.state : files.get(name));

function snapshot() {
  const entries = [...files.keys()].map((name) => [name, stateOf(name).sliceDoc()]);
  return { module: by("module").value.trim(), files: Object.fromEntries(entries), open };
}

const newState = (name, text) => createState(name, text, { onChange: changed, onFix: goToProblem });

function load(state) {
  const entries = Object.entries(state.files);
  files = new Map(entries.map(([name, text]) => [name, newState(name, text)]));
  by("module").value = state.module;
  open = "";
  found = { findings: [], errors: [] };
  show(state.open);
  changed();
}

/** Puts a file into the editor. */
function show(name) {
  if (name === open) return;
  if (files.has(open)) files.set(open, view.state);
  open = name;
  view.setState(files.get(name));
  setDark(view, document.documentElement.dataset.dark === "true");
  mark();
  showTabs();
}

function showTabs() {
  const tabs = [...files.keys()].map((name) => {
    const isOpen = name === open;
    return element(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(isOpen),
        "aria-controls": "editor",
        tabindex: isOpen ? "0" : "-1",
        onclick: () => show(name),
      },
      name,
    );
  });
  const hadFocus = by("tabs").contains(document.activeElement);
  by("tabs").replaceChildren(...tabs);
  if (hadFocus) by("tabs").querySelector("[aria-selected=true]").focus();
  by("remove").disabled = files.size < 2;
}

function add(name, text) {
  if (files.has(name)) replace(name, text);
  else files.set(name, newState(name, text));
  show(name);
  showTabs();
  changed();
}

function update(name, specs) {
  const state = stateOf(name);
  if (name === open) view.dispatch({ changes: specs, userEvent: "input.fix" });
  else files.set(name, state.update({ changes: specs, userEvent: "input.fix" }).state);
}

const replace = (name, text) => update(name, difference(stateOf(name), text));

/** Makes edits, which may be of several files, and of new ones. */
function apply(all) {
  for (const name of new Set(all.map((edit) => edit.file))) {
    if (!files.has(name)) files.set(name, newState(name, ""));
    update(name, changes(stateOf(name), all.filter((edit) => edit.file === name)));
  }
  showTabs();
  changed();
}

function jump({ file, from, to }) {
  if (!files.has(file)) return;
  show(file);
  const selection = { anchor: offset(view.state, from), head: offset(view.state, to) };
  view.dispatch({ selection, scrollIntoView: true });
  view.focus();
}

// Linting

function changed() {
  edits += 1;
  delete document.body.dataset.settled;
  keepAddress();
  lint();
}

async function lint() {
  if (isLinting) return;
  isLinting = true;
  let failure = "";
  for (let linted = -1; linted !== edits; ) {
    linted = edits;
    try {
      const answer = await linter.ask("lint", snapshot());
      failure = "";
      if (linted === edits) showFound(answer);
    } catch (error) {
      failure = error.message;
    }
  }
  isLinting = false;
  if (failure !== "") showFailure(failure);
  document.body.dataset.settled = "";
}

function showFound(answer) {
  found = answer;
  by("failure").hidden = true;
  mark();
  by("problems").replaceChildren(list(found, actions));
  const { counts } = found;
  const parts = [
    [counts.errors + found.errors.length, "error"],
    [counts.warnings, "warning"],
  ].filter(([number]) => number > 0);
  const text = parts.map(([number, noun]) => `${number} ${noun}${number === 1 ? "" : "s"}`).join(", ");
  by("status").textContent = `${text || "No findings"} (${found.time.toFixed(0)} ms)`;
  // With a broken configuration nobody knows what is to be left alone.
  const isBroken = found.errors.length > 0;
  by("fix").disabled = isBroken || counts.safe === 0;
  by("fix-unsafe").hidden = isBroken || counts.unsafe === 0;
  showView();
}

function showFailure(text) {
  found = { findings: [], errors: [] };
  mark();
  by("problems").replaceChildren();
  for (const view of ["output", "diff"]) fill(view, []);
  by("fix").disabled = true;
  by("fix-unsafe").hidden = true;
  by("status").textContent = "Stopped";
  by("failure").textContent = text;
  by("failure").hidden = false;
}

/** Marks in the editor what was found in the open file. */
function mark() {
  const at = (position) => offset(view.state, position);
  view.dispatch(setDiagnostics(view.state, marks(found, open, at, actions)));
}

/** Does something with the answer to a question about the files, if they are still the same. */
async function withAnswer(what, argument, use) {
  const before = edits;
  try {
    const answer = await linter.ask(what, snapshot(), argument);
    if (before === edits) use(answer);
  } catch (error) {
    showFailure(error.message);
  }
}

const actions = {
  jump,
  hasPage: ({ rule, url }) => Object.hasOwn(rules, rule) || url !== null,
  showRule: ({ rule, url }) => {
    if (!Object.hasOwn(rules, rule)) {
      window.open(url, "_blank", "noopener");
      return;
    }
    by("rules").value = rule;
    select("rule");
  },
  fix: ({ fix }) => apply(fix.edits),
  ignore: (_, index) =>
    withAnswer("ignore", index, (edits) => {
      if (edits.length > 0) apply(edits);
      else by("status").textContent = "No comment can ignore this finding";
    }),
  exclude: ({ key }) =>
    withAnswer("exclude", key, (edits) => {
      if (edits.length > 0) apply(edits);
      else by("status").textContent = "This configuration can't be edited automatically";
    }),
};

const fixAll = (withUnsafe) =>
  withAnswer("fix", withUnsafe, (fixed) => {
    for (const { name, text } of fixed.files) replace(name, text);
    if (fixed.errors.length > 0) by("status").textContent = fixed.errors.join("; ");
  });

/** From the editor to what can be done about the finding at the cursor. */
function goToProblem() {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head).number;
  const index = found.findings.findIndex(
    ({ labels: [{ file, from, to }] }) => file === open && from.line <= line && line <= to.line,
  );
  if (index < 0) return false;
  select("problems");
  const item = by("problems").querySelectorAll("li[data-rule]")[index];
  item.scrollIntoView({ block: "nearest" });
  (item.querySelector(".bar button") ?? item.querySelector("button")).focus();
  return true;
}

// Views

const views = ["problems", "output", "diff", "rule"];

function select(name) {
  for (const it of views) {
    const tab = by(`show-${it}`);
    tab.setAttribute("aria-selected", String(it === name));
    tab.tabIndex = it === name ? 0 : -1;
    by(it).hidden = it !== name;
  }
  showView();
}

/** Fills the view that is shown. */
function showView() {
  if (!by("output").hidden) {
    withAnswer("output", true, (text) => fill("output", colored(beginning(text))));
  }
  if (!by("diff").hidden) {
    withAnswer("diff", by("with-unsafe").checked, (text) => {
      fill("diff", text === "" ? ["Nothing to fix."] : diff(beginning(text)));
    });
  }
  if (!by("rule").hidden) by("rule").querySelector("article").innerHTML = rules[by("rules").value];
}

const fill = (name, content) => by(name).querySelector("pre").replaceChildren(...content);

/** As much of a text as a browser shows at once. */
const beginning = (text) =>
  text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}\n… The rest is too long to show.` : text;

/** Arrows move between tabs, as everywhere. */
function moveBetweenTabs(tabs) {
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...tabs.children];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.click();
    tabs.querySelector("[aria-selected=true]").focus();
  });
}

// The address

let keeping;
/** What was read or written last. An address that differs is about to be read. */
let known = location.hash;
/** Counts addresses that were followed. */
let followed = 0;

/** Keeps the files in the page's address once nobody types. */
function keepAddress() {
  clearTimeout(keeping);
  keeping = setTimeout(writeAddress, 400);
}

async function writeAddress() {
  clearTimeout(keeping);
  const before = followed;
  const state = snapshot();
  if (isTooLarge(state)) return;
  const name = by("example").value;
  const example = examples[name];
  const isExample =
    example && state.module === example.module && JSON.stringify(state.files) === JSON.stringify(example.files);
  const address = isExample ? `#example=${name}` : `#code=${await encode(state)}`;
  if (location.hash !== known || followed !== before) return;
  if (!isExample) by("example").value = "";
  history.replaceState(null, "", address);
  known = location.hash;
}

async function readAddress() {
  const [, kind, value] = location.hash.match(/^#(code|example)=(.*)$/) ?? [];
  if (kind === "code") {
    try {
      const state = await decode(value);
      by("example").value = "";
      load(state);
      return;
    } catch {
      by("failure").textContent = "The link is damaged: its files can't be read.";
      by("failure").hidden = false;
    }
  }
  const name = kind === "example" && Object.hasOwn(examples, value) ? value : Object.keys(examples)[0];
  by("example").value = name;
  load({ ...examples[name], open: Object.keys(examples[name].files)[0] });
}

async function copy(text, button) {
  const title = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed";
  }
  setTimeout(() => (button.textContent = title), 1500);
}

// What the controls do

by("example").append(
  element("option", { value: "" }, "Your own"),
  ...Object.entries(examples).map(([name, { title }]) => element("option", { value: name }, title)),
);
by("example").onchange = async ({ target }) => {
  const { value } = target;
  // The browser's way back leads to what was there.
  await writeAddress();
  history.pushState(null, "", location.href);
  target.value = value;
  const example = examples[value] ?? { module: "module", files: { "main.tf": "" } };
  load({ ...example, open: Object.keys(example.files)[0] });
};
by("rules").append(...Object.keys(rules).map((rule) => element("option", {}, rule)));
by("rules").onchange = showView;
by("module").oninput = changed;
by("names").append(
  ...["README.md", ".coderlint.hcl", "variables.tf", "policies/own.policy.hcl"].map((name) => element("option", { value: name })),
);
by("add").onclick = () => {
  by("new").hidden = !by("new").hidden;
  if (!by("new").hidden) by("name").focus();
};
by("new").onsubmit = (event) => {
  event.preventDefault();
  const name = by("name").value.trim();
  by("name").setCustomValidity(isName(name) ? "" : "A path such as modules/acme/main.tf");
  if (!by("new").reportValidity()) return;
  by("new").hidden = true;
  by("name").value = "";
  if (files.has(name)) show(name);
  else add(name, "");
  view.focus();
};
by("name").oninput = () => by("name").setCustomValidity("");
by("remove").onclick = () => {
  if (view.state.doc.length > 0 && !confirm(`Remove ${open}?`)) return;
  files.delete(open);
  show(files.keys().next().value);
  changed();
};
by("upload").onclick = () => by("files").click();
by("files").onchange = async ({ target }) => {
  for (const file of target.files) add(file.name, await file.text());
  target.value = "";
};
by("share").onclick = async ({ target }) => {
  if (isTooLarge(snapshot())) {
    by("status").textContent = "These files are too large for a link";
    return;
  }
  await writeAddress();
  await copy(location.href, target);
};
by("copy").onclick = ({ target }) => copy(view.state.sliceDoc(), target);
by("copy-diff").onclick = ({ target }) =>
  withAnswer("diff", by("with-unsafe").checked, (text) => copy(text, target));
by("fix").onclick = () => fixAll(false);
by("fix-unsafe").onclick = () => fixAll(true);
by("with-unsafe").onchange = showView;
for (const name of views) by(`show-${name}`).onclick = () => select(name);
moveBetweenTabs(by("tabs"));
moveBetweenTabs(by("views"));
document.addEventListener("theme", ({ detail }) => {
  document.documentElement.dataset.dark = String(detail);
  setDark(view, detail);
});
addEventListener("hashchange", () => {
  known = location.hash;
  followed += 1;
  if (/^#(code|example)=/.test(location.hash)) readAddress();
});
select("problems");
readAddress();
