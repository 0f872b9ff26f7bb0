/** The accessibility bar without leaving the page, so that nothing typed is lost. The cookies are those the server sets. */
const SIZES = [100, 112, 125, 150];
const YEAR = 365 * 24 * 3600;

function keep(name, value) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
}

function resize(bar, root, step) {
  const place = SIZES.indexOf(Number(root.dataset.textSize || 100));
  const size = step === 0 ? 100 : SIZES[Math.min(Math.max(place + step, 0), SIZES.length - 1)];
  root.dataset.textSize = String(size);
  keep("co_chu", size);
  for (const button of bar.querySelectorAll("[data-step]")) {
    const end = (button.dataset.step === "-1" && size === SIZES[0]) || (button.dataset.step === "1" && size === SIZES[SIZES.length - 1]);
    if (end) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

function recolour(bar, root, wanted) {
  const colours = wanted === (root.dataset.contrast || "normal") ? "normal" : wanted;
  root.dataset.contrast = colours;
  keep("giao_dien", colours);
  for (const button of bar.querySelectorAll('[name="giao_dien"]')) button.setAttribute("aria-pressed", String(button.value === colours));
}

export function startPreferences() {
  const bar = document.querySelector("[data-preferences]");
  if (!bar) return;
  const root = document.documentElement;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.step) resize(bar, root, Number(button.dataset.step));
    else if (button?.name === "giao_dien") recolour(bar, root, button.value);
    else return;
    event.preventDefault();
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
