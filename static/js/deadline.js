/** Shows how much time is left, says it at five minutes and at one, and submits when it is over. */

const SPOKEN_S = [300, 60];

export function mount(line) {
  const form = document.querySelector("form.attempt");
  const shown = line.querySelector("[data-countdown]");
  const spoken = line.querySelector("[data-spoken]");
  // The page's own clock may be wrong or set meanwhile: only what has passed here counts.
  const end = performance.now() + Number(line.dataset.seconds) * 1000;
  let before = Infinity;

  function tell() {
    const left = Math.max(Math.ceil((end - performance.now()) / 1000), 0);
    const words = line.dataset.left.replace("{time}", clock(left));
    shown.textContent = left ? words : line.dataset.over;
    line.classList.toggle("is-short", left <= SPOKEN_S[0]);
    if (SPOKEN_S.some((at) => left <= at && at < before) || left === 0) {
      spoken.textContent = shown.textContent;
    }
    before = left;
    if (left > 0) return;
    clearInterval(timer);
    submit(form);
  }

  const timer = setInterval(tell, 1000);
  tell();
}

function clock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
}

/** Nobody is asked whether gaps are meant: the time is over. */
function submit(form) {
  const confirmed = document.createElement("input");
  Object.assign(confirmed, { type: "hidden", name: "confirmed", value: "1" });
  form.append(confirmed);
  form.requestSubmit();
}
