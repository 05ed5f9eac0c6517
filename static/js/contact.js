// While many letters come at once, a form has to show work before it is sent: a number for which the hash of
// the form's ticket and that number begins with so many zero bits. It is looked for while somebody types.
// Without this script, or without WebCrypto, the form waits instead (kb/contact/tickets.py).
const form = document.querySelector("form[data-bits]");
const ROUND = 400;

/** Whether a hash begins with so many zero bits. */
function begins(hash, bits) {
  const bytes = new Uint8Array(hash);
  for (let bit = 0; bit < bits; bit += 1) {
    if (bytes[bit >> 3] & (128 >> (bit & 7))) return false;
  }
  return true;
}

/** The first number that will do. */
async function solve(nonce, bits) {
  const encoder = new TextEncoder();
  for (let start = 0; ; start += ROUND) {
    const numbers = Array.from({ length: ROUND }, (_, index) => start + index);
    const hashes = await Promise.all(
      numbers.map((number) => crypto.subtle.digest("SHA-256", encoder.encode(`${nonce}:${number}`))),
    );
    const found = hashes.findIndex((hash) => begins(hash, bits));
    if (found >= 0) return String(start + found);
  }
}

if (form && globalThis.crypto?.subtle) {
  let work;
  const begin = () => {
    work ??= solve(form.dataset.nonce, Number(form.dataset.bits)).then((number) => {
      form.elements.work.value = number;
    });
    return work;
  };
  form.addEventListener("focusin", begin, { once: true });
  form.addEventListener("submit", async (event) => {
    if (form.elements.work.value) return;
    event.preventDefault();
    form.querySelector("[role=status]").textContent = form.dataset.working;
    await begin();
    form.requestSubmit();
  });
}
