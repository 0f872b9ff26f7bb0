/** An open dossier: who else looks at it, and whether it changed meanwhile. */
import { poll } from "./poll.js";

const SECONDS = 20;

function show(place, text) {
  if (!place || place.textContent === text) return;
  place.textContent = text;
  place.hidden = !text;
}

export function startBeat() {
  const box = document.querySelector("[data-beat]");
  if (!box || box.dataset.started) return;
  box.dataset.started = "1";
  poll(box.dataset.beat, SECONDS, ({ watching, changed }) => {
    show(box.querySelector("[data-beat-watching]"), watching);
    show(box.querySelector("[data-beat-changed]"), changed);
  });
  // "vì sao?" leads to the explanation: it opens with it.
  for (const link of document.querySelectorAll('a[href="#vi-sao"]')) {
    link.addEventListener("click", () => document.getElementById("vi-sao")?.setAttribute("open", ""));
  }
}
