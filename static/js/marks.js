// Lists, links and stress at the press of a button, and lists that go on with Enter. What the marks are,
// kb/written_text says; without this script they are typed.
const LISTED = /^(\s*)(-|\d+\.)(\s+)/;
// How word processors write the point before an item into the clipboard.
const POINTS = /^[ \t]*(?:[•·▪◦‣][ \t]*|o\t[ \t]*)/gm;
const LINK = /\[((?:\\.|[^\]\\\n])*)\]\((?:<([^>\n]*)>|([^)\s]*))\)/g;
const template = document.querySelector("#marks");
for (const box of document.querySelectorAll("textarea[data-written]")) equip(box);
const cancel = document.querySelector("#link-dialog [data-cancel]");
cancel?.addEventListener("click", () => cancel.closest("dialog").close("cancel"));

const ACTS = {
  ul: (box) => list(box, () => "- "),
  ol: (box) => list(box, (place) => `${place + 1}. `),
  strong: (box) => wrap(box, "**"),
  em: (box) => wrap(box, "*"),
  link,
};

function equip(box) {
  const bar = template.content.firstElementChild.cloneNode(true);
  const buttons = [...bar.querySelectorAll("button")];
  bar.setAttribute("aria-controls", box.id);
  buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) ACTS[button.dataset.mark](box);
  });
  // One stop for the Tab key, arrows within: a page has many of these bars.
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const next = {
      ArrowRight: (here + 1) % buttons.length,
      ArrowLeft: (here + buttons.length - 1) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[here].tabIndex = -1;
    buttons[next].tabIndex = 0;
    buttons[next].focus();
  });
  box.addEventListener("keydown", goOn);
  box.addEventListener("paste", paste);
  box.before(bar);
}

// The browser's own undo goes on working only with this old command; where it is gone, the text changes anyway.
function put(box, start, end, text, from = start + text.length, to = from) {
  box.focus();
  box.setSelectionRange(start, end);
  const done = text
    ? document.execCommand("insertText", false, text)
    : document.execCommand("delete");
  if (!done) {
    box.setRangeText(text, start, end);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  box.setSelectionRange(from, to);
}

function list(box, mark) {
  const { value, selectionStart, selectionEnd } = box;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const found = value.indexOf("\n", selectionEnd);
  const end = found < 0 ? value.length : found;
  const lines = value.slice(start, end).split("\n");
  const listed = lines.every((line) => LISTED.test(line));
  const text = lines
    .map((line, place) => (listed ? "" : mark(place)) + line.replace(LISTED, ""))
    .join("\n");
  put(box, start, end, text);
}

function wrap(box, mark) {
  const { value, selectionStart: start, selectionEnd: end } = box;
  const words = value.slice(start, end);
  const wide = mark.length;
  if (words.length > 2 * wide && words.startsWith(mark) && words.endsWith(mark)) {
    put(box, start, end, words.slice(wide, -wide), start, end - 2 * wide);
  } else {
    put(box, start, end, mark + words + mark, start + wide, end + wide);
  }
}

// Words and address are asked for; where the cursor stands in a link, that one is changed.
function link(box) {
  const { value, selectionStart, selectionEnd } = box;
  const there = [...value.matchAll(LINK)].find(
    (found) => found.index <= selectionStart && selectionEnd <= found.index + found[0].length,
  );
  const start = there ? there.index : selectionStart;
  const end = there ? start + there[0].length : selectionEnd;
  const chosen = value.slice(start, end);
  const isAddress = /^(?:https?:\/\/|www\.)\S+$/.test(chosen);
  const dialog = document.querySelector("#link-dialog");
  const { words, address } = dialog.querySelector("form").elements;
  words.value = there ? there[1] : isAddress ? "" : chosen.replace(/\s+/g, " ");
  address.value = there ? (there[2] ?? there[3]) : isAddress ? chosen : "";
  address.setCustomValidity("");
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (dialog.returnValue === "put") put(box, start, end, linkOf(words.value, address.value));
    else box.focus();
  };
  dialog.showModal();
  (words.value ? address : words).focus();
}

function linkOf(words, typed) {
  let address = typed.trim();
  if (/^[^\s:/]+@[^\s:/]+$/.test(address)) address = `mailto:${address}`;
  else if (!/^(?:https?:\/\/|mailto:)/i.test(address)) address = `https://${address}`;
  const named = words.trim().replace(/[[\]]/g, "\\$&");
  const target = /[()<>]/.test(address) ? `<${address}>` : address;
  return named ? `[${named}](${target})` : address;
}

function goOn(event) {
  const box = event.target;
  const { value, selectionStart: place, selectionEnd } = box;
  const plain = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.isComposing);
  if (event.key !== "Enter" || !plain || place !== selectionEnd) return;
  const start = value.lastIndexOf("\n", place - 1) + 1;
  const line = value.slice(start, place);
  const found = line.match(LISTED);
  if (!found) return;
  const [whole, indent, mark] = found;
  // "24. November" is a day and no item: a list begins with 1, or goes on from the line before.
  if (mark !== "-" && !goesOn(value.slice(0, start), parseInt(mark))) return;
  event.preventDefault();
  if (line === whole) put(box, start, place, "");
  else put(box, place, place, `\n${indent}${mark === "-" ? mark : `${parseInt(mark) + 1}.`} `);
}

function goesOn(before, number) {
  const line = before.split("\n").at(-2) ?? "";
  return number === 1 || line.match(LISTED)?.[2] === `${number - 1}.`;
}

function paste(event) {
  // What had marks of its own has been put in by pasting.js.
  if (event.defaultPrevented) return;
  const words = event.clipboardData.getData("text/plain");
  const text = words.replace(POINTS, "- ");
  if (text === words) return;
  event.preventDefault();
  put(event.target, event.target.selectionStart, event.target.selectionEnd, text);
}
