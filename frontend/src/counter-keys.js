/**
 * The counter by keyboard: Alt and a letter presses what says so (data-alt), Enter goes on to the next box, Ctrl+Enter sends.
 * Everything is an ordinary button, link or box as well; nothing here is the only way.
 */
import { poll } from "./poll.js";

const BOXES = "input:not([type=hidden]):not([type=file]):not([tabindex='-1']), select:not([hidden]), textarea, button[type=submit]:not(.govuk-visually-hidden):not([tabindex='-1'])";
const EVERY = 1;

const seen = (one) => (one.checkVisibility?.() ?? one.offsetParent !== null) && !one.disabled;

function pressed(target) {
  if (target.matches("summary")) {
    target.parentElement.open = !target.parentElement.open;
    const first = target.parentElement.open && [...target.parentElement.querySelectorAll("input, select, textarea")].find(seen);
    (first || target).focus();
    return;
  }
  if (target.type !== "button") target.focus(); // one that only ticks leaves the hands where they are
  target.click();
}

function startShortcuts() {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.key.length !== 1) return;
    const target = [...document.querySelectorAll(`[data-alt="${CSS.escape(event.key.toLowerCase())}"]`)].find(seen);
    if (!target) return;
    event.preventDefault();
    pressed(target);
  });
}

/** What Enter walks through from a box: its own part of the page; of ticks and choices of one name only the first. */
function boxesFrom(target, form) {
  const part = target.closest("details.counter-end") || document;
  const same = (one) => one !== target && /^(radio|checkbox)$/.test(one.type) && one.name === target.name;
  const own = [...part.querySelectorAll(BOXES)].filter((one) => one.form === form && seen(one) && !same(one));
  // What stands beside the form (papers) comes before its buttons.
  return [...own.filter((one) => one.type !== "submit"), ...own.filter((one) => one.type === "submit")];
}

/** Enter in a box leads to the next one, as Tab does; in the last it presses the button that follows. Ctrl+Enter presses it at once. */
function startEnter() {
  for (const form of document.querySelectorAll("form[data-counter]")) {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.defaultPrevented || event.altKey || event.shiftKey || event.isComposing) return;
      const { target } = event;
      if (target.form !== form || !target.matches("input, select, textarea")) return;
      const atOnce = event.ctrlKey || event.metaKey;
      if (!atOnce && ((target.matches("textarea") && target.value) || target.getAttribute("aria-expanded") === "true")) return;
      event.preventDefault();
      const boxes = boxesFrom(target, form);
      const next = (!atOnce && boxes[boxes.indexOf(target) + 1]) || boxes.find((one) => one.type === "submit");
      if (!next) return;
      if (next.type === "submit") form.requestSubmit(next);
      else { next.focus(); if (next.select) next.select() }
    });
  }
}

/** The column beside the e-form follows what was saved; who is ticking in it goes on where they are. */
function startSide() {
  const form = document.querySelector("form[data-counter-side]");
  const side = document.querySelector("[data-counter-beside]");
  if (!form || !side) return;
  dressSide(side);
  let last = "";
  document.addEventListener("portal:saved", async () => {
    try {
      const answer = await fetch(form.dataset.counterSide, { headers: { Accept: "application/json" } });
      const html = answer.ok && !answer.redirected ? (await answer.json()).html : last;
      if (html === last) return;
      last = html;
      const id = side.contains(document.activeElement) ? document.activeElement.id : "";
      side.innerHTML = html;
      dressSide(side);
      if (id) document.getElementById(id)?.focus();
    } catch {
      // The list stays as it was; the next page is made anew.
    }
  });
}

function dressSide(side) {
  const all = side.querySelector("[data-counter-all]");
  if (!all) return;
  all.hidden = false;
  all.addEventListener("click", () => {
    const required = [...side.querySelectorAll("input[data-required]")];
    const boxes = required.length ? required : [...side.querySelectorAll('input[name$="-co"]')];
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
    boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    boxes[0]?.form?.dispatchEvent(new Event("change"));
  });
}

const dong = (amount) => `${new Intl.NumberFormat("vi-VN").format(amount)} đ`;

/** What goes back to the payer, while the clerk types what they gave. */
function startCash() {
  const cash = document.querySelector("[data-counter-cash]");
  if (!cash) return;
  const box = cash.querySelector("input");
  const out = cash.querySelector("[data-counter-change]");
  const count = () => { out.textContent = dong(Math.max(Number(box.value.replace(/\D/g, "")) - Number(cash.dataset.counterCash), 0)) };
  box.addEventListener("input", count);
  count();
  if (!document.querySelector(".govuk-error-summary")) { box.focus(); box.select() }
}

/** Papers that a worker is making: the list is asked for until all are there. */
function startPrints() {
  const list = document.querySelector("[data-counter-prints]");
  if (!list?.querySelector("[data-counter-waits]")) return;
  const stop = poll(list.dataset.counterPrints, EVERY, ({ html, waiting }) => {
    const id = list.contains(document.activeElement);
    list.innerHTML = html;
    if (id) list.querySelector("a")?.focus();
    if (!waiting) stop();
  });
}

/** Where the hands go on: what is wrong, else what is still empty, else the box of the part that stands open. */
function startFocus() {
  document.querySelector("input[autofocus]")?.select?.();
  if (document.querySelector("[autofocus]") || document.activeElement !== document.body || window.location.hash) return;
  const boxes = [...document.querySelectorAll("form[data-counter] :is(input:not([type=hidden]), select, textarea)")].filter(seen);
  const empty = (one) => (one.type === "radio" || one.type === "checkbox" ? !one.form.querySelector(`[name="${CSS.escape(one.name)}"]:checked`) && one.type === "radio" : !one.value);
  (boxes.find((one) => one.closest(".govuk-form-group--error")) || boxes.find(empty) || boxes[0])?.focus();
}

export const startCounter = [startShortcuts, startEnter, startSide, startCash, startFocus, startPrints];
