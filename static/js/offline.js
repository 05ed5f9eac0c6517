// The search of an offline site. Its words and records come as scripts, which is all that a page opened from a
// folder may load: each calls offlineSearch(name, value). How words are made of a text says opendata/offline/shelf.py.
(() => {
  "use strict";
  const MOST = 100;
  const A_FILE = 500;
  const LONGEST_WORD = 40;
  const kept = new Map();
  const waiting = new Map();

  window.offlineSearch = (name, value) => kept.set(name, value);

  const load = (name, file) => {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((done) => {
        const script = document.createElement("script");
        script.src = `search/${file}`;
        // A beginning that no word has is no file.
        script.onload = script.onerror = () => done(kept.get(name) || {});
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  };

  const wordsOf = (text) => {
    const folded = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i");
    const found = folded.match(/[\p{L}\p{N}]{2,}/gu) || [];
    return [...new Set(found.map((word) => [...word].slice(0, LONGEST_WORD).join("")))];
  };

  // For one typed word: the records that have a word beginning like it, with the best weight of each.
  const recordsOf = async (typed) => {
    const name = [...typed].slice(0, 2).map((sign) => sign.codePointAt(0).toString(16)).join("-");
    const words = await load(`w-${name}`, `words-${name}.js`);
    const found = new Map();
    for (const [word, hits] of Object.entries(words)) {
      if (!word.startsWith(typed)) continue;
      for (let place = 0; place < hits.length; place += 2) {
        const weight = hits[place + 1] + (word === typed ? 1 : 0);
        found.set(hits[place], Math.max(weight, found.get(hits[place]) || 0));
      }
    }
    return found;
  };

  const search = async (text) => {
    const each = await Promise.all(wordsOf(text).map(recordsOf));
    if (!each.length) return [];
    const [first, ...others] = each.sort((one, other) => one.size - other.size);
    const found = [];
    for (const [number, weight] of first) {
      if (others.every((other) => other.has(number))) {
        found.push([number, others.reduce((sum, other) => sum + other.get(number), weight)]);
      }
    }
    return found.sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([number]) => number);
  };

  const item = async (number) => {
    const file = Math.floor(number / A_FILE);
    const [title, path, language, beside] = (await load(`r-${file}`, `records-${file}.js`))[number];
    const row = document.createElement("li");
    const link = document.createElement("a");
    const line = document.createElement("p");
    link.href = `../${path}`;
    link.textContent = title;
    link.lang = link.hreflang = language;
    line.textContent = beside;
    line.className = "beside";
    row.append(link, line);
    return row;
  };

  const form = document.getElementById("offline-search");
  const said = document.getElementById("offline-said");
  const list = document.getElementById("offline-found");

  const show = async (text) => {
    const found = await search(text);
    const rows = await Promise.all(found.slice(0, MOST).map(item));
    if (form.q.value !== text) return;
    list.replaceChildren(...rows);
    const shown = found.length > MOST ? `${MOST} / ${found.length}` : found.length;
    said.textContent = !text ? "" : found.length ? `${said.dataset.found} ${shown}` : said.dataset.none;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(form.q.value);
  });
  form.q.value = new URLSearchParams(location.search).get("q") || "";
  if (form.q.value) show(form.q.value);
})();
