// The editor: CodeMirror, with what it takes to edit HCL and Markdown.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  bracketMatching,
  defineLanguageFacet,
  indentUnit,
  Language,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { parseCode, parser } from "@lezer/markdown";
import { hcl, hclLanguage } from "codemirror-lang-hcl";

const isHcl = /^(hcl|tf|terraform)\b/;
const markdown = new Language(
  defineLanguageFacet(),
  parser.configure([
    parseCode({ codeParser: (info) => (isHcl.test(info) ? hclLanguage.parser : null) }),
  ]),
  [],
  "markdown",
);

const colors = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--paper)", fontSize: "14px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-gutters": { color: "var(--faint)", backgroundColor: "var(--paper)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--line)" },
  ".cm-tooltip": {
    color: "var(--text)",
    backgroundColor: "var(--raised)",
    border: "1px solid var(--border)",
    maxWidth: "min(44em, 90vw)",
  },
  ".cm-diagnostic": { padding: "6px 10px", whiteSpace: "normal", fontSize: "13px" },
  ".cm-diagnostic p": { margin: "4px 0" },
  ".cm-diagnostic code": { fontFamily: "var(--mono)" },
  ".cm-diagnosticAction": {
    font: "inherit",
    color: "var(--paper)",
    backgroundColor: "var(--accent)",
    padding: "2px 8px",
    margin: "4px 8px 4px 0",
  },
  ".cm-diagnostic .place, .cm-diagnostic .link": {
    font: "inherit",
    color: "var(--link)",
    background: "none",
    border: "none",
    padding: "0",
    textDecoration: "underline",
    cursor: "pointer",
  },
  ".cm-diagnostic ul": { margin: "4px 0", paddingLeft: "18px" },
  ".cm-diagnosticSource": { display: "none" },
  ".cm-panels": { color: "var(--text)", backgroundColor: "var(--raised)" },
  ".cm-lintRange-hint": { backgroundImage: "none", borderBottom: "1px dashed var(--link)" },
  ".tok-keyword, .tok-typeName": { color: "var(--keyword)" },
  ".tok-string, .tok-string2": { color: "var(--string)" },
  ".tok-comment": { color: "var(--comment)" },
  ".tok-number, .tok-bool, .tok-atom, .tok-null": { color: "var(--number)" },
  ".tok-propertyName, .tok-definition": { color: "var(--property)" },
  ".tok-heading": { fontWeight: "bold" },
  ".tok-link, .tok-url": { color: "var(--link)" },
});

const dark = new Compartment();
let isDark = false;

/** An editor in a shadow root, whose styles the content security policy allows. */
export function createEditor(parent) {
  const root = parent.attachShadow({ mode: "open" });
  return new EditorView({ root, parent: root });
}

/** A file. Line ends stay what they are. */
export function createState(name, text, { onChange, onFix }) {
  const isWindows = /\r\n/.test(text) && !/[^\r]\n|^\n/.test(text);
  const separator = isWindows ? "\r\n" : "\n";
  return EditorState.create({
    doc: text,
    extensions: [
      EditorState.lineSeparator.of(separator),
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      lineNumbers(),
      lintGutter({ markerFilter: (found) => found.filter(({ severity }) => severity !== "hint") }),
      highlightSpecialChars(),
      highlightActiveLine(),
      history(),
      bracketMatching(),
      search({ top: true }),
      placeholder("Paste a file here."),
      name.endsWith(".md") ? [markdown, EditorView.lineWrapping] : hcl(),
      syntaxHighlighting(classHighlighter),
      Prec.high(keymap.of([{ key: "Mod-.", run: onFix }])),
      keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...lintKeymap]),
      EditorView.updateListener.of((update) => update.docChanged && onChange()),
      EditorView.contentAttributes.of({
        "aria-label": name,
        autocapitalize: "off",
        autocorrect: "off",
        spellcheck: "false",
      }),
      dark.of(EditorView.darkTheme.of(isDark)),
      colors,
    ],
  });
}

export function setDark(view, value) {
  isDark = value;
  view.dispatch({ effects: dark.reconfigure(EditorView.darkTheme.of(value)) });
}

/** Where a place is in a file, as far as that still has it. */
export function offset(state, { line, column }) {
  const { from, to } = state.doc.line(Math.min(line, state.doc.lines));
  return Math.min(from + column, to);
}

/** Edits as changes of a file. */
export function changes(state, edits) {
  return edits.map(({ from, to, text }) => ({
    from: offset(state, from),
    to: offset(state, to),
    insert: state.toText(text),
  }));
}

/** What turns a file's text into another: what is the same at both ends stays. */
export function difference(state, text) {
  const [old, next] = [state.doc.toString(), state.toText(text).toString()];
  let start = 0;
  while (start < Math.min(old.length, next.length) && old[start] === next[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(old.length, next.length) - start &&
    old[old.length - 1 - end] === next[next.length - 1 - end]
  ) {
    end += 1;
  }
  return {
    from: start,
    to: old.length - end,
    insert: state.toText(next.slice(start, next.length - end)),
  };
}

export { setDiagnostics };
