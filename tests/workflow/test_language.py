"""Documents that are no processes, processes that may not be published, and walks that always find the end."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.test_golden import GOLDEN, seeded
from workflow import checker, language, limits, rules


def step(key: str, *actions: tuple[str, str], kind: str = "handle", role: str = "handler", share: Any = 0.1, **more: Any) -> dict:
    acts = [{"key": act, "label": act, "to": to} for act, to in actions]
    return {"key": key, "name": key, "kind": kind, "role": role, "agency": "handling", "share": share, "actions": acts, **more}


def codes(*steps: dict, limit: str = "3wd", roles: set[str] | None = None) -> set[tuple[str, str]]:
    process = language.load({"schema": 1, "name": "thử", "steps": list(steps)})
    return {(p.step, p.code) for p in checker.check(process, legal_limit=limit, roles=roles)}


BROKEN: list[tuple[str, Any]] = [
    ("shape", {}),
    ("shape", {"steps": []}),
    ("shape", {"steps": ["x"]}),
    ("schema", {"schema": 2, "steps": [step("a", ("approve", "end"))]}),
    ("duplicate-step", {"steps": [step("a", ("approve", "end")), step("a", ("approve", "end"))]}),
    ("unknown-target", {"steps": [step("a", ("approve", "nowhere"))]}),
    ("duplicate-action", {"steps": [step("a", ("approve", "end"), ("approve", "end"))]}),
    ("unknown-kind", {"steps": [step("a", ("approve", "end"), kind="dance")]}),
    ("unknown-agency", {"steps": [step("a", ("approve", "end")) | {"agency": "somewhere"}]}),
    ("unknown-effect", {"steps": [step("a", ("explode", "end"))]}),
    ("bad-share", {"steps": [step("a", ("approve", "end"), share=1.5)]}),
    ("bad-limit", {"steps": [step("a", ("approve", "end"), share={"limit": "soon"})]}),
    (
        "unknown-silence",
        {"steps": [step("a", ("approve", "end"), consult={"agency": "parent", "limit": "1wd", "silence": "gold"})]},
    ),
    ("bad-rule", {"steps": [{**step("a"), "actions": [{"key": "approve", "label": "x", "to": "end", "when": {"evil": [1]}}]}]}),
]


@pytest.mark.parametrize(("code", "doc"), BROKEN)
def test_what_is_no_process_is_refused_with_its_reason(code: str, doc: Any) -> None:
    with pytest.raises(language.BadProcess) as bad:
        language.load(doc)
    assert code in {p.code for p in bad.value.problems}


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(language.BadProcess) as bad:
        language.load({"steps": [step("a", ("explode", "nowhere"), kind="dance")]})
    assert {p.code for p in bad.value.problems} == {"unknown-effect", "unknown-target", "unknown-kind"}


def test_a_step_without_a_way_out_is_refused() -> None:
    assert ("b", "dead-end") in codes(step("a", ("propose", "b"), ("refuse", "end")), step("b", ("supplement", "b")))


def test_two_steps_that_only_lead_to_each_other_are_both_dead_ends() -> None:
    found = codes(step("a", ("propose", "b")), step("b", ("return", "a")))
    assert {("a", "dead-end"), ("b", "dead-end")} <= found


def test_a_step_that_nobody_reaches_is_refused() -> None:
    assert ("b", "unreachable") in codes(step("a", ("approve", "end")), step("b", ("approve", "end")))


OVER = [
    ("3wd", 0.5, 0.5, False),
    ("3wd", 0.5, 0.6, True),
    ("3wd", {"limit": "1.5wd"}, {"limit": "12h"}, False),
    ("3wd", {"limit": "1.5wd"}, {"limit": "13h"}, True),
    ("same-day@15:00", {"limit": "4h"}, {"limit": "5h"}, True),
    ("15d", {"limit": "10wd"}, {"limit": "0.5wd"}, False),
    ("15d", {"limit": "10wd"}, {"limit": "1wd"}, True),
]


@pytest.mark.parametrize(("limit", "first", "second", "refused"), OVER)
def test_the_longest_way_may_not_take_longer_than_the_law_gives(limit: str, first: Any, second: Any, refused: bool) -> None:
    found = codes(
        step("a", ("propose", "b"), share=first), step("b", ("approve", "end"), role="leader", share=second), limit=limit
    )
    assert (("", "over-limit") in found) == refused


def test_time_before_acceptance_is_not_the_laws_time() -> None:
    desk = step("a", ("receive", "b"), kind="receive", role="clerk", share={"limit": "8h"})
    assert codes(desk, step("b", ("approve", "end"), share=1), limit="1wd") == set()


def test_a_branch_counts_its_longer_side_and_a_return_is_not_counted_twice() -> None:
    short, long = step("b", ("forward", "d"), share=0.1), step("c", ("forward", "d"), ("return", "a"), share=0.7)
    end = step("d", ("hand-over", "end"), share=0.2)
    assert codes(step("a", ("forward", "b"), ("propose", "c"), share=0.1), short, long, end) == set()
    assert ("", "over-limit") in codes(step("a", ("forward", "b"), ("propose", "c"), share=0.2), short, long, end)


def test_an_opinion_may_not_take_longer_than_its_step() -> None:
    consult = {"agency": {"named": "H09"}, "limit": "3wd", "silence": "consent"}
    assert ("a", "consult-too-long") in codes(step("a", ("approve", "end"), share={"limit": "2wd"}, consult=consult))


def test_signatures_come_in_their_order() -> None:
    sign, stamp = step("s", ("sign", "t"), kind="sign", role="leader"), step("t", ("stamp", "end"), kind="stamp", role="records")
    assert ("s", "sign-before-number") in codes(sign, stamp)
    assert ("t", "stamp-before-sign") in codes(stamp)


def test_who_proposes_does_not_approve() -> None:
    found = codes(step("a", ("propose", "b")), step("b", ("approve", "end"), kind="approve", role="handler"))
    assert ("b", "four-eyes") in found


def test_a_role_that_nobody_holds_is_refused() -> None:
    assert ("a", "nobody") in codes(step("a", ("approve", "end")), roles={"clerk"})


def test_a_maze_is_refused_instead_of_walked() -> None:
    keys = [f"s{i}" for i in range(14)]
    maze = [step(k, *[("forward", k2) for k2 in keys if k2 != k][:1], ("approve", "end"), share=0) for k in keys]
    for raw in maze:
        raw["actions"] = [{"key": f"go-{k}", "label": "x", "to": k, "effect": "forward"} for k in [*keys, "end"]]
    assert ("", "too-many-ways") in codes(*maze)


PARTS = [
    ("7wd", 0.5, "3.5wd"),
    ("3wd", 0.25, "0.75wd"),
    ("6h", 0.5, "3h"),
    ("same-day@15:00", 0.25, "2h"),
    ("15d", 0.5, "7d"),
    ("1d", 0.1, "1d"),
    ("2mo", 0.5, "30d"),
    ("7wd", 1, "7wd"),
    ("7wd", 0, "0.25h"),
]


@pytest.mark.parametrize(("limit", "share", "expected"), PARTS)
def test_a_limit_is_shared_out(limit: str, share: float, expected: str) -> None:
    assert limits.part(limit, share) == expected


@pytest.mark.parametrize("text", ["", "3", "wd", "0wd", "-1wd", "3 wd", "same-day", "same-day@25:00", "3w"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(limits.BadLimit):
        limits.parse(text)


def _shortest_out(process: language.Process, start: str) -> int:
    """How many acts lead from a step to the end at the least, going only where ``rules`` allows."""
    seen, waiting, count = {start}, [start], 0
    while waiting:
        count += 1
        onward = []
        for key in waiting:
            for act in rules.actions(process, key, role=process.step(key).role, facts={}):
                move = rules.move(process, key, act.key, role=process.step(key).role, facts={})
                if move.to is None:
                    return count
                if move.to.key not in seen:
                    seen.add(move.to.key)
                    onward.append(move.to.key)
        waiting = onward
    raise AssertionError(f"no way out of {start}")


@settings(max_examples=50, deadline=None)
@given(code=st.sampled_from(sorted(GOLDEN)), choices=st.lists(st.integers(0, 9), max_size=40))
def test_wherever_a_walk_stops_the_end_is_near(code: str, choices: list[int]) -> None:
    process = seeded(code)
    here = process.start
    for choice in choices:
        acts = rules.actions(process, here.key, role=here.role, facts={})
        assert acts, here.key
        move = rules.move(process, here.key, acts[choice % len(acts)].key, role=here.role, facts={})
        if move.to is None:
            return
        here = move.to
    assert _shortest_out(process, here.key) <= len(process.steps)


@settings(max_examples=50, deadline=None)
@given(
    count=st.integers(1, 7),
    edges=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7)), max_size=14),
    choices=st.lists(st.integers(0, 20), max_size=30),
)
def test_a_process_that_passes_the_checker_never_holds_a_dossier_fast(
    count: int, edges: list[tuple[int, int]], choices: list[int]
) -> None:
    steps = [step(f"s{i}", share=0, role=f"r{i}") for i in range(count)]
    for number, (origin, goal) in enumerate(edges):
        to = f"s{goal}" if goal < count else "end"
        act = {"key": f"a{number}", "label": "x", "to": to, "effect": "forward"}
        steps[origin % count]["actions"].append(act)
    process = language.load({"steps": copy.deepcopy(steps)})
    if checker.check(process, legal_limit="3wd"):
        return
    here = process.start
    for choice in choices:
        acts = rules.actions(process, here.key, role=here.role, facts={})
        move = rules.move(process, here.key, acts[choice % len(acts)].key, role=here.role, facts={})
        if move.to is None:
            return
        here = move.to
    assert _shortest_out(process, here.key) <= count
