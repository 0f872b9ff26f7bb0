/**
 * A form's page answers while one fills it in: it is posted to `data-eform-live`, drawn anew by the server, and only the parts
 * that changed are put in place. Typed text and focus stay; whatever fails leaves the page working through its buttons.
 */
import { words } from "./words.js";

const QUIET_MS = 350;
/** Longer than this and the button is pressed as if there were no script. */
const PATIENCE_MS = 8000;
const ACTIONS = ["add", "remove", "up", "down", "refresh", "find"];
/** Item → how the server drew it, without values and without the items inside: what scripts did to it since does not count. */
const drawn = new WeakMap();

const inner = (holder) => [...holder.querySelectorAll(".eform-item")].filter((item) => item.parentElement.closest(".eform-item, .eform") === holder);
const pathOf = (item) => item.dataset.eformPath;

function frame(item) {
  const copy = item.cloneNode(true);
  copy.removeAttribute("hidden");
  inner(copy).forEach((part) => part.replaceWith(part.dataset.eformPath));
  copy.querySelectorAll("input, option").forEach((box) => ["value", "checked", "selected"].forEach((name) => { if (name !== "value" || box.type !== "radio") box.removeAttribute(name) }));
  copy.querySelectorAll("textarea").forEach((box) => { box.textContent = "" });
  return copy.outerHTML;
}

function remember(holder) {
  for (const item of [holder, ...holder.querySelectorAll(".eform-item")]) drawn.set(item, frame(item));
}

/** Put a part in place of another; who was typing in it goes on typing. */
function swap(old, fresh, enhance) {
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const typed = active && /^(text|tel|email|url|search|textarea)$/.test(active.type) ? [active.value, active.selectionStart, active.selectionEnd] : null;
  old.replaceWith(fresh);
  remember(fresh);
  enhance(fresh);
  const again = active?.id ? document.getElementById(active.id) : null;
  if (!again) return;
  again.focus({ preventScroll: true });
  if (typed && again.type === active.type) {
    again.value = typed[0];
    again.setSelectionRange?.(typed[1], typed[2]);
  }
}

function sync(old, fresh, enhance) {
  const [before, after] = [inner(old), inner(fresh)];
  const same = before.length === after.length && before.every((item, index) => pathOf(item) === pathOf(after[index]));
  if (old.matches(".eform-item") && (!same || drawn.get(old) !== frame(fresh))) return swap(old, fresh, enhance);
  before.forEach((item, index) => {
    if (!after[index]) return;
    item.hidden = after[index].hidden;
    sync(item, after[index], enhance);
  });
}

/** After a button: the same button of the moved row, the first thing found, or the part that the server names. */
function moveFocus(root, pressed, id) {
  const [kind] = pressed.name.slice(1).split(":");
  const there = document.getElementById(id);
  const buttons = there && ["up", "down"].includes(kind) ? [...there.querySelectorAll(`button[name^="_${kind}:"]`)] : [];
  const found = kind === "find" || kind === "refresh" ? there?.closest(".eform-item")?.querySelector('input[type="radio"], select:not([disabled]) + .eform-refresh') : null;
  const target = buttons[buttons.length - 1] || found || there;
  if (target && !target.matches("input, select, textarea, button")) target.setAttribute("tabindex", "-1");
  target?.focus();
}

class Live {
  constructor(root, enhance) {
    Object.assign(this, { root, enhance, form: root.closest("form"), waiting: 0, changes: 0, busy: false });
    this.status = Object.assign(document.createElement("p"), { className: "govuk-visually-hidden" });
    this.status.setAttribute("role", "status");
    root.after(this.status);
    remember(root);
    root.addEventListener("input", (event) => this.later(event, QUIET_MS));
    root.addEventListener("change", (event) => this.later(event, 0));
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button[name]");
      if (!button || !ACTIONS.includes(button.name.slice(1).split(":")[0])) return;
      event.preventDefault();
      if (!this.busy) this.press(button); // a second click while the first is on its way is the same wish
    });
  }

  later(event, quiet) {
    this.changes += 1;
    if (!event.target.closest("[data-eform-drives]")) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.refresh(), quiet);
  }

  async ask(button) {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("_shown", this.root.dataset.eformErrors || "");
    if (button) data.set(button.name, button.value);
    const answer = await fetch(this.root.dataset.eformLive, { method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const said = await answer.json();
    const page = new DOMParser().parseFromString(said.html, "text/html").querySelector(".eform");
    return { ...said, page: document.adoptNode(page) };
  }

  async refresh() {
    const asked = this.changes;
    try {
      const { page } = await this.ask();
      // Typed on meanwhile: the answer is of yesterday. Ask again, silently.
      if (asked !== this.changes) this.refreshSoon();
      else sync(this.root, page, this.enhance);
    } catch {
      // The page stays as it is; its buttons work.
    }
  }

  refreshSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.refresh(), QUIET_MS);
  }

  /** A button of the page, without leaving it; when the server cannot be asked, the button is pressed as if there were no script. */
  async press(button) {
    this.busy = true;
    clearTimeout(this.waiting);
    try {
      const { page, part, focus } = await this.ask(button);
      const find = (holder) => [...holder.querySelectorAll(".eform-item")].find((item) => pathOf(item) === part);
      const [old, fresh] = [find(this.root), find(page)];
      if (!old || !fresh) throw new Error(part);
      swap(old, fresh, this.enhance);
      moveFocus(this.root, button, focus);
      const [kind] = button.name.slice(1).split(":");
      this.status.textContent = words.pressed[kind] || "";
      this.form.dispatchEvent(new Event("change"));
    } catch {
      this.busy = false;
      if (button.isConnected && button.type === "submit") this.form.requestSubmit(button);
    }
    this.busy = false;
  }
}

const started = new WeakMap();

/** Make a form's page live. `enhance` dresses parts that were put in place. */
export function startLive(root, enhance) {
  if (root.dataset.eformLive && root.closest("form") && window.fetch) started.set(root, new Live(root, enhance));
}

/** Press a button from a script: what a suggestion that was taken does. */
export const pressLive = (element, button) => started.get(element.closest(".eform"))?.press(button);
