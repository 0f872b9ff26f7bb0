"""Nonsense in, sentences out: no document and no submission raises anything but what is promised."""

from typing import Any

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from eforms import display, engine, html, jsonschema, schema
from eforms.types import OUR_TYPES, TYPES
from tests.eforms.forms import NOW, PORTS

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["a", "b", "a.b", "today", "x+"])
)
names = st.sampled_from(
    [
        "key",
        "type",
        "label",
        "show",
        "when",
        "eq",
        "json",
        "conditions",
        "conjunction",
        "component",
        "operator",
        "value",
        "required",
        "pattern",
        "min",
        "max",
        "minLength",
        "values",
        "list",
        "parent",
        "data",
        "validate",
        "components",
        "columns",
        "var",
        "==",
        "tinh",
        "xa",
        "0",
        "a",
        "b",
    ]
)
junk = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=8)
SLOTS = [
    "validate",
    "conditional",
    "calculateValue",
    "customDefaultValue",
    "defaultValue",
    "data",
    "values",
    "properties",
    "fields",
    "components",
    "columns",
    "disabled",
    "hidden",
    "clearOnHide",
    "decimalLimit",
    "suffix",
    "description",
    "errors",
    "minRows",
    "html",
    "multiple",
    "logic",
    "dataSrc",
    "dayFirst",
]
options = [{"value": "a", "label": "A"}, {"value": 1, "label": "Một"}]
sound = {"values": st.just(options), "data": st.just({"values": options}), "validate": st.just({"required": True})}
base: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(TYPES)), "key": st.sampled_from(["a", "b", "c", "d.e", "d.f", "h", "i"]), **sound},
)
odd = st.dictionaries(st.sampled_from(["label", *SLOTS]), junk, max_size=2)
component = st.builds(lambda good, bad: good | bad, base, odd)
vn = st.fixed_dictionaries(
    {"type": st.sampled_from(sorted(OUR_TYPES))}, optional={"of": leaves, "edition": leaves, "fact": leaves}
)
ours = st.builds(lambda base, own: base | {"type": "textfield", "properties": {"vn": own}}, component, vn)
nested = st.builds(
    lambda kind, inside: {"type": kind, "key": "g", "label": "g", "components": inside},
    st.sampled_from(["datagrid", "fieldset", "panel"]),
    st.lists(component | ours, min_size=1, max_size=2),
)
documents = st.builds(lambda parts: {"display": "wizard", "components": parts}, st.lists(component | ours | nested, max_size=3))
submissions = st.dictionaries(st.sampled_from(["a", "b", "c", "d", "g"]), junk, max_size=4)


@settings(max_examples=50, deadline=None)
@given(documents, submissions, submissions)
def test_anything(document: dict[str, Any], data: Any, previous: Any) -> None:
    try:
        loaded = schema.load(document)
    except schema.Refused as refused:
        assert all(refusal.message for refusal in refused.refusals)
        return
    outcome = engine.process(loaded, data, previous=previous, prefill={"a": data}, now=NOW, ports=PORTS)
    again = engine.process(loaded, {}, previous=outcome.data, prefill={"a": data}, now=NOW, ports=PORTS)
    assert {(e.path, e.rule) for e in again.errors} == {(e.path, e.rule) for e in outcome.errors} or not outcome.valid
    display.review(loaded, outcome.data)
    jsonschema.schema_of(loaded)
    for page in loaded.pages:
        html.page(loaded, page, outcome.data, outcome.errors, ports=PORTS)
        html.parse(loaded, page, QueryDict("a=1&a-ngay=x&d.e=2&g[0].a=1&b=&_add:g=1"))
