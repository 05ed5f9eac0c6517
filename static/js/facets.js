// On a narrow screen the filters stand before the results; there they begin folded.
const filters = document.querySelector("details.facets");
if (filters && window.matchMedia("(width < 56rem)").matches) {
  filters.open = false;
}
