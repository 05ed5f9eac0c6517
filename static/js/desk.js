// What somebody writes is saved while they write. Without this script the form's own button saves it.
const WAIT = 2000;
const TRY_AGAIN = 5000;
const form = document.querySelector("form[data-desk]");
if (form) watch(form);

function watch(form) {
  const status = form.querySelector("[data-saved]");
  let timer = 0;
  let unsaved = false;
  let running = false;
  let sending = false;

  form.addEventListener("input", (event) => {
    // An answer to a remark stands among the boxes but belongs to a form of its own.
    if (event.target.form !== form) return;
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("submit", () => {
    sending = true;
    clearTimeout(timer);
  });
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !sending) event.preventDefault();
  });

  async function save() {
    if (!unsaved || running || sending) return;
    clearTimeout(timer);
    running = true;
    unsaved = false;
    say(form.dataset.saving);
    try {
      const answer = await fetch(location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
        keepalive: true,
        redirect: "error",
      });
      await take(answer);
    } catch {
      wait(form.dataset.offline);
    } finally {
      running = false;
    }
  }

  async function take(answer) {
    if (answer.status === 200) {
      const told = await answer.json();
      form.elements.based_on.value = told.based_on;
      say(told.saved);
    } else if (answer.status === 403) {
      unsaved = true;
      say(form.dataset.signedOut);
    } else if (answer.status < 500) {
      unsaved = true;
      say(form.dataset.refused);
    } else {
      wait(form.dataset.offline);
    }
  }

  // The server is away or starts again: what was typed is still in the form.
  function wait(words) {
    unsaved = true;
    say(words);
    timer = setTimeout(save, TRY_AGAIN);
  }

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }
}
