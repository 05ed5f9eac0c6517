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
