// A module with its files, as text for the address of the page.

/** The largest state that is opened, in characters. */
const MAX_SIZE = 1 << 20;

/** Whether a file may be called that. */
export function isName(name) {
  const parts = name.split("/");
  return (
    name.length <= 100 &&
    parts.every((part) => part !== "" && part !== "." && part !== ".." && !/[\0-\x1f\\]/.test(part))
  );
}

/** Whether a module is too large for an address. */
export function isTooLarge({ files }) {
  const sizes = Object.values(files).map((text) => text.length);
  return sizes.reduce((a, b) => a + b, 0) > MAX_SIZE / 2;
}

export async function encode(state) {
  const bytes = await through(new CompressionStream("deflate-raw"), JSON.stringify(state), Infinity);
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Fails on what `encode` doesn't write. */
export async function decode(text) {
  const characters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  const plain = await through(new DecompressionStream("deflate-raw"), bytes, MAX_SIZE);
  const { module, files, open } = JSON.parse(new TextDecoder().decode(plain));
  const entries = Object.entries(files);
  const isValid =
    typeof module === "string" &&
    entries.length > 0 &&
    entries.every(([name, text]) => isName(name) && typeof text === "string");
  if (!isValid) throw new Error("not a module");
  return { module, files, open: Object.hasOwn(files, open) ? open : entries[0][0] };
}

async function through(stream, content, limit) {
  const parts = [];
  let size = 0;
  for await (const part of read(new Blob([content]).stream().pipeThrough(stream))) {
    size += part.length;
    if (size > limit) throw new Error("too large");
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// Not every browser can iterate over a stream.
async function* read(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
