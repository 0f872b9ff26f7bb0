"""Steps put between, moved, copied, taken out; parallel blocks; two people at one process."""

from typing import Any

import pytest

from tests.designer.flows import FLOWS, led
from workflow import building, checker, language, merging
from workflow.patterns import template, templates


def three() -> dict[str, Any]:
    doc = building.empty("Thử")
    for kind, name in (("receive", "Nhận"), ("handle", "Làm"), ("hand-over", "Trả")):
        doc, _key = building.added(doc, kind, name)
    return doc


def test_steps_are_put_between_the_one_before_and_what_it_led_to() -> None:
    doc = three()
    assert led(doc) == ["receive>handle,receive,end", "handle>hand-over,handle,receive", "hand-over>end"]
    after, key = building.added(doc, "approve", "Duyệt", "handle")
    assert (key, led(after)[1:3]) == ("approve", ["handle>approve,handle,receive", "approve>hand-over,handle,end"])
    again, key = building.added(after, "approve", "Duyệt lần hai", "approve")
    assert (key, led(again)[2:4]) == (
        "duyet-lan-hai",
        ["approve>duyet-lan-hai,handle,end", "duyet-lan-hai>hand-over,approve,end"],
    )
    assert led(doc)[1] == "handle>hand-over,handle,receive"  # nothing is changed in place


def test_two_steps_that_follow_one_another_change_places_in_the_flow_as_well() -> None:
    doc, _key = building.added(three(), "approve", "Duyệt", "handle")
    moved = building.moved(doc, "approve", -1)
    assert [step["key"] for step in moved["steps"]] == ["receive", "approve", "handle", "hand-over"]
    assert led(moved)[0].startswith("receive>approve") and led(moved)[1].startswith("approve>handle")
    assert led(moved)[2].startswith("handle>hand-over")
    assert building.moved(doc, "receive", -1) == doc


def test_what_led_to_a_removed_step_leads_on() -> None:
    doc, _key = building.added(three(), "approve", "Duyệt", "handle")
    assert led(building.removed(doc, "approve")) == led(three())
    gone = building.removed(doc, "handle")
    assert led(gone) == ["receive>approve,receive,end", "approve>hand-over,end", "hand-over>end"]  # the way back went with it


def test_a_copy_stands_behind_its_original_and_waits_at_itself() -> None:
    made, key = building.copied(three(), "handle")
    assert key == "lam-ban-chep"
    assert led(made)[1:3] == ["handle>lam-ban-chep,handle,receive", "lam-ban-chep>hand-over,lam-ban-chep,receive"]
    with pytest.raises(building.CannotChange):
        building.copied(FLOWS["parallel"], "ask")


def test_a_parallel_block_is_whole_from_the_first_moment() -> None:
    made, fork = building.parallel(three(), "handle", ["Công an", "Thuế"], "any")
    process = language.load(made)
    assert checker.check(process, legal_limit="20wd") == []
    assert (process.joins[fork], process.step(process.joins[fork]).wait) == ("gop", "any")
    more, key = building.added(made, "consult", "Bảo hiểm", fork)
    assert process.joins[fork] in led(more)[[step["key"] for step in more["steps"]].index(key)]
    assert [one.key for one in language.load(more).step(fork).actions] == ["cong-an", "thue", key]
    with pytest.raises(building.CannotChange):
        building.removed(made, "gop")
    with pytest.raises(building.CannotChange):
        building.parallel(three(), "handle", ["Một mình"])
    assert "gop" not in str(led(building.removed(made, fork)))


def test_actions_are_changed_by_key_and_silence_goes_with_its_action() -> None:
    step = building.step_of(FLOWS["parallel"], "first") or {}
    assert step["on_due"] == "answer"
    assert "on_due" not in building.without_action(step, "answer")
    made, key = building.with_action(step, "", {"label": "Xin gia hạn", "to": "first", "effect": "forward"})
    assert (key, [one["key"] for one in made["actions"]]) == ("forward", ["answer", "forward"])
    assert [one["key"] for one in building.action_moved(made, "forward", -1)["actions"]] == ["forward", "answer"]


@pytest.mark.parametrize("key", [one.key for one in templates()])
def test_every_template_passes_the_checker(key: str) -> None:
    doc = template(key, "Thủ tục của tôi")
    assert doc is not None
    assert (doc["name"], checker.check(language.load(doc), legal_limit="10wd")) == ("Thủ tục của tôi", [])


def test_two_people_s_changes_of_different_steps_meet() -> None:
    base = three()
    mine, _key = building.added(base, "approve", "Duyệt", "handle")
    theirs = building.with_step(base, "hand-over", {**(building.step_of(base, "hand-over") or {}), "name": "Trả tận nhà"})
    both = merging.merged(base, mine, theirs)
    assert [step["key"] for step in both["steps"]] == ["receive", "handle", "approve", "hand-over"]
    assert (building.step_of(both, "hand-over") or {})["name"] == "Trả tận nhà"


def test_two_changes_of_one_step_are_a_collision() -> None:
    base = three()
    sides = [
        building.with_step(base, "handle", {**(building.step_of(base, "handle") or {}), "name": name}) for name in ("A", "B")
    ]
    with pytest.raises(merging.Collision) as found:
        merging.merged(base, *sides)
    assert found.value.steps == ("handle",)
    assert merging.merged(base, sides[0], sides[0])["steps"] == sides[0]["steps"]
