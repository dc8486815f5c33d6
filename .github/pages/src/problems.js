// Findings as elements: in the list beside the editor, and in the tooltip.
import { element, message } from "./text.js";

const place = ({ file, from }) => `${file}:${from.line}:${from.column + 1}`;

/**
 * What can be done about a finding, each with what the button says. `actions` has
 * what does it.
 */
function offers({ fix, key, rule }, actions) {
  const offers = [];
  if (fix) {
    offers.push([fix.safe ? `Fix: ${fix.title}` : `Fix (unsafe): ${fix.title}`, actions.fix]);
  }
  if (rule !== "unused_ignore" && rule !== "syntax_error") {
    offers.push(["Ignore this finding", actions.ignore]);
  }
  if (key !== null) offers.push([`\`${key}\` is not a key`, actions.exclude]);
  return offers;
}

/** The parts below a finding's message. */
function details(finding, { jump, hasPage, showRule }) {
  const [, ...further] = finding.labels;
  const labels = finding.labels.filter((label) => label.message !== "");
  const more = further.length > 0 || labels.length > 0;
  return [
    more &&
      element(
        "ul",
        { class: "labels" },
        ...labels.map((label) =>
          element(
            "li",
            {},
            element("button", { type: "button", class: "place", onclick: () => jump(label) }, place(label)),
            " ",
            ...message(label.message),
          ),
        ),
      ),
    ...finding.notes.map((note) => element("p", {}, element("b", {}, "note: "), ...message(note))),
    finding.help && element("p", {}, element("b", {}, "help: "), ...message(finding.help)),
    hasPage(finding) &&
      element(
        "p",
        {},
        element("b", {}, "see: "),
        element(
          "button",
          { type: "button", class: "link", onclick: () => showRule(finding) },
          finding.rule,
        ),
      ),
  ].filter(Boolean);
}

/** The list of all findings and errors. */
export function list({ findings, errors, counts }, actions) {
  const broken = errors.map((error) =>
    element(
      "li",
      { class: "error" },
      element(
        "button",
        { type: "button", class: "what", onclick: () => actions.jump(error) },
        element("b", {}, "error"),
        ": ",
        ...message(error.message),
      ),
      element("span", { class: "place" }, place(error)),
    ),
  );
  const items = findings.map((finding, index) =>
    element(
      "li",
      { class: finding.level, "data-rule": finding.rule },
      element(
        "button",
        { type: "button", class: "what", onclick: () => actions.jump(finding.labels[0]) },
        element("b", {}, `${finding.level}[${finding.rule}]`),
        ": ",
        ...message(finding.message),
      ),
      element("span", { class: "place" }, place(finding.labels[0])),
      ...details(finding, actions),
      element(
        "div",
        { class: "bar" },
        ...offers(finding, actions).map(([title, action]) =>
          element("button", { type: "button", onclick: () => action(finding, index) }, ...message(title)),
        ),
      ),
    ),
  );
  const left = counts.errors + counts.warnings - items.length;
  if (left > 0) items.push(element("li", {}, `And ${left} more: see the output.`));
  if (broken.length + items.length === 0) return element("p", { class: "clean" }, "No findings.");
  return element("ol", { class: "findings" }, ...broken, ...items);
}

/** What the editor marks in a file. */
export function marks({ findings, errors }, file, offset, actions) {
  const at = ({ from, to }) => ({ from: offset(from), to: offset(to) });
  const inFile = (it) => it.file === file;
  const marks = errors.filter(inFile).map((error) => ({
    ...at(error),
    severity: "error",
    message: error.message,
  }));
  findings.forEach((finding, index) => {
    const [primary, ...further] = finding.labels;
    if (inFile(primary)) {
      marks.push({
        ...at(primary),
        severity: finding.level,
        source: finding.rule,
        message: finding.message,
        renderMessage: () =>
          element(
            "div",
            {},
            element("b", {}, ...message(finding.message)),
            ...details(finding, actions),
          ),
        actions: offers(finding, actions).map(([name, action]) => ({
          name: name.replaceAll("`", ""),
          apply: () => action(finding, index),
        })),
      });
    }
    for (const label of further.filter(inFile).filter((label) => label.message !== "")) {
      marks.push({ ...at(label), severity: "hint", message: `${finding.rule}: ${label.message}` });
    }
  });
  return marks.sort((a, b) => a.from - b.from);
}
