/**
 * E-form pages with JavaScript: conditions answer at once, lists of communes follow the province, a whole date may be pasted.
 * The server draws everything and has the last word; without this file the page works through its buttons.
 * No eval: conditions are data (JsonLogic or rows of [name, operator, value]), as eforms/conditions.py writes them.
 */

const number = (value) => {
  if (value === null || value === "") return 0;
  return Number(typeof value === "string" ? value.trim() : value);
};
const truthy = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
const text = (value) => (value === null || value === undefined ? "" : String(value));

export function lookup(data, path, otherwise = null) {
  let found = data;
  if (path === "" || path === null || path === undefined) return data;
  for (const part of String(path).split(".")) {
    if (found === null || found === undefined) return otherwise;
    found = Object.prototype.hasOwnProperty.call(Object(found), part) ? found[part] : undefined;
  }
  return found === undefined ? otherwise : found;
}

const scoped = {
  map: (items, inner) => items.map(inner),
  filter: (items, inner) => items.filter((item) => truthy(inner(item))),
  all: (items, inner) => items.length > 0 && items.every((item) => truthy(inner(item))),
  some: (items, inner) => items.some((item) => truthy(inner(item))),
  none: (items, inner) => !items.some((item) => truthy(inner(item))),
};

const missing = (data, keys) => keys.flat().filter((key) => ["", null].includes(lookup(data, key)));

/* eslint-disable eqeqeq */
const operators = {
  "==": (a, b) => a == b,
  "!=": (a, b) => a != b,
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  "<": (a, b, c) => (c === undefined ? a < b : a < b && b < c),
  "<=": (a, b, c) => (c === undefined ? a <= b : a <= b && b <= c),
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "!": (a) => !truthy(a),
  "!!": (a) => truthy(a),
  "+": (...all) => all.reduce((sum, item) => sum + parseFloat(item), 0),
  "-": (a, b) => (b === undefined ? -a : a - b),
  "*": (...all) => all.reduce((product, item) => parseFloat(product) * parseFloat(item)),
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  min: (...all) => Math.min(...all),
  max: (...all) => Math.max(...all),
  cat: (...all) => all.join(""),
  in: (a, b) => Boolean(b) && typeof b.indexOf === "function" && b.indexOf(a) !== -1,
  merge: (...all) => all.reduce((list, item) => list.concat(item), []),
  log: (a) => a,
  substr: (source, start, end) => {
    const rest = String(source).substr(start);
    return end === undefined ? rest : end < 0 ? rest.substr(0, rest.length + end) : rest.substr(0, end);
  },
};
/* eslint-enable eqeqeq */

/** Evaluate a JsonLogic rule; an operator the server would have refused gives null. */
export function logic(rule, data) {
  if (Array.isArray(rule)) return rule.map((item) => logic(item, data));
  if (rule === null || typeof rule !== "object" || Object.keys(rule).length !== 1) return rule;
  const [name] = Object.keys(rule);
  const given = Array.isArray(rule[name]) ? rule[name] : [rule[name]];
  if (name === "if" || name === "?:") {
    let index = 0;
    for (; index < given.length - 1; index += 2) {
      if (truthy(logic(given[index], data))) return logic(given[index + 1], data);
    }
    return index < given.length ? logic(given[index], data) : null;
  }
  if (name === "and" || name === "or") {
    let value = null;
    for (const item of given) {
      value = logic(item, data);
      if (truthy(value) === (name === "or")) return value;
    }
    return value;
  }
  if (name === "var") return lookup(data, logic(given[0], data), given.length > 1 ? logic(given[1], data) : null);
  if (scoped[name] || name === "reduce") {
    const items = logic(given[0], data);
    const list = Array.isArray(items) ? items : [];
    if (name !== "reduce") return scoped[name](list, (item) => logic(given[1], item));
    return list.reduce((kept, item) => logic(given[1], { current: item, accumulator: kept }), logic(given[2] ?? null, data));
  }
  const values = given.map((item) => logic(item, data));
  if (name === "missing") return missing(data, values);
  if (name === "missing_some") {
    const absent = missing(data, values[1] || []);
    return (values[1] || []).length - absent.length >= values[0] ? [] : absent;
  }
  return operators[name] ? operators[name](...values) : null;
}

