// Texts as elements.

/** An element with attributes, properties that are functions, and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A message, with what is between backticks as code. */
export function message(text) {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? element("code", {}, part) : part));
}

/** A text with a terminal's colors. */
export function colored(text) {
  const parts = text.split(/\x1b\[([0-9;]*)m/);
  let classes = new Set();
  return parts.flatMap((part, index) => {
    if (index % 2 === 0) {
      if (part === "" || classes.size === 0) return part;
      return element("span", { class: [...classes].join(" ") }, part);
    }
    for (const code of part.split(";").map(Number)) {
      if (code === 0) classes = new Set();
      else if (code === 1) classes.add("bold");
      else if (code >= 30 && code < 38) classes.add(`color-${code - 30}`);
    }
    // Bright colors are `38;5;N`.
    const bright = part.match(/^38;5;(\d+)$/);
    if (bright) classes = new Set([...classes].filter((it) => it === "bold")).add(`color-${bright[1] % 8}`);
    return [];
  });
}

/** A unified diff, its lines by what they do. */
export function diff(text) {
  return text.split(/(?<=\n)/).map((line) => {
    const kind = /^(---|\+\+\+) /.test(line) ? "file" : { "+": "added", "-": "removed", "@": "place" }[line[0]];
    return kind ? element("span", { class: kind }, line) : line;
  });
}
