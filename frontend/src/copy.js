/** Buttons `data-copy="#id"` copy the text of an element and say so. Hidden until this script runs. */
import { words } from "./words.js";

async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  const status = button.nextElementSibling;
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    status.textContent = button.dataset.copied || words.copied;
  } catch {
    getSelection().selectAllChildren(source);
    status.textContent = words.copyFailed;
  }
}

export function startCopying() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    status.className = "saved copied";
    button.after(status);
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
