// On a narrow screen the filters stand before the results; there they begin folded.
const filters = document.querySelector("details.facets");
if (filters && window.matchMedia("(width < 56rem)").matches) {
  filters.open = false;
}

// What is left empty stays out of the address, so that it can be read and passed on.
document.querySelector(".search__form")?.addEventListener("formdata", ({ formData }) => {
  for (const [name, value] of [...formData]) {
    if (value === "") formData.delete(name);
  }
});

// A long facet is searched while typing: its whole list is on a page of its own, which answers with the
// values that begin so. What is checked stays in the form. Without a script that page is a link away.
const DELAY = 150;
document.querySelectorAll(".facet__find").forEach(enhance);

function enhance(box) {
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const list = box.parentElement.querySelector(".facet__list");
  const before = list.cloneNode(true);
  let timer = 0;
  let request = null;
  box.hidden = false;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, DELAY);
  });
  input.addEventListener("keydown", (event) => {
    // Enter would send the whole form with a half-typed name.
    if (event.key === "Enter") event.preventDefault();
  });

  async function load() {
    request?.abort();
    if (!input.value.trim()) {
      show(before.cloneNode(true));
      status.textContent = "";
      return;
    }
    request = new AbortController();
    const url = new URL(box.dataset.url, document.baseURI);
    url.searchParams.set("find", input.value);
    try {
      const answer = await fetch(url, { signal: request.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector(".facet__list") ?? page.querySelector(".facet-page__options p");
      status.textContent = found.matches(".facet__list") ? String(found.children.length) : found.textContent;
      show(found);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  function show(found) {
    const chosen = [...list.querySelectorAll("input:checked")].map((each) => each.closest(".facet__option"));
    const shown = found.matches(".facet__list") ? [...found.children] : [found];
    const known = new Set(chosen.map((each) => each.querySelector("input").value));
    list.replaceChildren(
      ...chosen,
      ...shown.filter((each) => !known.has(each.querySelector("input")?.value)),
    );
  }
}
