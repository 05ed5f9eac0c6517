// Subjects are found by a word of their name or of other words for them, and those ticked stand on top.
// Without this script all are in their parts, and the server shows what was ticked when the page came.
for (const box of document.querySelectorAll("[data-subjects]")) watch(box);

function watch(box) {
  const subjects = [...box.querySelectorAll("[data-subject]")];
  const groups = [...box.querySelectorAll("details")];
  const find = box.querySelector("[data-find]");
  const ticked = box.querySelector("[data-ticked]");
  if (find) {
    find.hidden = false;
    find.querySelector("input").addEventListener("input", () => look(find));
    // Enter would send the whole form.
    find.querySelector("input").addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }
  // The words to look for are no answer: nothing is to be saved because of them.
  find?.addEventListener("input", (event) => event.stopPropagation());
  box.addEventListener("change", show);
  show();

  function look(find) {
    const words = plain(find.querySelector("input").value).split(/\s+/).filter(Boolean);
    for (const subject of subjects) {
      const text = plain(subject.dataset.subject);
      subject.hidden = !words.every((word) => text.includes(word));
    }
    const shown = subjects.filter((subject) => !subject.hidden);
    for (const group of groups) {
      group.hidden = !shown.some((subject) => group.contains(subject));
      group.open = words.length ? true : Boolean(group.querySelector(":checked"));
    }
    const said = find.querySelector("[data-said]");
    said.textContent = !words.length
      ? ""
      : shown.length
        ? `${said.dataset.some} ${shown.length}`
        : said.dataset.none;
  }

  function show() {
    const boxes = [...box.querySelectorAll("[data-subject] :checked")];
    ticked.hidden = !boxes.length;
    ticked.querySelector("ul").replaceChildren(...boxes.map(chip));
    for (const label of box.querySelectorAll(".subjects__proposed label")) {
      const chosen = document.getElementById(label.htmlFor).checked;
      label.closest("li").classList.toggle("chip--chosen", chosen);
    }
  }

  function chip(input) {
    const item = document.createElement("li");
    item.className = "chip";
    const label = document.createElement("label");
    label.htmlFor = input.id;
    label.textContent = input.closest("label").querySelector("span").firstChild.textContent.trim();
    item.append(label);
    return item;
  }
}

function plain(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
