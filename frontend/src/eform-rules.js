/**
 * Conditions and JsonLogic in the browser, so that a page answers at once; the server has the last word.
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
  return value === null || value === false || value === undefined || (typeof value === "string" && value.trim() === "");
};
const equal = (value, wanted) => {
  if (Array.isArray(value)) return value.some((item) => equal(item, wanted));
  if (value && typeof value === "object") return truthy(value[text(wanted)]);
  if (value === null || value === undefined || wanted === null || wanted === undefined) return (value ?? null) === (wanted ?? null);
  return text(value) === text(wanted);
};
const includes = (value, wanted) => (typeof value === "string" ? value.includes(text(wanted)) : value && typeof value === "object" ? equal(value, wanted) : false);
const numeric = (compare) => (value, wanted) => typeof value === "number" && compare(value, number(wanted));
const day = (value) => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(text(value));
  const parts = iso ? [iso[3], iso[2], iso[1]] : text(value).split("/");
  return parts.length === 3 && Number(parts[2]) ? Number(parts[2]) * 10000 + (Number(parts[1]) || 1) * 100 + (Number(parts[0]) || 1) : null;
};
const dated = (compare) => (value, wanted) => day(value) !== null && day(wanted) !== null && compare(day(value), day(wanted));
const sameDay = dated((a, b) => a === b);

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
  isDateEqual: sameDay,
  isNotDateEqual: (a, b) => !sameDay(a, b),
  dateGreaterThan: dated((a, b) => a > b),
  dateGreaterThanOrEqual: dated((a, b) => a >= b),
  dateLessThan: dated((a, b) => a < b),
  dateLessThanOrEqual: dated((a, b) => a <= b),
};

/** Does a condition (Condition.client of the server) hold for these answers? */
export function holds(condition, data, row) {
  const scope = { data, row };
  if ("json" in condition) {
    const answer = logic(condition.json, scope);
    return answer === null || truthy(answer);
  }
  const results = condition.tests.map(([name, operator, wanted]) => tests[operator](lookup(scope, name), wanted));
  return (condition.every ? results.every(Boolean) : results.some(Boolean)) === condition.show;
}
