/** Two minutes before an idle session ends: a dialog, the time left, and a button that keeps the session and the text. */
import { words } from "./words.js";

const WARN_SECONDS = 120;

function csrfToken() {
  return document.querySelector('[name="csrfmiddlewaretoken"]')?.value || "";
}

function shown(seconds) {
  return seconds > 90 ? words.minute(Math.round(seconds / 60)) : words.second(Math.max(seconds, 0));
}

export function startSessionWarning() {
  const { sessionSeconds, sessionStay } = document.body.dataset;
  const dialog = document.querySelector("[data-session-dialog]");
  if (!sessionSeconds || !dialog?.showModal) return;
  const left = dialog.querySelector("[data-session-left]");
  let length = Number(sessionSeconds) * 1000;
  let ends = Date.now() + length;

  const tick = () => {
    const seconds = Math.round((ends - Date.now()) / 1000);
    if (seconds > WARN_SECONDS) return;
    left.textContent = shown(seconds);
    if (!dialog.open) dialog.showModal();
    if (seconds <= 0) {
      // The server has ended the session by now; loading again leads to the login page and back to this one.
      clearInterval(timer);
      location.reload();
    }
  };
  const timer = setInterval(tick, 1000);

  const stay = async () => {
    const answer = await fetch(sessionStay, { method: "POST", headers: { "X-CSRFToken": csrfToken() } });
    if (!answer.ok) return location.reload();
    ends = Date.now() + length;
    dialog.close();
  };
  dialog.querySelector("[data-session-more]").addEventListener("click", () => stay().catch(() => {}));
  dialog.addEventListener("cancel", () => stay().catch(() => {}));
  // Anything else that reached the server keeps the session too (autosave).
  document.addEventListener("portal:saved", () => { ends = Date.now() + length; });
}