const isEmpty = (value) => {
  if (value && typeof value === "object") return !Object.values(value).some(truthy);
  return value === null || value === "" || value === false || value === undefined;
};
const equal = (value, wanted) => {
  if (Array.isArray(value)) return value.some((item) => equal(item, wanted));
  if (value && typeof value === "object") return truthy(value[text(wanted)]);
  return text(value) === text(wanted);
};
const includes = (value, wanted) => (typeof value === "string" ? value.includes(text(wanted)) : value && typeof value === "object" ? equal(value, wanted) : false);
const numeric = (compare) => (value, wanted) => value !== null && value !== "" && compare(number(value), number(wanted));
const day = (value) => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text(value));
  const parts = iso ? [iso[3], iso[2], iso[1]] : text(value).split("/");
  return parts.length === 3 && Number(parts[2]) ? Number(parts[2]) * 10000 + (Number(parts[1]) || 1) * 100 + (Number(parts[0]) || 1) : null;
};
const dated = (compare) => (value, wanted) => day(value) !== null && day(wanted) !== null && compare(day(value), day(wanted));

const tests = {
  isEqual: equal,
  isNotEqual: (a, b) => !equal(a, b),
  isEmpty,
  isNotEmpty: (a) => !isEmpty(a),
  includes,
  notIncludes: (a, b) => !includes(a, b),
  startsWith: (a, b) => typeof a === "string" && a.startsWith(text(b)),
  endsWith: (a, b) => typeof a === "string" && a.endsWith(text(b)),
  greaterThan: numeric((a, b) => a > b),
  greaterThanOrEqual: numeric((a, b) => a >= b),
  lessThan: numeric((a, b) => a < b),
  lessThanOrEqual: numeric((a, b) => a <= b),
  isDateEqual: dated((a, b) => a === b),
  isNotDateEqual: (a, b) => day(a) !== day(b),
  dateGreaterThan: dated((a, b) => a > b),
  dateGreaterThanOrEqual: dated((a, b) => a >= b),
  dateLessThan: dated((a, b) => a < b),
  dateLessThanOrEqual: dated((a, b) => a <= b),
};

/** Does a condition (Condition.client of the server) hold for these answers? */
export function holds(condition, data, row) {
  const scope = { data, row };
  if ("json" in condition) return truthy(logic(condition.json, scope));
  const results = condition.tests.map(([name, operator, wanted]) => tests[operator](lookup(scope, name), wanted));
  return (condition.every ? results.every(Boolean) : results.some(Boolean)) === condition.show;
}

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
  if (kind === "day" || kind === "datetime") {
    const [d, m, y] = [part("ngay"), part("thang"), part("nam")];
    return d || m || y ? `${d.padStart(2, "0")}/${m.padStart(2, "0")}/${y.padStart(4, "0")}` : "";
  }
  return inputs[0].value;
}

const nested = new Set(["panel", "fieldset", "well", "columns", "content", "htmlelement", "datagrid", "editgrid"]);

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

function spreadPastedDate(input) {
  const found = /^\s*(\d{1,2})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{4})\s*$/.exec(input.value);
  if (!found || !input.name.endsWith("-ngay")) return;
  const base = input.name.slice(0, -"-ngay".length);
  const boxes = ["ngay", "thang", "nam"].map((box) => input.form.elements[`${base}-${box}`]);
  boxes.forEach((box, index) => { if (box) box.value = found[index + 1] });
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

/** Enhance every e-form page of the document. */
export function startEforms(scope = document) {
  for (const root of scope.querySelectorAll("[data-eform-page]")) {
    root.classList.add("eform--live");
    root.querySelectorAll(".eform-refresh").forEach((button) => { button.hidden = true });
    root.addEventListener("change", (event) => {
      const { target } = event;
      if (target.matches("[data-eform-level]")) followProvince(target);
      root.querySelectorAll("[data-eform-follows]").forEach((button) => {
        if (button.dataset.eformFollows === target.name) button.click();
      });
      settle(root);
    });
    root.addEventListener("input", (event) => {
      if (event.target.matches(".govuk-date-input__input")) spreadPastedDate(event.target);
      settle(root);
    });
    settle(root);
  }
}
