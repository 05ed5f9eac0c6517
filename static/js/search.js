// The results page without reloading: a filter, the order, the view or the page is exchanged in place, the
// address follows, the focus stays, and the new number is said in one sentence. Without this module, and
// wherever it fails, the same form and the same links load the same page.
const form = document.getElementById("search-form");
const said = document.getElementById("search-said");
const sheet = document.getElementById("filters-sheet");
const side = document.querySelector(".search__side");
const words = document.getElementById("q");
const narrow = matchMedia("(width < 56rem)");
// Quick answers come without a flicker.
const BUSY_AFTER = 250;

const filters = () => document.getElementById("filters");
const results = () => document.getElementById("search-results");
const heading = () => document.getElementById("results-heading");
const plain = (text) => text.replace(/\s+/g, " ").trim();

// htmx comes with the first sign that somebody means to use the form.
let loading;
for (const kind of ["pointerdown", "focusin", "keydown"]) {
  form.addEventListener(kind, () => htmxLoaded().catch(() => {}), { once: true, passive: true });
}

function htmxLoaded() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = form.dataset.htmx;
    script.addEventListener("load", () => {
      // What the reader has opened stays open, whatever the server would show to somebody new.
      window.htmx.registerExtension("search", {
        htmx_before_morph_attr: (element, { attrName }) =>
          !(element.localName === "details" && attrName === "open"),
      });
      resolve();
    });
    script.addEventListener("error", () => {
      loading = undefined;
      script.remove();
      reject(new Error("htmx could not be fetched"));
    });
    document.head.append(script);
  });
  return loading;
}

// What was asked for last; whatever else arrives is too late.
let asked = null;
let slow = 0;
let shown = location.pathname + location.search;

async function show(address, { push = true, top = false, typed = false, choice = false, place = false } = {}) {
  asked?.context?.request.abort();
  const mine = { address, push, top, typed, choice, place, context: null, done: false, focused: "" };
  asked = mine;
  failure(false);
  clearTimeout(slow);
  slow = setTimeout(() => results().setAttribute("aria-busy", "true"), BUSY_AFTER);
  try {
    await htmxLoaded();
    if (asked !== mine) return;
    await window.htmx.ajax("GET", address, {
      source: "#search-results",
      target: "#search-results",
      swap: "outerMorph",
    });
  } catch {
    // htmx itself did not come; said below like any other failure.
  }
  if (asked !== mine) return;
  clearTimeout(slow);
  results().removeAttribute("aria-busy");
  if (mine.done) settle(mine);
  else failure(true);
}

document.addEventListener("htmx:config:request", ({ detail }) => {
  if (asked && !asked.context) asked.context = detail.ctx;
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  // Only this page's own answer names the address it belongs to; an error page or a proxy's page does not.
  const address = ctx.response.headers.get("HX-Push-Url");
  if (ctx !== asked?.context || !address) {
    event.preventDefault();
    return;
  }
  asked.done = true;
  asked.focused = document.activeElement?.id ?? "";
  // htmx's own history would exchange everything and lose the focus, and would begin too late.
  if (asked.push && address !== location.pathname + location.search) history.pushState(null, "", address);
  shown = location.pathname + location.search;
});

function settle({ top, typed, choice, place, focused }) {
  // What was touched by hand no longer follows its attribute.
  for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = box.defaultChecked;
  for (const list of form.querySelectorAll("select")) {
    list.selectedIndex = Math.max(0, [...list.options].findIndex((option) => option.defaultSelected));
  }
  for (const input of form.querySelectorAll(".facet__find-input")) input.value = "";
  if (!typed) words.value = new URLSearchParams(location.search).get("q") ?? "";
  for (const link of document.querySelectorAll(".languages__link, [data-keeps-search]")) {
    link.search = location.search;
  }
  mapLoaded();
  document.dispatchEvent(new Event("search:shown"));
  const panel = place && document.getElementById("map-panel-heading");
  const lost = !document.activeElement || document.activeElement === document.body;
  if (top) {
    heading().focus({ preventScroll: true });
    results().scrollIntoView();
  } else if (panel) {
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  } else if (lost) {
    const same = focused && document.getElementById(focused);
    (same || (sheet.open ? filtersHeading() : heading())).focus({ preventScroll: true });
  }
  const told = (top && ".pagination__place") || (choice && "#tray-heading") || (panel && "#map-panel-heading");
  say(plain(((told && results().querySelector(told)) || heading()).textContent));
}

