"""The seeded forms rebuilt from nothing, by operations alone, as a person would in the builder."""

from typing import Any

import pytest

from eforms import building, schema
from eforms.building import places
from eforms.building.options import options_of
from tests.eforms.building.making import CODES, done, ref, seed


def rebuilt(wanted: dict[str, Any]) -> dict[str, Any]:
    """Walk the wanted form and make each thing with the operation that a page would send."""
    made: dict[str, Any] = {"name": wanted["name"]}
    made = done(made, building.SetTitle(wanted["title"]))
    refs: dict[str, str] = {}
    for one in places(wanted):
        if one.is_page:
            operation: Any = building.AddPage(one.label, key=one.key)
        else:
            operation = building.AddComponent(one.type, one.label, into=refs[one.parent], key=one.key)
        refs[one.ref] = operation.ref
        made = done(made, operation)
        if options_of(one.spec):
            made = done(made, building.SetOptions(operation.ref, options_of(one.spec)))
    for one in places(wanted):
        mine = refs[one.ref]
        given = building.read_properties(wanted, one.ref)
        present = building.read_properties(made, mine)
        changed = {name: value for name, value in given.items() if present[name] != value}
        if changed:
            made = done(made, building.SetProperties(mine, changed))
        if one.spec.get("conditional"):
            asked = building.questions_seen(made, mine)
            said = building.read_condition(one.spec["conditional"], asked)
            assert isinstance(said, building.Sentences)
            made = done(made, building.SetCondition(mine, building.write_condition(said, asked)))
        if one.spec.get("calculateValue"):
            made = done(made, building.SetCalculation(mine, one.spec["calculateValue"]))
        if one.spec.get("customDefaultValue"):
            made = done(made, building.SetFirstValue(mine, one.spec["customDefaultValue"]))
        if one.spec.get("validate", {}).get("json"):
            asked = building.questions_seen(made, mine)
            rule = building.read_rule(one.spec["validate"]["json"], asked)
            assert isinstance(rule, building.CrossRule)
            made = done(made, building.SetRule(mine, building.write_rule(rule, asked)))
    return made


@pytest.mark.parametrize("code", CODES)
def test_a_seeded_form_is_rebuilt_by_operations_alone(code: str) -> None:
    wanted = seed(code)
    made = rebuilt(wanted)
    assert building.exported(made) == building.exported(wanted)
    mine, theirs = schema.load(building.exported(made)), schema.load(building.exported(wanted))
    assert [(node.path, node.kind.name, node.label, node.required, node.spec) for node in mine.nodes] == [
        (node.path, node.kind.name, node.label, node.required, node.spec) for node in theirs.nodes
    ]
    assert [node.path for node in mine.order] == [node.path for node in theirs.order]
    assert building.differences(wanted, made) == ()


def test_references_are_the_same_for_everybody_who_opens_the_form() -> None:
    bare = building.exported(seed())
    assert [one.ref for one in places(building.identified(bare))] == [one.ref for one in places(bare)]
    assert ref(building.identified(bare), "tre.hoTen") == ref(seed(), "tre.hoTen")
    assert len({one.ref for one in places(seed())}) == len(places(seed()))
