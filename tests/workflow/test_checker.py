"""Processes that may not be published, each with the reason that the checker gives."""

from typing import Any

import pytest

from tests.workflow.made import act, codes, passing, process, step
from workflow import checker, markings
from workflow.checks import runs


def test_a_step_without_a_way_out_is_refused() -> None:
    assert ("b", "dead-end") in codes(step("a", ("propose", "b"), ("refuse", "end")), step("b", ("supplement", "b")))


def test_two_steps_that_only_lead_to_each_other_are_both_dead_ends() -> None:
    found = codes(step("a", ("propose", "b")), step("b", ("return", "a")))
    assert {("a", "dead-end"), ("b", "dead-end")} <= found


def test_a_step_that_nobody_reaches_is_refused() -> None:
    assert ("b", "unreachable") in codes(step("a", ("approve", "end")), step("b", ("approve", "end")))


@pytest.mark.parametrize(
    ("action", "closed"),
    [("hand-over", True), ("refuse", True), ("reject", True), ("approve", False), ("stamp", False), ("forward", False)],
)
def test_a_way_out_closes_the_dossier(action: str, closed: bool) -> None:
    found = codes(step("a", (action, "end")), ends=True)
    assert (("a", "ends-open") in found) is not closed


def test_nobody_is_told_of_a_chain() -> None:
    child = {"key": "x", "procedure": "1.004194", "name": "x", "agency": "handling", "limit": "1wd"}
    chain = passing("c", "chain", ("on", "z"), children=[child], escalate={"at": "due", "to_role": "leader"})
    assert ("c", "escalates-nobody") in codes(step("a", ("propose", "c"), share={"limit": "1wd"}), chain, SIGN)


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
    maze = [step(key, *[(f"go-{other}", other) for other in [*keys, "end"]], share=0) for key in keys]
    assert ("", "too-many-ways") in codes(*maze)


BEGIN, SIGN = step("a", ("propose", "f")), step("z", ("approve", "end"), role="leader")
X, Y = step("x", ("forward", "j")), step("y", ("forward", "j"))
FORK = passing("f", "fork", ("bx", "x"), ("by", "y"))
JOIN = passing("j", "join", ("on", "z"), of="f")


def test_a_block_is_entered_and_left_as_it_should_be() -> None:
    assert codes(BEGIN, FORK, X, Y, JOIN, SIGN) == set()


ASTRAY = [
    (X | {"actions": [act("forward", "j"), act("return", "a")]}, SIGN, {("x", "not-nested")}),
    (X | {"actions": [act("forward", "j"), act("approve", "z")]}, SIGN, {("x", "not-nested")}),
    (X | {"actions": [act("forward", "j"), act("approve", "y")]}, SIGN, {("x", "not-nested")}),
    (X, SIGN | {"actions": [act("approve", "end"), act("return", "x")]}, {("z", "not-nested")}),
    (X | {"actions": [act("forward", "j"), act("refuse", "end")]}, SIGN, {("x", "ends-branch")}),
    (X | {"actions": [act("forward", "j"), act("refuse", "end", ends_all=True)]}, SIGN, set()),
    (X, SIGN | {"actions": [act("approve", "end"), act("return", "j")]}, {("z", "not-nested")}),
    (X, SIGN | {"actions": [act("approve", "end"), act("return", "f")]}, set()),
]


@pytest.mark.parametrize(("branch", "behind", "expected"), ASTRAY)
def test_an_action_that_goes_over_the_border_of_a_block_is_named(branch: Any, behind: Any, expected: Any) -> None:
    assert codes(BEGIN, FORK, branch, Y, JOIN, behind) == expected


