// What somebody writes is saved while they write, and kept in this browser until the server has it.
// Without this script the form's own button saves it.
const WAIT = 2000;
const TRY_AGAIN = 5000;
// Browsers send no more than this from a page that is being closed.
const MOST_WHILE_CLOSING = 60_000;
const MOST_MARKS = 20;
const DAYS_KEPT = 14;
const OURS = "desk:";
// Of the form, not of what is written in it.
const HOUSEKEEPING = ["csrfmiddlewaretoken", "based_on", "after", "save", "finished"];
const form = document.querySelector("form[data-desk]");
if (form) watch(form);
// Whoever signs out leaves nothing behind in this browser.
document.querySelector("form[action*='/logout/']")?.addEventListener("submit", () => forget());

function watch(form) {
  const status = form.querySelector("[data-saved]");
  const { based_on: basedOn, after } = form.elements;
  const key = `${OURS}${form.dataset.person}:${location.pathname}`;
  // Shown after a conflict: saving is a decision, which is the button's.
  const decides = form.dataset.unsaved === "conflict";
  let confirmed = "unsaved" in form.dataset ? {} : written(asServed(form));
  // What somebody has typed before this script came.
  const begun = "unsaved" in form.dataset ? [] : differing(written(form), confirmed);
  let unsaved = "unsaved" in form.dataset || begun.length > 0;
  let timer = 0;
  let running = false;
  let sending = false;
  let offered = false;

  forget((copy) => Date.now() - copy.at > DAYS_KEPT * 86_400_000);
  comeBack(read(key));
  if (begun.length) timer = setTimeout(save, WAIT);
  // From here on nothing that is typed goes by unseen.
  form.dataset.watched = "";

  form.addEventListener("input", (event) => {
    // An answer to a remark stands among the boxes but belongs to a form of its own.
    if (event.target.form !== form) return;
    unsaved = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("submit", () => {
    sending = true;
    clearTimeout(timer);
    form.elements.save.value = newMark();
    keep(form.elements.save.value);
  });
  window.addEventListener("online", save);
  // Back from another page, the browser shows the form as it was left.
  window.addEventListener("pageshow", () => (sending = false));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !sending) event.preventDefault();
  });

  async function save() {
    if (!unsaved || running || sending || decides) return;
    clearTimeout(timer);
    running = true;
    unsaved = false;
    say(form.dataset.saving);
    const mark = newMark();
    const sent = written(form);
    const body = new FormData(form);
    body.set("save", mark);
    keep(mark);
    try {
      const answer = await fetch(location.href, {
        method: "POST",
        body,
        headers: { "X-Autosave": "1" },
        keepalive: sizeOf(body) < MOST_WHILE_CLOSING,
        redirect: "error",
      });
      await take(answer, sent);
    } catch {
      wait(form.dataset.offline);
    } finally {
      running = false;
    }
  }

  async function take(answer, sent) {
    if ([200, 409, 413].includes(answer.status)) {
      const told = await answer.json();
      if (told.locked) return refuse(form.dataset.refused);
      basedOn.value = told.based_on;
      after.value = "";
      if (answer.status !== 200) return refuse(told.saved, told.fields);
      confirmed = sent;
      keep();
      say(told.saved, told.fields, told.fields.length ? "wrong" : "saved");
    } else if (answer.status === 403) {
      refuse(form.dataset.signedOut);
    } else if (answer.status < 500) {
      refuse(form.dataset.refused);
    } else {
      wait(form.dataset.offline);
    }
  }

  function refuse(words, fields = []) {
    unsaved = true;
    say(words, fields, "unsaved");
  }

  // The server is away or starts again: what was typed is still in the form, and in this browser.
  function wait(words) {
    refuse(words);
    timer = setTimeout(save, TRY_AGAIN);
  }

  function say(words, fields = [], state = "") {
    const links = fields.flatMap(({ place, label }) => {
      const link = document.createElement("a");
      link.href = `#${place}`;
      link.textContent = label;
      return [" ", link];
    });
    status.dataset.state = state;
    if (status.textContent !== [words, ...fields.map(({ label }) => label)].join(" "))
      status.replaceChildren(words, ...links);
  }

  // What the server has not confirmed yet. `mark`: these very words are on their way to it.
  function keep(mark = "") {
    if (offered) return;
    const now = written(form);
    const names = differing(now, confirmed);
    if (mark) after.value = [...after.value.split(" "), mark].filter(Boolean).slice(-MOST_MARKS).join(" ");
    if (!names.length) return drop(key);
    const words = Object.fromEntries(names.map((name) => [name, now[name] ?? []]));
    store(key, { at: Date.now(), basedOn: basedOn.value, after: after.value, mark, words });
  }

  // The page was closed, or the server was away, before these words were saved.
  function comeBack(copy) {
    if (!copy || "unsaved" in form.dataset) return keep();
    const names = differing(copy.words, written(form)).filter((name) => name in copy.words);
    const last = form.dataset.lastSave;
    if (!names.length || (copy.mark && copy.mark === last)) return keep();
    const own = last && copy.after.split(" ").includes(last);
    const then = JSON.parse(copy.basedOn || "{}");
    const now = JSON.parse(basedOn.value);
    const moved = names.some((name) => then[asked(name)] !== now[asked(name)]);
    if ((moved && !own) || names.some((name) => begun.includes(name))) return offer(copy, names);
    putBack(copy, names);
  }

  function putBack(copy, names) {
    const then = JSON.parse(copy.basedOn || "{}");
    const now = JSON.parse(basedOn.value);
    const own = copy.after.split(" ").includes(form.dataset.lastSave);
    for (const name of names) {
      fill(name, copy.words[name]);
      if (!own && asked(name) in then) now[asked(name)] = then[asked(name)];
    }
    basedOn.value = JSON.stringify(now);
    after.value = copy.after;
    unsaved = true;
    keep();
    say(form.dataset.putBack, [], "unsaved");
    timer = setTimeout(save, WAIT);
  }

  function offer(copy, names) {
    const found = form.querySelector("[data-found]");
    const end = () => {
      offered = false;
      found.hidden = true;
    };
    offered = true;
    found.hidden = false;
    const shown = names.map((name) => {
      const words = document.createElement("p");
      words.className = "comment";
      words.textContent = copy.words[name].join(", ");
      return words;
    });
    found.querySelector("p").after(...shown);
    found.querySelector("[data-take]").addEventListener("click", () => {
      end();
      putBack(copy, names);
    });
    found.querySelector("[data-drop]").addEventListener("click", () => {
      end();
      keep();
    });
  }

  function fill(name, values) {
    for (const [place, box] of [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].entries()) {
      if (box.type === "checkbox" || box.type === "radio") box.checked = values.includes(box.value);
      else box.value = values[place] ?? "";
    }
  }
}

