"""Branches, joins, silence and sub-dossiers: where the tokens of a dossier go, told as short stories."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.made import act, facts_of, grown, passing, process, seeded, step
from workflow import checker, language, markings, rules
from workflow.state import Marking

ASKED = {"answers": {"tax": True}}


def two(wait: str = "all", **third: object) -> language.Process:
    """Two branches, the third only when tax is due, one of them of two steps; then the leader."""
    return process(
        step("begin", ("propose", "ask")),
        passing("ask", "fork", ("police", "look"), ("build", "plan"), act("tax", "levy", when={"var": "answers.tax"})),
        step("look", ("answer", "told"), ("supplement", "look")),
        step("told", ("forward", "both"), ("return", "look")),
        step("plan", ("answer", "both"), act("refuse", "end", ends_all=True)),
        step("levy", ("answer", "both"), **third),
        passing("both", "join", ("on", "sign"), of="ask", wait=wait),
        step("sign", ("approve", "end"), ("return", "begin"), role="leader"),
    )


def played(made: language.Process, *acts: str, facts: dict | None = None) -> rules.Move:
    """The last move of a sequence of acts, each ``step.action``."""
    facts = ASKED if facts is None else facts
    move = rules.start(made, facts)
    for one in acts:
        key, _, action = one.partition(".")
        role = rules.SYSTEM if made.step(key).kind == "chain" else made.step(key).role
        move = rules.move(made, move.marking, key, action, role=role, facts=facts)
    return move


def test_every_branch_begins_at_once_and_the_last_one_opens_what_follows() -> None:
    made = two()
    begun = played(made, "begin.propose")
    assert begun.marking == Marking(("look", "plan", "levy"))
    assert ([one.key for one in begun.opened], begun.passed) == (["look", "plan", "levy"], ("ask",))
    waiting = played(made, "begin.propose", "plan.answer", "look.answer")
    assert waiting.marking == Marking(("told", "levy"), {"both": ("build",)})
    held = played(made, "begin.propose", "plan.answer", "levy.answer")
    assert (held.opened, held.to, held.ends, held.marking.at) == ((), None, False, ("look",))
    last = played(made, "begin.propose", "plan.answer", "levy.answer", "look.answer", "told.forward")
    assert (last.marking, last.passed, last.to) == (Marking.only("sign"), ("both",), made.step("sign"))


def test_a_branch_whose_condition_does_not_hold_is_not_waited_for() -> None:
    untaxed = {"answers": {}}
    assert played(two(), "begin.propose", facts=untaxed).marking.at == ("look", "plan")
    done = played(two(), "begin.propose", "plan.answer", "look.answer", "told.forward", facts=untaxed)
    assert done.marking == Marking.only("sign")


def test_without_any_branch_the_join_is_passed_at_once() -> None:
    made = process(
        step("a", ("forward", "f")),
        passing("f", "fork", act("x", "b", when={"var": "answers.x"}), act("y", "c", when={"var": "answers.y"})),
        step("b", ("forward", "j")),
        step("c", ("forward", "j")),
        passing("j", "join", ("on", "d"), of="f"),
        step("d", ("approve", "end")),
    )
    move = played(made, "a.forward", facts={"answers": {}})
    assert (move.marking, move.passed) == (Marking.only("d"), ("f", "j"))


def test_the_first_answer_is_enough_where_any_is_and_the_rest_is_withdrawn() -> None:
    move = played(two("any"), "begin.propose", "look.answer", "plan.answer")
    assert (move.marking, move.cancelled, [one.key for one in move.opened]) == (Marking.only("sign"), ("told", "levy"), ["sign"])


def test_ending_inside_a_branch_withdraws_the_others() -> None:
    move = played(two(), "begin.propose", "look.answer", "plan.refuse")
    assert (move.ends, move.marking, move.cancelled, move.opened) == (True, Marking(), ("told", "levy"), ())


def test_a_return_inside_a_branch_leaves_the_others_alone_and_one_behind_the_join_begins_them_anew() -> None:
    back = played(two(), "begin.propose", "look.answer", "told.return")
    assert (back.marking.at, [one.key for one in back.opened], back.cancelled) == (("look", "plan", "levy"), ["look"], ())
    through = ("begin.propose", "look.answer", "told.forward", "plan.answer", "levy.answer")
    assert played(two(), *through, "sign.return", "begin.propose").marking == Marking(("look", "plan", "levy"))


def test_an_act_that_waits_moves_nothing() -> None:
    before = played(two(), "begin.propose").marking
    move = played(two(), "begin.propose", "look.supplement")
    assert (move.marking, move.opened, move.cancelled, move.ends) == (before, (), (), False)
    assert move.stays is not None and move.to == move.stays and move.stays.key == "look"


REFUSED = [
    ("sign", "approve", "leader", "not-here"),
    ("nowhere", "approve", "leader", "unknown-step"),
    ("look", "approve", "handler", "unknown-action"),
    ("look", "answer", "leader", "wrong-role"),
    ("look", "answer", rules.SYSTEM, "wrong-role"),
    ("look", rules.TAKE, "leader", "wrong-role"),
]


@pytest.mark.parametrize(("key", "action", "role", "reason"), REFUSED)
def test_what_is_not_allowed_is_refused_with_its_reason(key: str, action: str, role: str, reason: str) -> None:
    made = two()
    with pytest.raises(rules.IllegalMove) as refused:
        rules.move(made, played(made, "begin.propose").marking, key, action, role=role, facts=ASKED)
    assert refused.value.reason == reason


def test_silence_at_the_due_time_takes_the_action_that_the_step_names() -> None:
    made = two(on_due="answer")
    begun = played(made, "begin.propose")
    assert [one.key for one in rules.actions(made, "levy", role=rules.SYSTEM, facts=ASKED)] == ["answer"]
    assert rules.actions(made, "plan", role=rules.SYSTEM, facts=ASKED) == ()
    silent = rules.move(made, begun.marking, "levy", "answer", role=rules.SYSTEM, facts=ASKED)
    assert silent.marking == Marking(("look", "plan"), {"both": ("tax",)})


def joint(**more: object) -> language.Process:
    child = {"procedure": "1.004194", "name": "Thường trú", "agency": {"address": "answers.noiO"}, "limit": "7wd"}
    asked = [{"key": "stay", **child, "limit": "5wd"}, {"key": "card", **child, "when": {"var": "answers.card"}, **more}]
    return process(
        step("birth", ("propose", "joint")),
        passing("joint", "chain", ("on", "over"), children=asked),
        step("over", ("hand-over", "end"), role="clerk"),
    )


def test_a_chain_waits_for_its_sub_dossiers_and_the_system_goes_on() -> None:
    made = joint()
    both, one = {"answers": {"card": True}}, {"answers": {}}
    assert [child.key for child in rules.children(made.step("joint"), both)] == ["stay", "card"]
    assert [child.key for child in rules.children(made.step("joint"), one)] == ["stay"]
    assert played(made, "birth.propose").marking == Marking.only("joint")
    assert played(made, "birth.propose", "joint.on").marking == Marking.only("over")
    assert rules.actions(made, "joint", role="handler", facts=both) == ()
    assert rules.actions(made, "joint", role="", facts=both) == ()
    assert rules.step_limits(made, "10wd")["joint"] == "7wd"


def test_a_chain_of_which_nothing_is_asked_is_passed() -> None:
    made = process(
        step("a", ("propose", "c")),
        passing(
            "c",
            "chain",
            ("on", "end"),
            children=[{"key": "x", "procedure": "1", "name": "x", "limit": "1wd", "when": {"var": "answers.x"}}],
        ),
    )
    assert played(made, "a.propose", facts={"answers": {}}).ends


def test_who_may_act_in_anothers_place() -> None:
    made = process(
        step(
            "a",
            ("approve", "end"),
            role="leader",
            substitute={"role": "records"},
            escalate=[{"at": "75%", "to_role": "handler"}, {"at": "due", "to_role": "centre-head", "takes": True}],
        ),
        step("b", ("approve", "end"), substitute={"role": "clerk", "when": "late"}),
    )
    first, second = made.steps
    assert rules.roles(first) == ("leader",)
    assert rules.roles(first, absent=True, used=0.8) == ("leader", "records")
    assert rules.roles(first, used=1.0) == ("leader", "centre-head")
    assert (rules.roles(second, absent=True), rules.roles(second, used=1.2)) == (("handler",), ("handler", "clerk"))
    assert [one.to_role for one in rules.escalations(first, 0.74)] == []
    assert [one.to_role for one in rules.escalations(first, 0.75)] == ["handler"]


def test_steps_that_only_pass_each_other_the_token_are_refused_and_nothing_moves() -> None:
    made = process(
        step("a", ("forward", "b")),
        passing("b", "automatic", act("x", "c", when={"var": "answers.no"})),
        passing("c", "automatic", act("y", "c", when={"var": "answers.c"}), ("z", "end")),
    )
    for facts, reason in (({}, "no-way"), ({"answers": {"no": True, "c": True}}, "endless")):
        with pytest.raises(rules.IllegalMove) as refused:
            rules.move(made, Marking.only("a"), "a", "forward", role="handler", facts=facts)
        assert refused.value.reason == reason


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9), choices=st.lists(st.integers(0, 30), max_size=60))
def test_whatever_people_do_no_dossier_is_stuck(seed: int, choices: list[int]) -> None:
    doc = grown(seed)
    made = language.load(doc)
    assert checker.check(made, legal_limit="3wd") == []
    facts = facts_of(random.Random(seed), doc)
    try:
        reachable = markings.explore(made, most=500)
    except markings.TooMany:
        reachable = None
    move = rules.start(made, facts)
    for choice in choices:
        if move.ends:
            break
        key = move.marking.at[choice % len(move.marking.at)]
        acts = rules.actions(made, key, role="handler", facts=facts)
        before, move = (
            move.marking,
            rules.move(made, move.marking, key, acts[choice % len(acts)].key, role="handler", facts=facts),
        )
        assert Marking.of(move.marking.doc()) == move.marking
        assert move.ends or reachable is None or move.marking in reachable
        opened = {one.key for one in move.opened}
        stayed = {one for one in before.at if one != key and one not in move.cancelled}
        assert set(move.marking.at) == stayed | opened | ({key} if move.stays else set())
        assert not opened & stayed
    assert move.ends or move.marking.at


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_from_every_marking_the_end_can_be_reached(seed: int) -> None:
    try:
        found = markings.explore(language.load(grown(seed, size=2)), most=500)
    except markings.TooMany:
        return
    leading = {Marking()}
    for _round in range(len(found)):
        leading |= {one for one, following in found.items() if not leading.isdisjoint(following)}
        if len(leading) >= len(found):
            break
    assert set(found) <= leading


def test_a_seeded_process_is_walked_with_one_token() -> None:
    for marking in markings.explore(seeded("1.001193")):
        assert len(marking.at) <= 1
