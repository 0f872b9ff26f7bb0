"""Forms and submissions composed at random from the supported language, answers biased to the edges of the rules."""

from typing import Any

from hypothesis import strategies as st

from tests.eforms.differential.cases.table import Json
from tests.eforms.forms import component

Spec = dict[str, Json]
OPTIONS = [{"value": value, "label": value.upper()} for value in ("a", "b", "c")]
EMPTY = st.sampled_from(["", None])
WORDS = st.sampled_from(["a", "ab", "abc", "abcd", "Ánh", "một hai", "một hai ba", "12", "a1", " a ", "a  b", "x\ny"])


def _maybe(strategy: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    return st.none() | strategy


def _rules(**rules: st.SearchStrategy[Json]) -> st.SearchStrategy[Spec]:
    return st.fixed_dictionaries({}, optional={"required": st.booleans(), **rules})


SIZES = st.integers(0, 4)
TEXT_RULES = _rules(
    minLength=SIZES, maxLength=SIZES, minWords=st.integers(0, 2), maxWords=st.integers(0, 3),
    pattern=st.sampled_from(["[a-z]+", "[0-9]{2}", ".*", "[^0-9]*", "(a|b)c?"]), customMessage=st.sampled_from(["", "Sai rồi"]),
)  # fmt: skip
NUMBER_RULES = _rules(min=st.integers(-2, 3), max=st.integers(0, 5), customMessage=st.sampled_from(["", "Sai rồi"]))
CHOICE_RULES = _rules(onlyAvailableItems=st.just(True))
COUNT_RULES = _rules(minSelectedCount=st.integers(0, 2), maxSelectedCount=st.integers(0, 2))
NEEDED = _rules()

# type → (what else stands in the component, its rules, answers worth trying)
KINDS: dict[str, tuple[st.SearchStrategy[Spec], st.SearchStrategy[Spec], st.SearchStrategy[Json]]] = {
    "textfield": (st.fixed_dictionaries({}, optional={"defaultValue": WORDS}), TEXT_RULES, WORDS),
    "textarea": (st.just({}), TEXT_RULES, WORDS),
    "email": (st.just({}), NEEDED, st.sampled_from(["an@demo.vn", "An@Demo.vn", "an@", "demo.vn", "a b@demo.vn", "a@b.c"])),
    "url": (st.just({}), NEEDED, st.sampled_from(["https://demo.vn", "demo.vn", "http://localhost:80", "a@b.vn", "chữ"])),
    "number": (st.just({}), NUMBER_RULES, st.integers(-3, 6) | st.sampled_from([1.5, "2", "-1", "1.5", "05", " 3 "])),
    "currency": (st.just({}), NUMBER_RULES, st.integers(0, 6)),
    "checkbox": (st.just({}), NEEDED, st.booleans()),
    "radio": (st.just({"values": OPTIONS}), CHOICE_RULES, st.sampled_from(["a", "b", "c"])),
    "select": (st.just({"data": {"values": OPTIONS}, "dataSrc": "values"}), CHOICE_RULES, st.sampled_from(["a", "b", "c"])),
    "selectboxes": (st.just({"values": OPTIONS}), COUNT_RULES, st.dictionaries(st.sampled_from("abc"), st.booleans())),
    "day": (
        st.fixed_dictionaries({"dayFirst": st.just(True), "fields": st.just({"day": {}, "month": {}, "year": {}})}, optional={
            "minDate": st.just("2020-02-01"), "maxDate": st.just("2026-03-15")}),
        NEEDED,
        st.sampled_from(["01/02/2020", "31/01/2020", "15/03/2026", "16/03/2026", "29/02/2023", "29/02/2024", "00/02/2020"]),
    ),
    "datetime": (
        st.fixed_dictionaries({"enableTime": st.just(False)}, optional={
            "widget": st.just({"minDate": "2020-02-01", "maxDate": "2026-03-15"})}),
        NEEDED, st.sampled_from(["2020-02-01", "2020-01-31", "2026-03-15", "2026-03-16", "2026-13-01", "abc"]),
    ),
    "time": (st.just({}), NEEDED, st.sampled_from(["08:30:00", "08:30", "24:00:00", "23:59:59", "abc"])),
}  # fmt: skip

TEXT_OPERATORS = ["isEqual", "isNotEqual", "isEmpty", "isNotEmpty", "includes", "notIncludes", "startsWith", "endsWith"]
NUMBER_OPERATORS = [
    "isEqual",
    "isNotEqual",
    "isEmpty",
    "isNotEmpty",
    "greaterThan",
    "greaterThanOrEqual",
    "lessThan",
    "lessThanOrEqual",
]
DATE_OPERATORS = [
    "isDateEqual",
    "isNotDateEqual",
    "dateGreaterThan",
    "dateGreaterThanOrEqual",
    "dateLessThan",
    "dateLessThanOrEqual",
]
OPERATORS = {
    "textfield": TEXT_OPERATORS, "textarea": TEXT_OPERATORS, "number": NUMBER_OPERATORS, "currency": NUMBER_OPERATORS,
    "checkbox": ["isEqual", "isNotEqual"], "selectboxes": ["isEqual", "isNotEqual", "isEmpty", "isNotEmpty"],
    "datetime": DATE_OPERATORS,
}  # fmt: skip


@st.composite
def condition(draw: st.DrawFn, about: Spec) -> Spec:
    """A condition of one of the three kinds on an earlier component."""
    key, kind = about["key"], about["type"]
    value = draw(st.sampled_from("abc") if kind == "selectboxes" else KINDS[kind][2])
    if isinstance(value, str) and kind == "number":
        value = 2
    way = draw(st.sampled_from(["simple", "rows", "json"]))
    if way == "simple":
        eq = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
        return {"show": draw(st.booleans()), "when": key, "eq": eq}
    if way == "json":
        operator = draw(st.sampled_from(["==", "!=", "in"]))
        return {"json": {operator: [{"var": f"data.{key}"}, [value] if operator == "in" else value]}}
    operator = draw(st.sampled_from(OPERATORS.get(kind, ["isEqual", "isNotEqual", "isEmpty", "isNotEmpty"])))
    row = {"component": key, "operator": operator, "value": value}
    conjunction = draw(st.sampled_from(["all", "any"]))
    return {"show": draw(st.booleans()), "conjunction": conjunction, "conditions": [row] * draw(st.integers(1, 2))}


@st.composite
def logic(draw: st.DrawFn, about: Spec) -> list[Spec]:
    """Logic that requires, frees or hides the component, or sets its value."""
    found = draw(condition(about))
    trigger = {"type": "json", **found} if "json" in found else {"type": "simple", "simple": found}
    name = draw(st.sampled_from(["validate.required", "hidden"]))
    action = {"name": "x", "type": "property", "property": {"value": name, "type": "boolean"}, "state": draw(st.booleans())}
    return [{"name": "luật", "trigger": trigger, "actions": [action]}]


@st.composite
def field(draw: st.DrawFn, key: str, earlier: list[Spec]) -> Spec:
    """A component with rules; one in three reads an earlier one."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    more, rules, _answers = KINDS[kind]
    spec = component(kind, key, validate=draw(rules), **draw(more))
    if earlier and draw(st.integers(0, 2)) == 0:
        about = draw(st.sampled_from(earlier))
        if draw(st.integers(0, 3)):
            spec["conditional"] = draw(condition(about))
        else:
            spec["logic"] = draw(logic(about))
    if draw(st.integers(0, 9)) == 0:
        spec["clearOnHide"] = False
    return spec


def answer(draw: st.DrawFn, spec: Spec) -> Json:
    """An answer to try: mostly one of the kind's own, now and then an empty one."""
    if draw(st.integers(0, 5)) == 0:
        return None if spec["type"] in ("checkbox", "currency") else draw(EMPTY)
    return draw(KINDS[spec["type"]][2])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Spec, dict[str, Any]]:
    """A form and a submission."""
    specs: list[Spec] = []
    data: dict[str, Any] = {}
    for number in range(draw(st.integers(1, 5))):
        specs.append(draw(field(f"k{number}", list(specs))))
        if draw(st.integers(0, 4)):
            data[f"k{number}"] = answer(draw, specs[-1])
    components = specs
    if len(specs) > 2 and draw(st.booleans()):
        held = {
            "components": specs[1:],
            "input": False,
            "type": draw(st.sampled_from(["fieldset", "panel", "well"])),
            "key": "nhom",
        }
        if draw(st.booleans()):
            held["conditional"] = draw(condition(specs[0]))
        components = [specs[0], {**held, "label": "Nhóm", "title": "Nhóm"}]
    if draw(st.integers(0, 2)) == 0:
        inside = [draw(field(f"r{number}", [])) for number in range(draw(st.integers(1, 3)))]
        repeat = component(draw(st.sampled_from(["datagrid", "editgrid"])), "g", validate=draw(NEEDED), components=inside)
        rows = [
            {spec["key"]: answer(draw, spec) for spec in inside if draw(st.integers(0, 4))}
            for _ in range(draw(st.integers(0, 3)))
        ]
        components, data = [*components, repeat], {**data, **({"g": rows} if draw(st.integers(0, 5)) else {})}
    return {"display": draw(st.sampled_from(["form", "wizard"])), "components": components}, data


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False, width=16) | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "b", "x"]), inner, max_size=2),
    max_leaves=3,
)


@st.composite
def odd_cases(draw: st.DrawFn) -> tuple[Spec, dict[str, Any]]:
    """A single component without conditions, and an answer of any shape."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    more, rules, _answers = KINDS[kind]
    spec = component(kind, "k", validate=draw(rules), **draw(more))
    return {"components": [spec]}, {"k": draw(JUNK)}
