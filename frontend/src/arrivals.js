/** The button "12 hồ sơ mới": the list itself never moves under the cursor, pressing loads it anew. */
import { poll } from "./poll.js";

const SECONDS = 30;

export function startArrivals() {
  const button = document.querySelector("[data-arrivals]");
  if (!button || button.dataset.started) return;
  button.dataset.started = "1";
  const said = document.querySelector("[data-arrivals-said]");
  poll(button.dataset.arrivals, SECONDS, ({ text }) => {
    if (button.textContent === text) return;
    button.textContent = text;
    button.hidden = !text;
    if (said) said.textContent = text;
  });
}