def test_a_fork_has_two_branches_at_least_and_an_automatic_step_always_a_way() -> None:
    assert ("f", "one-branch") in codes(BEGIN, passing("f", "fork", ("bx", "x")), X, JOIN, SIGN)
    yes, no = act("yes", "z", when={"var": "case"}), act("no", "z")
    assert codes(step("a", ("propose", "m")), passing("m", "automatic", yes, no), SIGN) == set()
    assert codes(step("a", ("propose", "m")), passing("m", "automatic", yes), SIGN) == {("m", "no-default")}
    assert codes(step("a", ("propose", "m")), passing("m", "automatic", no, yes), SIGN) == {("m", "never-taken")}


def test_steps_that_only_pass_may_not_turn_in_a_circle() -> None:
    circle = passing("m", "automatic", act("again", "n", when={"var": "case"}), ("on", "z"))
    found = codes(step("a", ("propose", "m")), circle, passing("n", "automatic", ("back", "m")), SIGN)
    assert found == {("m", "endless"), ("n", "endless")}
    worked = passing("n", "automatic", ("back", "a"))
    assert codes(step("a", ("propose", "m")), circle, worked, SIGN) == set()


PARALLEL = [
    ("all", {}, 0.6, 0.2, False),
    ("all", {}, 0.61, 0.2, True),
    ("any", {}, 0.61, 0.2, False),
    ("any", {}, 0.61, 0.61, True),
    ("any", {"when": {"var": "case"}}, 0.2, 0.61, True),
    ("any", {"when": {"var": "case"}}, 0.61, 0.2, False),
]


@pytest.mark.parametrize(("wait", "condition", "left", "right", "refused"), PARALLEL)
def test_branches_side_by_side_count_once(wait: str, condition: Any, left: float, right: float, refused: bool) -> None:
    fork = passing("f", "fork", act("bx", "x", **condition), ("by", "y"))
    steps = [step("a", ("propose", "f"), share=0.3), fork, X | {"share": left}, Y | {"share": right}]
    found = codes(*steps, JOIN | {"wait": wait}, SIGN | {"share": 0.1})
    assert (("", "over-limit") in found) == refused


def test_time_in_which_the_clock_stands_still_is_not_the_laws_time() -> None:
    wait = step("w", ("forward", "z"), kind="pay", share={"limit": "30d"}, stops="obligation")
    assert codes(step("a", ("propose", "w"), share=0.9), wait, SIGN) == set()


def test_a_sub_dossier_fits_into_its_chain_and_the_chain_into_the_limit() -> None:
    child = {"key": "x", "procedure": "1.004194", "name": "x", "agency": "handling", "limit": "2wd"}
    chain = passing("c", "chain", ("on", "z"), children=[child])
    begin = step("a", ("propose", "c"), share={"limit": "0.5wd"})
    assert codes(begin, chain, SIGN | {"share": 0.1}) == set()
    assert codes(begin, chain, SIGN | {"share": 0.2}) == {("", "over-limit")}
    assert codes(begin, chain | {"share": {"limit": "1wd"}}, SIGN) == {("c", "child-too-long")}
    assert codes(begin, chain, SIGN, procedures={"1.001193"}) == {("c", "unknown-procedure")}


def test_signatures_come_in_their_order_inside_branches_and_behind_them() -> None:
    number = step("x", ("number", "j"), kind="number", role="records")
    sign = step("z", ("sign", "end"), kind="sign", role="leader")
    assert codes(BEGIN, FORK, number, Y, JOIN, sign) == set()
    assert codes(BEGIN, FORK, number, Y, JOIN | {"wait": "any"}, sign) == {("z", "sign-before-number")}
    maybe = passing("f", "fork", act("bx", "x", when={"var": "case"}), ("by", "y"))
    assert codes(BEGIN, maybe, number, Y, JOIN, sign) == {("z", "sign-before-number")}
    both = step("x", ("number", "s"), kind="number"), step("s", ("sign", "j"), kind="sign", role="leader")
    assert codes(BEGIN, FORK, *both, Y, JOIN, SIGN) == set()
    apart = step("y", ("sign", "j"), kind="sign", role="leader")
    assert codes(BEGIN, FORK, number, apart, JOIN, SIGN) == {("y", "sign-before-number")}