// The form as the server wrote it, whatever was typed since.
function asServed(form) {
  const copy = form.cloneNode(true);
  // Apart from the page they would count as its own.
  for (const box of copy.querySelectorAll("[form]")) box.remove();
  copy.reset();
  return copy;
}

// What stands in the boxes, by name; a name has several values where several boxes are ticked.
function written(form) {
  const found = {};
  for (const [name, value] of new FormData(form))
    if (!HOUSEKEEPING.includes(name) && typeof value === "string")
      (found[name] ??= []).push(value.replaceAll("\r\n", "\n"));
  return found;
}

function differing(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => String(one[name] ?? "") !== String(other[name] ?? ""));
}

// The question that a box belongs to: a box of a row belongs to its list.
function asked(name) {
  return name.split("-")[0];
}

function sizeOf(body) {
  const letters = new TextEncoder();
  return [...body].reduce((sum, [name, value]) => sum + name.length + 150 + letters.encode(value).length, 0);
}

function newMark() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((n) => n.toString(16).padStart(2, "0")).join("");
}

// A browser may refuse to keep anything; then the words are in the form alone.
function store(key, copy) {
  try {
    localStorage.setItem(key, JSON.stringify(copy));
  } catch {}
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {}
}

function forget(which = () => true) {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(OURS) && which(read(key) ?? {})) drop(key);
  } catch {}
}
