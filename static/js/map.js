// Moves and enlarges the map of results: buttons, two fingers, dragging, a double click, the wheel with Ctrl. The same
// picture is drawn by the server for each part of Europe; only what of it is shown changes here.
const WIDTH = 1000;
const HEIGHT = 720;
const NARROW = 576;

const picture = () => document.querySelector(".result-map__picture");
const areaNow = () => new URLSearchParams(location.search).get("area") ?? "";
let frame = null;
let area = areaNow();

function read(map) {
  const { x, y, width } = map.viewBox.baseVal;
  return { x, y, zoom: Math.round(WIDTH / width) };
}

function show({ x, y, zoom }) {
  const map = picture();
  const width = WIDTH / zoom;
  const height = HEIGHT / zoom;
  frame = {
    x: Math.min(Math.max(x, 0), WIDTH - width),
    y: Math.min(Math.max(y, 0), HEIGHT - height),
    zoom,
  };
  map.setAttribute("viewBox", `${frame.x.toFixed(1)} ${frame.y.toFixed(1)} ${width} ${height}`);
  map.dataset.zoom = zoom;
  const most = mostZoom(map);
  for (const button of document.querySelectorAll("[data-map-zoom]")) {
    const closer = button.dataset.mapZoom > 1;
    button.setAttribute("aria-disabled", closer ? zoom >= most : zoom <= 1);
  }
  for (const button of document.querySelectorAll("[data-map-move]")) button.hidden = zoom === 1;
}

const mostZoom = (map) => (map.clientWidth < NARROW ? 16 : 8);

// Around a point of the picture, given as shares of its width and height.
function enlarge(by, across = 0.5, down = 0.5) {
  const map = picture();
  const { x, y, zoom } = read(map);
  const next = Math.min(Math.max(zoom * by, 1), mostZoom(map));
  if (next === zoom) return;
  show({
    x: x + across * (WIDTH / zoom - WIDTH / next),
    y: y + down * (HEIGHT / zoom - HEIGHT / next),
    zoom: next,
  });
}

function shares(event) {
  const box = picture().getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-map-zoom], [data-map-move]");
  if (!button) return;
  if (button.dataset.mapZoom) {
    enlarge(Number(button.dataset.mapZoom));
    return;
  }
  const [across, down] = button.dataset.mapMove.split(" ").map(Number);
  const { x, y, zoom } = read(picture());
  show({ x: x + (across * WIDTH) / zoom / 3, y: y + (down * HEIGHT) / zoom / 3, zoom });
});

document.addEventListener("dblclick", (event) => {
  if (!event.target.closest(".result-map__picture") || event.target.closest("a")) return;
  event.preventDefault();
  enlarge(2, ...shares(event));
});

document.addEventListener(
  "wheel",
  (event) => {
    if (!event.ctrlKey || !event.target.closest(".result-map__picture")) return;
    event.preventDefault();
    enlarge(event.deltaY < 0 ? 2 : 0.5, ...shares(event));
  },
  { passive: false },
);

// One finger or the mouse drags, two fingers enlarge; what was dragged is no click.
const fingers = new Map();
let dragged = false;
let apart = 0;

document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest(".result-map__picture") || event.button) return;
  fingers.set(event.pointerId, event);
  dragged = false;
  apart = distance();
});

document.addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const map = picture();
  const { x, y, zoom } = read(map);
  if (fingers.size === 2) {
    fingers.set(event.pointerId, event);
    const now = distance();
    if (now > apart * 1.5 || now < apart / 1.5) {
      enlarge(now > apart ? 2 : 0.5, ...shares(event));
      apart = now;
    }
    dragged = true;
    return;
  }
  const across = event.clientX - before.clientX;
  const down = event.clientY - before.clientY;
  if (zoom === 1 || (!dragged && Math.hypot(across, down) < 5)) return;
  dragged = true;
  fingers.set(event.pointerId, event);
  const unit = WIDTH / zoom / map.clientWidth;
  show({ x: x - across * unit, y: y - down * unit, zoom });
});

for (const kind of ["pointerup", "pointercancel"]) {
  document.addEventListener(kind, (event) => fingers.delete(event.pointerId));
}

document.addEventListener(
  "click",
  (event) => {
    if (!dragged || !event.target.closest(".result-map__picture")) return;
    dragged = false;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
document.addEventListener("dragstart", (event) => {
  if (event.target.closest(".result-map__picture")) event.preventDefault();
});

function distance() {
  const [one, other] = fingers.values();
  return other ? Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) : 0;
}

// The server has drawn the page anew: whoever stays in the same part of Europe keeps what they looked at.
function begin() {
  const map = picture();
  if (!map) {
    frame = null;
    return;
  }
  map.classList.add("is-live");
  document.querySelector(".result-map__tools").hidden = false;
  show(frame && area === areaNow() ? frame : read(map));
  area = areaNow();
}

document.addEventListener("search:shown", begin);
begin();
