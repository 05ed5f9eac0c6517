// Marks in a document's list of contents where the reader is, and keeps that place in view.
// Without it the list is a plain list of links.

const fold = document.querySelector("[data-contents]");

if (fold) {
  const place = fold.querySelector("[data-place]");
  const links = new Map(
    [...fold.querySelectorAll('a[href^="#"]')].map((link) => [link.hash.slice(1), link]),
  );
  const parts = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const visible = new Set();
  let current = null;

  const mark = (link) => {
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    current.setAttribute("aria-current", "location");
    place.textContent = current.textContent.trim().replace(/\s+/g, " ");
    // Moves the list, never the page.
    const list = fold.closest("nav");
    const [top, height] = [current.offsetTop, current.offsetHeight];
    if (top < list.scrollTop || top + height > list.scrollTop + list.clientHeight) {
      list.scrollTop = top - list.clientHeight / 2;
    }
  };

  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        visible[isIntersecting ? "add" : "delete"](target);
      }
      const first = parts.find((part) => visible.has(part));
      if (first) mark(links.get(first.id));
    },
    // A point that one has jumped to begins 88 pixels below the edge.
    { rootMargin: "-110px 0px -50% 0px" },
  );
  parts.forEach((part) => watch.observe(part));

  // On a phone the list stays at the upper edge, and closes once a point is chosen.
  fold.dataset.ready = "";
  fold.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) fold.open = false;
  });
  fold.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && fold.open) {
      fold.open = false;
      fold.querySelector("summary").focus();
    }
  });
}
