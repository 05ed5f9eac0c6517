// How many characters stand in a box of which the help names the limit. Without this script the help has to do.
const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language);
for (const box of document.querySelectorAll("[data-limit]")) count(box);

function count(box) {
  const limit = Number(box.dataset.limit);
  const shown = document.createElement("p");
  shown.className = "counter";
  box.after(shown);
  box.addEventListener("input", show);
  show();

  function show() {
    const length = [...box.value].length;
    const over = length > limit;
    shown.textContent = box.dataset.count
      .replace("%(count)s", numbers.format(length))
      .replace("%(limit)s", numbers.format(limit));
    shown.hidden = !length;
    shown.classList.toggle("counter--over", over);
    // Said aloud only where it matters.
    if (over) shown.setAttribute("role", "status");
    else shown.removeAttribute("role");
  }
}
