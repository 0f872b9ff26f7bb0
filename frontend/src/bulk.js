/** Choosing rows: the box for the whole page, how many are chosen, shift-click for a range. Without it the boxes work one by one. */
const BOX = "input[name=chon]";

function range(boxes, from, to, checked) {
  const [first, last] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  if (first >= 0) for (const box of boxes.slice(first, last + 1)) box.checked = checked;
}

export function startBulk() {
  const form = document.querySelector("[data-bulk]");
  const place = form?.querySelector("[data-pick-all]");
  if (!place || place.firstChild) return;
  const boxes = [...form.querySelectorAll(BOX)];
  const all = Object.assign(document.createElement("input"), { type: "checkbox", className: "pick-box" });
  all.setAttribute("aria-label", place.dataset.pickAll);
  place.append(all);
  const said = form.querySelector("[data-bulk-said]");
  const before = said.textContent;
  let last;
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    said.textContent = chosen ? `${said.dataset.bulkSaid} ${chosen}` : before;
    form.classList.toggle("has-picks", chosen > 0);
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("click", (event) => {
    const box = event.target.closest(BOX);
    if (!box) return;
    if (event.shiftKey && last) range(boxes, last, box, box.checked);
    last = box;
    tell();
  });
  tell();
}
