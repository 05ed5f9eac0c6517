// Suggestions while typing: turns each search box that names an address for them into a combobox
// (ARIA Authoring Practices 1.2, list autocomplete with manual selection). Without it the box is a plain form.
const DELAY = 150;

document.querySelectorAll("input[data-suggest-url]").forEach(enhance);

function enhance(input) {
  const list = document.createElement("div");
  list.className = "suggest";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  list.hidden = true;
  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);
  input.parentElement.append(list, status);

  let timer = 0;
  let request = null;
  let chosen = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, DELAY);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.url);
    }
  });
  input.addEventListener("blur", () => setTimeout(close, DELAY));
  // Where the answer comes into the same page, nothing may open over it.
  input.form?.addEventListener("submit", () => {
    clearTimeout(timer);
    request?.abort();
    close();
  });

  async function load() {
    const words = input.value.trim();
    request?.abort();
    if (words.length < 2) return close();
    request = new AbortController();
    try {
      const address = `${input.dataset.suggestUrl}?q=${encodeURIComponent(words)}`;
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok) show((await answer.json()).groups);
    } catch {
      // Overtaken by the next key, or no connection: the plain form still works.
    }
  }

  function show(groups) {
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...groups.map(group));
    const number = options().length;
    options().forEach((option, index) => (option.id = `${list.id}-${index}`));
    list.hidden = number === 0;
    input.setAttribute("aria-expanded", String(number > 0));
    status.textContent = number
      ? input.dataset.suggestCount.replace("%(count)s", number)
      : input.dataset.suggestNone;
  }

  function group({ label, items }, index) {
    const box = document.createElement("div");
    box.setAttribute("role", "group");
    const heading = document.createElement("div");
    heading.className = "suggest__heading";
    heading.id = `${list.id}-group-${index}`;
    heading.textContent = label;
    box.setAttribute("aria-labelledby", heading.id);
    box.append(heading, ...items.map(option));
    return box;
  }

  function option({ label, url, lang }) {
    const entry = document.createElement("div");
    entry.className = "suggest__option";
    entry.setAttribute("role", "option");
    entry.setAttribute("aria-selected", "false");
    entry.dataset.url = url;
    entry.textContent = label;
    if (lang) entry.lang = lang;
    entry.addEventListener("mousedown", (event) => event.preventDefault());
    entry.addEventListener("click", () => location.assign(url));
    return entry;
  }

  function move(step) {
    const all = options();
    chosen = (chosen + step + all.length) % all.length;
    all.forEach((entry, index) => entry.setAttribute("aria-selected", String(index === chosen)));
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}
