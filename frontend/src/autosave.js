/**
 * Forms `data-autosave="url"` are sent there as they stand while one types; `data-saved` in the form says when.
 *
 * One save is under way at a time. The hidden boxes `_tab`, `_seen` and `_order` tell the server which tab speaks and what it has
 * seen (dossiers/saves.py): it never lets this script replace what another tab saved, and says so by 409.
 */
import { words } from "./words.js";

const QUIET_MS = 2500;
const RETRY_MS = 10_000;
/** What a browser still sends when the page is being left. */
const MOST_AFTERWARDS = 60_000;
const OWN = ["_seen", "_order"];

function watchForm(form) {
  const status = form.querySelector("[data-saved]");
  const box = (name) => form.querySelector(`input[type="hidden"][name="${name}"]`);
  let waiting = 0;
  let busy = false;
  let stopped = false;
  let last = "";

  const body = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  };
  const typed = () => {
    const data = body();
    for (const name of OWN) data.delete(name);
    return data.toString();
  };
  const say = (text, wrong = false) => {
    if (!status || status.textContent === text) return;
    status.textContent = text;
    status.classList.toggle("saved--not", wrong);
  };
  const count = () => {
    const order = box("_order");
    if (order) order.value = String(Number(order.value || 0) + 1);
  };
  const again = (ms) => {
    clearTimeout(waiting);
    waiting = setTimeout(save, ms);
  };
  const answered = async (answer, now) => {
    if (answer.redirected || answer.status === 401 || answer.status === 403) {
      say(words.savedOut, true);
      again(RETRY_MS);
      return;
    }
    if (answer.status === 409) {
      stopped = true;
      say((await answer.json()).conflict, true);
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const { saved, seen, at, action } = await answer.json();
    last = now;
    // The row stands elsewhere now: others put rows before it.
    if (at) { form.dataset.autosave = at; form.setAttribute("action", action); }
    if (box("_seen") && seen !== undefined) box("_seen").value = String(seen);
    say(saved);
    document.dispatchEvent(new CustomEvent("portal:saved"));
    if (typed() !== last) again(QUIET_MS);
  };
  async function save() {
    clearTimeout(waiting);
    const now = typed();
    if (busy || stopped || now === last) return;
    busy = true;
    count();
    try {
      const sent = body().toString();
      const headers = { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" };
      await answered(await fetch(form.dataset.autosave, { method: "POST", body: sent, headers, keepalive: sent.length < MOST_AFTERWARDS }), now);
    } catch {
      say(words.notSaved, true);
      again(RETRY_MS);
    } finally {
      busy = false;
    }
  }
  last = typed();
  form.addEventListener("input", () => again(QUIET_MS));
  form.addEventListener("change", () => again(QUIET_MS));
  // Leaving a box saves at once, but after the script of the conditions has had its turn.
  form.addEventListener("focusout", (event) => { if (event.target.matches("input, select, textarea") && typed() !== last) again(150); });
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(waiting);
    count();
  });
  // Back from the next page, or a submit that the browser broke off: the page is alive again.
  window.addEventListener("pageshow", () => { stopped = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
}

export function startAutosave() {
  document.querySelectorAll("form[data-autosave]").forEach(watchForm);
}
