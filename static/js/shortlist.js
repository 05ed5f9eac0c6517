// The shortlist stands in the reader's own browser, and nowhere else: the numbers of records, at most thirty.
// The list itself is a page made by the server for an address that names them. Without this module, and where
// the browser keeps nothing, that address still works.
const NAME = "shortlist";
const LONGEST = 30;
const NUMBER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(found) ? found.filter((key) => NUMBER.test(key)).slice(0, LONGEST) : [];
  } catch {
    return [];
  }
}

function keep(keys) {
  try {
    if (keys.length) localStorage.setItem(NAME, JSON.stringify(keys));
    else localStorage.removeItem(NAME);
    return true;
  } catch {
    // The browser keeps nothing, or has no room.
    return false;
  }
}

const works = keep(kept());

for (const place of works ? document.querySelectorAll("[data-keep]") : []) {
  const [button, link] = [place.querySelector("button"), place.querySelector("a")];
  const tell = () => {
    const keys = kept();
    const there = keys.includes(place.dataset.keep);
    button.setAttribute("aria-pressed", String(there));
    button.disabled = !there && keys.length >= LONGEST;
    link.hidden = !keys.length;
    link.querySelector(".count").textContent = keys.length;
  };
  button.addEventListener("click", () => {
    const others = kept().filter((key) => key !== place.dataset.keep);
    keep(kept().length === others.length ? [...others, place.dataset.keep] : others);
    tell();
  });
  // Another tab, or a page that comes back from the browser's memory.
  addEventListener("storage", tell);
  addEventListener("pageshow", tell);
  tell();
  place.hidden = false;
}

const list = document.querySelector("[data-shortlist]");
if (list) {
  const shown = list.dataset.shortlist.split(" ").filter(Boolean);
  const asked = new URLSearchParams(location.search).getAll("record");
  const same = (one, other) => one.length === other.length && one.every((key) => other.includes(key));
  if (!asked.length && kept().length) {
    location.replace(`?${new URLSearchParams(kept().map((key) => ["record", key]))}`);
  }
  // What is removed from the reader's own list is removed from what is kept; somebody else's list stays theirs.
  const mine = same(kept(), asked);
  for (const link of list.querySelectorAll("[data-drop]")) {
    link.addEventListener("click", () => mine && keep(kept().filter((key) => key !== link.dataset.drop)));
  }
  const print = list.querySelector("[data-print]");
  if (print) {
    print.addEventListener("click", () => window.print());
    print.hidden = false;
  }
  const over = list.querySelector("[data-take-over]");
  if (over && works && !mine) {
    over.addEventListener("click", () => {
      keep([...new Set([...kept(), ...shown])].slice(0, LONGEST));
      over.hidden = true;
    });
    over.hidden = false;
  }
}
