// Links, bold words and lists that are pasted from a web page or a word processor come along as the marks
// that a text box knows.
const MOST = 1_000_000;
const BLOCKS = new Set(["P", "DIV", "LI", "UL", "OL", "TR", "TABLE", "BLOCKQUOTE", "SECTION", "ARTICLE"]);
const NOTHING = new Set(["STYLE", "SCRIPT", "TITLE", "META", "LINK", "XML", "IMG"]);
// Keeps a mark within a word from being read as a star; see kb/written_text/__init__.py.
const JOINER = "\u2060";
const NEEDLESS = /(?<![\p{L}\p{N}_])\u2060(?=\*)|(?<=\*)\u2060(?![\p{L}\p{N}_])/gu;
const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;

document.addEventListener("paste", paste, { capture: true });

function paste(event) {
  const box = event.target;
  if (!box.matches?.("textarea[data-written]")) return;
  const text = marksOf(event.clipboardData.getData("text/html"));
  if (!text) return;
  event.preventDefault();
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// The text with marks; empty where the HTML has nothing that plain words would not say as well.
function marksOf(html) {
  if (!html || html.length > MOST) return "";
  // Not a page of this site: nothing in it is loaded or run.
  const page = new DOMParser().parseFromString(html, "text/html");
  const text = written(page.body)
    .replace(NEEDLESS, "")
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return /\]\(|\*|^(?:- |1\. )/m.test(text) ? text : "";
}

function written(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE || NOTHING.has(node.nodeName)) return "";
  const style = node.getAttribute("style") ?? "";
  // Word writes its own bullet or number before an item.
  if (/mso-list:\s*ignore/i.test(style)) return "";
  if (node.nodeName === "BR") return "\n";
  const inner = children(node);
  if (node.nodeName === "A" && ADDRESS.test(node.getAttribute("href") ?? "")) return link(node, inner);
  if (node.nodeName === "LI") return `\n${mark(node)}${inner.trim()}`;
  if (node.nodeName === "P" && /mso-list:/i.test(style)) return `\n${wordMark(node)}${inner.trim()}`;
  if (node.nodeName === "UL" || node.nodeName === "OL") return `\n\n${inner.trim()}\n\n`;
  if (node.nodeName === "TR") return `\n${inner}`;
  if (node.nodeName === "TD" || node.nodeName === "TH") return `${inner.trim()} `;
  if (/^H[1-6]$/.test(node.nodeName)) return `\n\n${inner.trim()}\n\n`;
  if (BLOCKS.has(node.nodeName)) return `\n\n${inner.trim()}\n\n`;
  return stressed(node, style, inner);
}

function children(node) {
  return [...node.childNodes].map((child) => written(child)).join("");
}

function mark(item) {
  if (item.parentElement?.nodeName !== "OL") return "- ";
  return `${item.parentElement.start + [...item.parentElement.children].indexOf(item)}. `;
}

function wordMark(paragraph) {
  const sign = paragraph.querySelector("[style*='mso-list:Ignore' i]")?.textContent.trim() ?? "";
  return /^\d+[.)]/.test(sign) ? `${parseInt(sign)}. ` : "- ";
}

function link(node, inner) {
  const address = node.getAttribute("href").trim();
  const words = inner.trim().replace(/[[\]]/g, "\\$&");
  if (!words || words === address) return address;
  return `[${words}](${/[()<>]/.test(address) ? `<${address}>` : address})`;
}

function stressed(node, style, inner) {
  const bold = /font-weight:\s*(?:bold|[6-9]00)/i.test(style);
  const plain = /font-weight:\s*(?:normal|[1-5]00)/i.test(style);
  if (bold || (["B", "STRONG"].includes(node.nodeName) && !plain)) return around(inner, "**");
  if (["I", "EM"].includes(node.nodeName)) return around(inner, "*");
  return inner;
}

function around(words, sign) {
  // Spaces inside the marks would keep them from being read as marks; a mark cannot span paragraphs.
  if (!words.trim() || /\n/.test(words.trim()) || words.includes("*")) return words;
  return words.replace(/^(\s*)(.*?)(\s*)$/s, `$1${JOINER}${sign}$2${sign}${JOINER}$3`);
}
