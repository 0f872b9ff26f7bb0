"""Nothing that a form or a submission says can hold a worker: sizes, depths, rows, rules and patterns are bounded."""

from typing import Any

import pytest

from eforms import patterns, schema
from tests.eforms.forms import component, form, rules, run, steps, when


def chain(length: int, **more: Any) -> dict[str, Any]:
    """A form in which each question waits for the next."""
    fields = [component("textfield", f"f{n}", conditional=when(f"f{n + 1}", "co"), **more) for n in range(length)]
    return {"components": [*fields, component("textfield", f"f{length}")]}


def test_a_large_form_is_read_in_linear_time() -> None:
    few, many = (steps(lambda size=size: schema.load(chain(size, label=f"{size}"))) for size in (400, 1_600))
    assert many < 5 * few


def test_chained_conditions_settle_in_linear_time() -> None:
    def pass_of(length: int) -> int:
        loaded = schema.load(chain(length))
        answers = {f"f{n}": "co" for n in range(length + 1)}
        assert len(run(loaded, answers).data) == length + 1
        return steps(lambda: run(loaded, answers))

    assert pass_of(800) < 5 * pass_of(200)


def test_rules_share_one_budget_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search through 300 rows, in each of 300 rows, takes 90,000 looks: with 10,000 allowed the answer comes all the same."""
    looks = {"json": {"some": [{"var": "data.h"}, {"==": [{"var": "n"}, -1]}]}}
    rows = [component("number", "n"), component("textfield", "t", conditional=looks)]
    loaded = form(component("datagrid", "h", components=[component("number", "n")]), component("datagrid", "g", components=rows))
    answers = {key: [{"n": 1}] * 300 for key in ("g", "h")}
    free = steps(lambda: run(loaded, answers))
    monkeypatch.setattr("eforms.run.MAX_WORK", 10_000)
    assert steps(lambda: run(loaded, answers)) < free / 3


def test_rows_in_rows_are_counted_together() -> None:
    inner = component("datagrid", "b", components=[component("datagrid", "c", components=[component("textfield", "t")])])
    loaded = form(component("datagrid", "a", components=[inner]))
    outcome = run(loaded, {"a": [{"b": [{"c": [{"t": "x"}] * 100}] * 100}] * 100})
    assert not outcome.valid and {rule for _path, rule in rules(outcome)} == {"maxRows"}


TANGLED = [
    "(a|b|c|d|e)*" * 41,
    "(" + "".join(f"{chr(0x1000 + n)}?" for n in range(240)) + ")*",
    "(" + "|".join(chr(0x1000 + n) + chr(0x1100 + n) for n in range(160)) + ")*",
    "([a-z]{0,4}[0-9]{0,4}){0,4}" * 18,
    "(" * 100 + "a" + ")*" * 100,
]


@pytest.mark.parametrize("source", TANGLED, ids=lambda source: source[:12])
def test_a_tangled_pattern_is_judged_quickly(source: str) -> None:
    def judge() -> None:
        try:
            patterns.compile(source)
        except patterns.BadPattern:
            return

    assert steps(judge) < 2_000_000


def test_deep_and_endless_documents_are_refused() -> None:
    deep: dict[str, Any] = component("textfield")
    for number in range(30):
        deep = component("fieldset", f"f{number}", components=[deep])
    wide = [component("textfield", f"f{number}") for number in range(2_100)]
    rule: Any = True
    for _level in range(100):
        rule = {"!": [rule]}
    for document, reason in (
        ({"components": [deep]}, "too-large"),
        ({"components": wide}, "too-large"),
        ({"components": [component("textfield", validate={"json": rule})]}, "bad-rule"),
    ):
        with pytest.raises(schema.Refused) as refused:
            schema.load(document)
        assert reason in {refusal.reason for refusal in refused.value.refusals}
