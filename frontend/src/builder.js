/**
 * The e-form builder with JavaScript: after a button of the list the same button has the focus again, Alt and an arrow move the row,
 * the trial answers at once, and the editor's pages save by themselves. Every act is a button of a form that works without this file.
 */
import { startAutosave } from "./autosave.js";
import { startEforms } from "./eform.js";

const KEY = "portal-builder-pressed";

/** After a reload the focus is where it was: whoever moves a question with the keyboard presses the same key again. */
function keepFocus(list) {
  const pressed = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const row = document.querySelector(`[data-part="${CSS.escape((pressed || "").split("-").slice(1).join("-"))}"]`);
  const again = pressed && (document.getElementById(pressed) || row?.querySelector("a"));
  // Going to the address's fragment takes the focus away; it happens after this script ran.
  if (again) window.addEventListener("load", () => requestAnimationFrame(() => again.focus()));
  list.addEventListener("submit", (event) => { if (event.submitter?.id) sessionStorage.setItem(KEY, event.submitter.id); });
}

function moveByKey(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey || !event.key.startsWith("Arrow")) return;
  const button = event.target.closest("[data-part]")?.querySelector(`[data-key="${event.key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

/** One menu of a row open at a time; Escape closes it. */
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

function startList() {
  const list = document.querySelector("[data-builder]");
  if (!list) return;
  keepFocus(list);
  tidyMenus(list);
  list.addEventListener("keydown", moveByKey);
}

/** The preview shows the question that one works at; only the frame scrolls. */
function startPreview() {
  for (const frame of document.querySelectorAll("iframe[data-preview]")) {
    const show = () => {
      const box = frame.contentDocument?.getElementById(frame.dataset.preview);
      const item = box?.closest(".eform-item") || box;
      if (item) frame.contentWindow.scrollTo(0, item.getBoundingClientRect().top + frame.contentWindow.scrollY - 12);
    };
    frame.addEventListener("load", show);
    show();
  }
}

startList();
startPreview();
startEforms();
startAutosave();
