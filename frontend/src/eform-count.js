/** How many characters are left in a box with a limit: shown at once, said when one stops typing. */
import { words } from "./words.js";

const QUIET_MS = 1000;

export function startCounts(scope) {
  for (const group of scope.querySelectorAll("[data-eform-count]")) {
    const [box, shown] = [group.querySelector("input, textarea"), group.querySelector("[id$='-info']")];
    if (!box || !shown || group.querySelector("[role='status']")) continue;
    const said = Object.assign(document.createElement("span"), { className: "govuk-visually-hidden" });
    said.setAttribute("role", "status");
    group.append(said);
    let waiting = 0;
    box.addEventListener("input", () => {
      shown.textContent = words.left(Number(group.dataset.eformCount) - [...box.value].length);
      clearTimeout(waiting);
      waiting = setTimeout(() => { said.textContent = shown.textContent }, QUIET_MS);
    });
  }
}
