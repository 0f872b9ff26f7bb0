/**
 * The process designer with JavaScript: Alt and an arrow move the step that has the focus, one menu of a row is open at a time, and the
 * drawing points out the step that one works at. A step saves itself while one types. Every act is a button of a form that works
 * without this file.
 */
import { startAutosave } from "./autosave.js";

function moveByKey(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith("Arrow")) return;
  const button = event.target.closest("[data-step]")?.querySelector(`[data-key="${event.key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

function tidyMenus(list) {
  const menus = [...list.querySelectorAll("details")];
  list.addEventListener("toggle", (event) => {
    if (event.target.open) menus.forEach((menu) => { if (menu !== event.target) menu.open = false; });
  }, true);
  list.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
}

/** The box of the row under the pointer or with the focus is lit; only the drawing's own box scrolls. */
function pointOut(table) {
  const frame = document.querySelector(".drawn__box");
  const light = (event, scroll) => {
    const row = event.target.closest?.("[data-step]");
    for (const spot of document.querySelectorAll(".flow__spot.is-pointed")) spot.classList.remove("is-pointed");
    const spot = row && document.querySelector(`.flow__spot[data-step="${CSS.escape(row.dataset.step)}"]`);
    if (!spot) return;
    spot.classList.add("is-pointed");
    if (!scroll || !frame) return;
    const box = spot.getBoundingClientRect();
    const around = frame.getBoundingClientRect();
    if (box.top < around.top || box.bottom > around.bottom) frame.scrollTop += box.top - around.top - around.height / 3;
    if (box.left < around.left || box.right > around.right) frame.scrollLeft += box.left - around.left - around.width / 3;
  };
  table.addEventListener("pointerover", (event) => light(event, false));
  table.addEventListener("focusin", (event) => light(event, true));
}

/** What the page saved by itself the page has seen: its other forms say so too. */
function followSaves() {
  document.addEventListener("portal:saved", () => {
    const seen = document.querySelector("form[data-autosave] input[name=_seen]")?.value;
    if (seen) for (const box of document.querySelectorAll("input[name=_seen]")) box.value = seen;
  });
}

for (const list of document.querySelectorAll("[data-designer]")) {
  list.addEventListener("keydown", moveByKey);
  tidyMenus(list);
}
for (const table of document.querySelectorAll(".steps")) pointOut(table);
followSaves();
startAutosave();
