/** The hall: screens that go back by themselves, the keypad, the board's voice and clock, the window's keys. All of it only helps. */
const KEYS_OFF = "portal-keys-off";

/** Back to the first screen when nobody touches this one; every touch begins the time anew. */
function goBack(element) {
  const { backTo, after } = element.dataset;
  let timer;
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.assign(backTo), Number(after) * 1000);
  };
  for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, begin);
  begin();
}

function keypad(place) {
  const box = document.querySelector(place.dataset.keypad);
  for (const key of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "⌫"]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "keypad__key", textContent: key });
    if (key === "⌫") button.setAttribute("aria-label", document.documentElement.lang === "en" ? "Delete a digit" : "Xóa một số");
    button.addEventListener("click", () => {
      box.value = key === "⌫" ? box.value.slice(0, -1) : box.value + key;
    });
    place.append(button);
  }
  place.hidden = false;
}

/** What says the same is not replaced, nor what somebody is in: nothing flickers, is read twice, or slips from under a hand. */
function keepSteady() {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, serverResponse, xhr } = event.detail;
    if (!target.matches("[data-steady]") || xhr.status !== 200) return;
    const fresh = new DOMParser().parseFromString(serverResponse, "text/html").getElementById(target.id);
    const same = fresh && fresh.textContent === target.textContent && fresh.className === target.className && fresh.dataset.mark === target.dataset.mark;
    if (!fresh || same || target.contains(document.activeElement)) event.detail.shouldSwap = false;
  });
}

/** A screen that has lost its server says so: a number that stands still would send people to the wrong window. */
function tellLoss(notice) {
  for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(kind, () => { notice.hidden = false; });
  document.addEventListener("htmx:beforeSwap", () => { notice.hidden = true; });
}

function voice(button) {
  if (!("speechSynthesis" in window)) return;
  const offWords = button.textContent;
  const said = new Set();
  const calls = () => [...document.querySelectorAll("[data-board] [data-call]:not(.board__call--serving)")].reverse();
  const on = () => button.getAttribute("aria-pressed") === "true";
  const say = () => {
    for (const call of calls()) {
      if (said.has(call.dataset.call)) continue;
      said.add(call.dataset.call);
      if (!on()) continue;
      const words = new SpeechSynthesisUtterance(call.dataset.say);
      words.lang = document.documentElement.lang === "en" ? "en-US" : "vi-VN";
      words.rate = 0.9;
      speechSynthesis.speak(words);
    }
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const now = !on();
    button.setAttribute("aria-pressed", String(now));
    button.textContent = now ? button.dataset.on : offWords;
    if (!now) speechSynthesis.cancel();
  });
  say();
  document.addEventListener("htmx:afterSwap", say);
}

function clock(element) {
  const show = () => {
    element.textContent = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Ho_Chi_Minh" });
  };
  setInterval(show, 5000);
}

/** A phone in the pocket shakes when its number is called. */
function shake() {
  let last = document.querySelector("[data-turn]")?.dataset.turn;
  document.addEventListener("htmx:afterSwap", () => {
    const now = document.querySelector("[data-turn]")?.dataset.turn;
    if (now === "called" && last !== "called" && navigator.vibrate) navigator.vibrate([300, 150, 300]);
    last = now;
  });
}

/** Buttons of the window's page by one letter; the desk's own switch turns them off (WCAG 2.1.4). */
function keys() {
  document.addEventListener("keydown", (event) => {
    if (localStorage.getItem(KEYS_OFF) === "1" || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest("input, select, textarea, dialog, [contenteditable]")) return;
    const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}

for (const element of document.querySelectorAll("[data-back-to]")) goBack(element);
for (const place of document.querySelectorAll("[data-keypad]")) keypad(place);
for (const button of document.querySelectorAll("[data-voice]")) voice(button);
for (const element of document.querySelectorAll("[data-clock]")) clock(element);
if (document.querySelector("[data-turn]")) shake();
if (document.querySelector("[data-keys]")) keys();
keepSteady();
for (const notice of document.querySelectorAll("[data-lost]")) tellLoss(notice);
for (const button of document.querySelectorAll("[data-print-paper]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
if (document.querySelector("[data-print-now]")) window.print();
