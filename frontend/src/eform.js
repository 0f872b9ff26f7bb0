/**
 * E-form pages with JavaScript: conditions answer at once, lists of communes follow the province, a whole date may be pasted.
 * The server draws everything and has the last word; without this file the page works through its buttons.
 */
import { holds, logic, lookup } from "./eform-rules.js";
import { startCounts } from "./eform-count.js";
import { startFinders } from "./eform-find.js";
import { startLive } from "./eform-live.js";
import { startPads } from "./eform-sign.js";
import { startPhotos } from "./photos.js";

const steps = (path) => path.split(/[.[\]]+/).filter((part) => part !== "");

function put(data, path, value) {
  const parts = steps(path);
  let scope = data;
  parts.slice(0, -1).forEach((part, index) => {
    const next = /^\d+$/.test(parts[index + 1]) ? [] : {};
    scope = scope[part] ??= next;
  });
  scope[parts[parts.length - 1]] = value;
}

const numberOf = (typed) => {
  const bare = typed.replace(/[\s\u00a0đ₫]/g, "");
  const plain = /^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare) ? bare.replaceAll(".", "") : bare;
  const value = Number(plain.replace(",", "."));
  return bare === "" ? null : Number.isNaN(value) ? bare : value;
};

/** Read the value of one item of the page from its inputs; undefined when it has none (a known fact, a computed value). */
function valueOf(item) {
  const { eformKind: kind, eformPath: path } = item.dataset;
  const inputs = [...item.querySelectorAll("input[name], select[name], textarea[name]")];
  if (inputs.length === 0) return undefined;
  const part = (suffix) => inputs.find((input) => input.name === `${path}-${suffix}`)?.value.trim() ?? "";
  if (kind === "checkbox") return inputs[0].checked;
  if (kind === "radio") return inputs.find((input) => input.checked)?.value ?? "";
  if (kind === "selectboxes") return Object.fromEntries(inputs.map((input) => [input.value, input.checked]));
  if (kind === "number" || kind === "currency") return numberOf(inputs[0].value);
  if (kind === "address") return { tinh: part("tinh"), huyen: part("huyen"), xa: part("xa"), chiTiet: part("chiTiet") };
  if (kind === "time") return part("gio") ? `${part("gio").padStart(2, "0")}:${part("phut").padStart(2, "0")}:00` : "";
  if (kind === "day" || kind === "datetime") {
    const [d, m, y] = [part("ngay"), part("thang"), part("nam")];
    return d || m || y ? `${d.padStart(2, "0")}/${m.padStart(2, "0")}/${y.padStart(4, "0")}` : "";
  }
  return inputs[0].value;
}

const nested = new Set(["panel", "fieldset", "well", "columns", "table", "container", "content", "htmlelement", "datagrid", "editgrid"]);

function answers(root) {
  const data = JSON.parse(root.dataset.eformPage || "{}");
  for (const item of root.querySelectorAll("[data-eform-path]")) {
    if (nested.has(item.dataset.eformKind) || item.closest(".eform-item[hidden]")) continue;
    const value = valueOf(item);
    if (value !== undefined) put(data, item.dataset.eformPath, value);
  }
  for (const item of root.querySelectorAll("[data-eform-calculate]")) {
    if (item.closest(".eform-item[hidden]")) continue;
    const { eformPath: path, eformCalculate: rule } = item.dataset;
    put(data, path, logic(JSON.parse(rule), { data, row: rowOf(path, data) }));
  }
  return data;
}

/** Write sums where the server writes them when the page is saved: 1.250,5 m². */
function showSums(root, data) {
  for (const item of root.querySelectorAll("[data-eform-calculate]")) {
    const value = lookup(data, steps(item.dataset.eformPath).join("."));
    const output = item.querySelector("output");
    if (output && Number.isFinite(value)) {
      output.textContent = `${new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 10 }).format(value)} ${item.dataset.eformSuffix}`.trim();
    }
  }
}

/** The answers of the row that a path stands in; all answers outside rows. */
function rowOf(path, data) {
  const end = path.lastIndexOf("]");
  return end === -1 ? data : lookup(data, steps(path.slice(0, end)).join("."), {});
}

/** Show and hide until nothing changes: a condition may depend on a question that another one hides. */
function settle(root) {
  const conditional = [...root.querySelectorAll("[data-eform-when]")];
  let data;
  for (let round = 0; round <= conditional.length; round += 1) {
    data = answers(root);
    let changed = false;
    for (const item of conditional) {
      const hide = !holds(JSON.parse(item.dataset.eformWhen), data, rowOf(item.dataset.eformPath, data));
      if (item.hidden !== hide) {
        item.hidden = hide;
        changed = true;
      }
    }
    if (!changed) break;
  }
  showSums(root, data);
}

/** A whole date or time pasted into the first box fills the others. */
function spreadPasted(input) {
  const date = /^\s*(\d{1,2})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{4})\s*$/.exec(input.value);
  const time = /^\s*(\d{1,2})[:h](\d{2})\s*$/i.exec(input.value);
  const [found, names] = input.name.endsWith("-ngay") ? [date, ["ngay", "thang", "nam"]] : [time, ["gio", "phut"]];
  if (!found || !input.name.endsWith(`-${names[0]}`)) return;
  const base = input.name.slice(0, -names[0].length);
  names.forEach((name, index) => { const box = input.form.elements[base + name]; if (box) box.value = found[index + 1] });
}

async function followProvince(select) {
  const group = select.closest("[data-eform-address]");
  const levels = [...group.querySelectorAll("[data-eform-level]")];
  const below = levels.slice(levels.indexOf(select) + 1);
  if (below.length === 0) return;
  for (const lower of below) lower.replaceChildren(lower.options[0]);
  if (!select.value) return;
  const button = select.parentElement.querySelector(".eform-refresh");
  if (!group.dataset.eformUnits) return button?.click();
  const [next] = below;
  const query = new URLSearchParams({ edition: group.dataset.eformAddress, level: next.dataset.eformLevel, parent: select.value });
  try {
    const answer = await fetch(`${group.dataset.eformUnits}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const units = await answer.json();
    if (select.value !== query.get("parent")) return;
    next.options[0].textContent = next.dataset.eformChoose;
    next.append(...units.map((unit) => new Option(unit.note ? `${unit.label} (${unit.note})` : unit.label, unit.value)));
  } catch {
    button?.click();
  }
}

function follow(root, target) {
  for (const button of root.querySelectorAll("[data-eform-follows]")) {
    // A list in the same row follows the field of its own row.
    if (!root.dataset.eformLive && button.dataset.eformFollows === target.name) button.click();
  }
}

/** What scripts add to a part of the page, at first and whenever the server drew it anew. */
function dress(part) {
  part.querySelectorAll(".eform-refresh").forEach((button) => { button.hidden = true });
  startFinders(part);
  startPads(part);
  startCounts(part);
  startPhotos();
}

/** Enhance every e-form page of the document. */
export function startEforms(scope = document) {
  for (const root of scope.querySelectorAll("[data-eform-page]")) {
    if (root.classList.contains("eform--live")) continue;
    root.classList.add("eform--live");
    startLive(root, (part) => { dress(part); settle(root) });
    dress(root);
    root.addEventListener("change", (event) => {
      const { target } = event;
      if (target.matches("[data-eform-level]")) followProvince(target);
      follow(root, target);
      settle(root);
    });
    root.addEventListener("input", (event) => {
      if (event.target.matches(".govuk-date-input__input")) spreadPasted(event.target);
      settle(root);
    });
    settle(root);
  }
}