// Moving the map has a module of its own, for those who look at it.
function mapLoaded() {
  const map = document.getElementById("result-map");
  if (map) import(map.dataset.module).catch(() => {});
}
mapLoaded();

function say(sentence) {
  // The same sentence twice is read out twice only if there was silence between.
  said.textContent = "";
  setTimeout(() => (said.textContent = sentence), 60);
}

function failure(happened) {
  const notice = document.getElementById("search-failure");
  if (happened && sheet.open) sheet.close();
  notice.hidden = !happened;
  if (happened) notice.scrollIntoView({ block: "nearest" });
}

// What is left empty stays out of the address, so that it can be read and passed on.
form.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) {
    if (value === "") formData.delete(name);
  }
});

function chosenAddress() {
  const query = new URLSearchParams(new FormData(form)).toString();
  return form.getAttribute("action") + (query && `?${query}`);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // On a phone the keyboard would cover the answer.
  if (matchMedia("(pointer: coarse)").matches) words.blur();
  show(chosenAddress(), { typed: true });
});

form.addEventListener("change", ({ target }) => {
  if (target.form === form && target.name && target !== words) show(chosenAddress(), { typed: true });
});

form.addEventListener("click", (event) => {
  const target = event.target.closest("a[href], button");
  if (!target || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (target.matches("[data-again]")) {
    show(asked.address, asked);
  } else if (target.matches("[data-open-sheet]")) {
    openSheet();
  } else if (target.matches("[data-close-sheet]")) {
    sheet.close();
  } else if (target.matches("a")) {
    const url = new URL(target.getAttribute("href"), document.baseURI);
    if (url.origin !== location.origin || url.pathname !== form.getAttribute("action")) return;
    const place = target.matches("[data-place]");
    if (url.hash && !place) return;
    event.preventDefault();
    show(url.pathname + url.search, {
      top: target.matches("[rel=prev], [rel=next]"),
      choice: target.matches("[data-choice]"),
      place,
    });
  }
});

addEventListener("popstate", () => {
  const address = location.pathname + location.search;
  if (address !== shown) show(address, { push: false });
});

// On a narrow screen the filters are a sheet over the results; without a script they stand above them.
const filtersHeading = () => document.getElementById("filters-heading");

function openSheet() {
  sheet.append(filters(), said);
  sheet.showModal();
  filtersHeading().focus();
}

sheet.addEventListener("close", () => {
  side.append(filters());
  form.after(said);
});
sheet.addEventListener("click", (event) => {
  if (event.target === sheet) sheet.close();
});
narrow.addEventListener("change", () => sheet.open && sheet.close());

// A long facet is searched while typing: its whole list is on a page of its own, which answers with the
// values that begin so. What is checked stays in the form. Without a script that page is a link away.
const FIND_AFTER = 150;
const lists = new WeakMap();
let finding = 0;
let find = null;

form.addEventListener("input", ({ target }) => {
  if (!target.matches(".facet__find-input")) return;
  clearTimeout(finding);
  finding = setTimeout(() => findIn(target), FIND_AFTER);
});
form.addEventListener("keydown", (event) => {
  // Enter would send the whole form with a half-typed name.
  if (event.key === "Enter" && event.target.matches(".facet__find-input")) event.preventDefault();
});

async function findIn(input) {
  find?.abort();
  const box = input.closest(".facet__find");
  const list = box.parentElement.querySelector(".facet__list");
  const status = box.querySelector("[role=status]");
  if (!input.value.trim()) {
    const whole = lists.get(list);
    lists.delete(list);
    status.textContent = "";
    if (whole) exchange(list, whole);
    return;
  }
  if (!lists.has(list)) lists.set(list, list.cloneNode(true));
  find = new AbortController();
  const url = new URL(box.dataset.url, document.baseURI);
  url.searchParams.set("find", input.value);
  try {
    const answer = await fetch(url, { signal: find.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector(".facet-page__options .facet__list") ?? page.querySelector(".facet-page__options p");
    status.textContent = found.matches(".facet__list") ? String(found.children.length) : found.textContent;
    exchange(list, found);
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function exchange(list, found) {
  const chosen = [...list.querySelectorAll("input:checked")].map((each) => each.closest(".facet__option"));
  const offered = found.matches(".facet__list") ? [...found.children] : [found];
  const known = new Set(chosen.map((each) => each.querySelector("input").value));
  list.replaceChildren(
    ...chosen,
    ...offered.filter((each) => !known.has(each.querySelector("input")?.value)),
  );
}
