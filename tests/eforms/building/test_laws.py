"""What holds whatever somebody does: random hands on a seeded form, alone and two at a time."""

import json
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eforms import building, schema
from eforms.building import CannotApply, Conflict, places
from eforms.building.catalogue import WORDS
from eforms.building.options import options_of
from tests.eforms.building.making import CODES, seed

FORMS = {code: seed(code) for code in CODES}
LABELS = st.sampled_from(["Họ và tên", "Số", "Ngày", "Nơi cấp giấy tờ", "Khác"])
# Not shrunk: an operation carries whole blocks, and the first example that fails says enough.
HANDS = settings(
    max_examples=25, deadline=None, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)
UNFINISHED = {"empty", "no-options"}


@st.composite
def operations(draw: st.DrawFn, document: dict[str, Any]) -> building.Operation:
    """Something that a person could do to this form, sensible or not."""
    known = places(document)
    one = draw(st.sampled_from(known))
    other = draw(st.sampled_from(known))
    choices = [dict(item) | {"was": item.get("value")} for item in options_of(one.spec)]
    made: list[building.Operation] = [
        building.AddPage(draw(LABELS), after=draw(st.sampled_from(["", one.ref]))),
        building.AddComponent(draw(st.sampled_from(sorted(WORDS))), draw(LABELS), into=one.ref),
        building.AddComponent(draw(st.sampled_from(sorted(WORDS))), draw(LABELS), after=one.ref),
        building.AddBlock(
            draw(st.sampled_from(sorted(building.LIBRARY.values(), key=lambda b: b.name))).as_json(), after=one.ref
        ),
        building.Move(one.ref, draw(st.sampled_from(["up", "down", "in", "out"]))),
        building.MoveTo(one.ref, into=other.ref, first=draw(st.booleans())),
        building.MoveTo(one.ref, after=other.ref),
        building.Duplicate(one.ref),
        building.Remove(one.ref),
        building.RenameKey(one.ref, draw(st.sampled_from(["x", "nyc.hoTen", "tre", "moi.a", "hoTen"]))),
        building.SetProperties(one.ref, {"label": draw(LABELS)}),
        building.SetProperties(one.ref, {"required": draw(st.booleans()), "hint": "Ví dụ: A"}),
        building.SetOptions(one.ref, tuple(choices[::-1])),
        building.SetCondition(one.ref, {"show": True, "when": other.path.replace("[]", ""), "eq": "co"}),
        building.SetCondition(one.ref),
        building.SetCalculation(one.ref, {"var": f"data.{other.path.replace('[]', '')}"}),
    ]
    return draw(st.sampled_from(made))


@given(data=st.data(), code=st.sampled_from(CODES))
@HANDS
def test_no_operation_makes_a_form_that_the_engine_refuses(data: st.DataObject, code: str) -> None:
    document = FORMS[code]
    for _turn in range(6):
        operation = data.draw(operations(document))
        before = json.dumps(document, sort_keys=True)
        assert building.from_json(json.loads(json.dumps(building.to_json(operation)))) == operation
        try:
            made = building.apply(document, operation)
        except CannotApply as refused:
            assert refused.message.endswith(".")
            made = document
        assert json.dumps(document, sort_keys=True) == before
        refs = [one.ref for one in places(made)]
        assert len(set(refs)) == len(refs) and building.identified(made) == made
        assert {remark.code for remark in building.remarks(made) if remark.severity == "stop"} <= UNFINISHED
        document = made
    building.rows(document)
    sent = building.exported(document)
    read = building.imported(sent)
    assert building.exported(read.document) == sent or any(line for line in read.report)
    assert all(change.text for change in building.differences(FORMS[code], document))


@given(data=st.data(), code=st.sampled_from(CODES))
@HANDS
def test_two_hands_at_once_lose_nothing_of_either(data: st.DataObject, code: str) -> None:
    base = FORMS[code]
    sides = []
    for _side in range(2):
        operation = data.draw(operations(base))
        try:
            sides.append((operation, building.apply(base, operation)))
        except CannotApply:
            return
    (mine, my_form), (_theirs, their_form) = sides
    merged = building.rebase(base, their_form, mine)
    if isinstance(merged, Conflict):
        assert merged.what.endswith(".")
        return
    assert building.rebase(base, base, mine) == my_form
    told = {change.text for change in building.differences(base, their_form) if change.what in ("added", "renamed")}
    assert told <= {change.text for change in building.differences(base, merged)} | {
        change.text for change in building.differences(base, my_form)
    }
    schema.load(merged)