SILENT = [
    (act("agree", "z", effect="answer", requires=["opinion"]), set()),
    (act("agree", "z", effect="answer", requires=["minutes"]), {("a", "on-due-needs")}),
    (act("agree", "z", effect="reject"), {("a", "on-due-decides")}),
    (act("agree", "z", effect="receive"), {("a", "on-due-decides")}),
    (act("agree", "z", effect="consult"), {("a", "on-due-decides")}),
    (act("agree", "a"), {("a", "on-due-stays")}),
]


@pytest.mark.parametrize(("action", "expected"), SILENT)
def test_silence_may_agree_but_not_decide(action: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    assert codes(step("a", action, ("forward", "z"), on_due="agree"), SIGN) == expected


def test_who_acts_in_anothers_place_counts_for_four_eyes_and_must_be_there() -> None:
    begin, approve = step("a", ("propose", "z")), SIGN | {"kind": "approve"}
    assert codes(begin, approve | {"substitute": {"role": "handler"}}) == {("z", "four-eyes")}
    told = {"escalate": {"at": "due", "to_role": "handler"}}
    assert codes(begin, approve | told) == set()
    assert codes(begin, approve | {"escalate": told["escalate"] | {"takes": True}}) == {("z", "four-eyes")}
    assert codes(begin, SIGN | {"substitute": {"role": "centre-head"}}, roles={"handler", "leader"}) == {("z", "nobody")}


def test_a_role_is_held_in_every_agency_that_offers_the_procedure() -> None:
    begin = step("a", ("propose", "z"))
    held = {"handling": {"Phường Một": {"handler", "leader"}, "Xã Hai": {"leader"}, "Xã Ba": {"leader"}, "Xã Bốn": ()}}
    whole = checker.check(process(begin, SIGN), legal_limit="3wd", roles=held)
    first, second = (one for one in whole if one.code != "ends-open")
    assert (first.step, first.code, first.message) == (
        "a",
        "nobody-there",
        "Chưa có ai giữ vai trò “handler” ở Xã Ba, Xã Bốn và 1 nơi khác.",
    )
    assert second.message == "Chưa có ai giữ vai trò “leader” ở Xã Bốn."
    assert ("z", "nobody-there") in codes(begin, SIGN | {"substitute": {"role": "records"}}, roles=held)
    elsewhere = begin | {"agency": {"named": "H09"}}
    assert codes(elsewhere, SIGN | {"agency": "receiving"}, roles=held) == set()


READS = ["answers.x", "case", "acts.a", "verdicts.u", "supplements"]


@pytest.mark.parametrize("name", [*READS, "weather", "acts.nowhere", "verdicts.nobody", "children.none"])
def test_a_condition_reads_what_somebody_fills_in(name: str) -> None:
    unit = {"key": "u", "name": "u", "agency": "parent", "limit": "1h"}
    found = codes(step("a", act("propose", "z", when={"!": {"var": name}}), consult=[unit]), SIGN)
    assert found == (set() if name in READS else {("a", "unknown-fact")})


def test_many_things_side_by_side_are_checked_at_once() -> None:
    wide = [step(f"x{number}{part}", ("forward", f"x{number}{part + 1}" if part < 5 else "j"), share=0)
            for number in range(9) for part in range(6)]  # fmt: skip
    fork = passing("f", "fork", *[(f"b{number}", f"x{number}0") for number in range(9)])
    assert codes(BEGIN, fork, *wide, JOIN, SIGN) == set()
    with pytest.raises(markings.TooMany):
        markings.explore(process(BEGIN, fork, *wide, JOIN, SIGN), most=300)


def test_what_cannot_be_looked_at_whole_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST", 3)
    assert codes(BEGIN, FORK, X, Y, JOIN, SIGN) == {("", "too-many-markings")}
