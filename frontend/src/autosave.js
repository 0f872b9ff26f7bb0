/** Forms `data-autosave="url"` are sent there as they stand while one types; `data-saved` in the form says when. */
import { words } from "./words.js";

const QUIET_MS = 2500;
const RETRY_MS = 10_000;

function watchForm(form) {
  const status = form.querySelector("[data-saved]");
  let waiting = 0;
  let last = null;

  const body = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  };
  const save = async () => {
    clearTimeout(waiting);
    const now = body().toString();
    if (now === last) return;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: now, headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" } });
      if (answer.redirected || answer.status === 401 || answer.status === 403) {
        status.textContent = words.savedOut;
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const { saved } = await answer.json();
      last = now;
      if (status && saved) status.textContent = saved;
      document.dispatchEvent(new CustomEvent("portal:saved"));
    } catch {
      if (status) status.textContent = words.notSaved;
      waiting = setTimeout(save, RETRY_MS);
    }
  };
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, QUIET_MS);
  };
  last = body().toString();
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("focusout", (event) => { if (event.target.matches("textarea")) save(); });
  form.addEventListener("submit", () => clearTimeout(waiting));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
}

export function startAutosave() {
  document.querySelectorAll("form[data-autosave]").forEach(watchForm);
}
