"""Walks through the seeded processes and through random ones: wherever a dossier stands, the end is near."""

import copy
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow import golden
from tests.workflow.made import seeded, step
from workflow import checker, language, rules
from workflow.state import Marking

# What each seeded condition asks for on its longer way: nobody is being asked, the tax is owed and confirmed.
FACTS = {"answers": {"nghiaVu": "phaiNop"}, "verdicts": {"tax-office": "agree"}}


def onward(process: language.Process, marking: Marking) -> Iterator[rules.Move]:
    """Every act that somebody, or the system, may do now."""
    for key in marking.at:
        of = process.step(key)
        role = rules.SYSTEM if of.kind == "chain" else of.role
        for act in rules.actions(process, key, role=role, facts=FACTS):
            yield rules.move(process, marking, key, act.key, role=role, facts=FACTS)


def shortest_out(process: language.Process, start: Marking) -> int:
    """How many acts lead from a marking to the end at the least, going only where ``rules`` allows."""
    seen, waiting, count = {start}, [start], 0
    while waiting:
        count += 1
        moves = [move for marking in waiting for move in onward(process, marking)]
        if any(move.ends for move in moves):
            return count
        waiting = list({move.marking for move in moves} - seen)
        seen.update(waiting)
    raise AssertionError(f"no way out of {start}")


def walked(process: language.Process, choices: list[int]) -> Marking:
    """Where a walk stops; at the end it begins anew."""
    here = rules.start(process, FACTS).marking
    for choice in choices:
        moves = list(onward(process, here))
        assert moves, here
        here = moves[choice % len(moves)].marking or rules.start(process, FACTS).marking
    return here


@settings(max_examples=100, deadline=None)
@given(code=st.sampled_from(sorted(golden.shapes())), choices=st.lists(st.integers(0, 9), max_size=40))
def test_wherever_a_walk_stops_the_end_is_near(code: str, choices: list[int]) -> None:
    process = seeded(code)
    assert shortest_out(process, walked(process, choices)) <= len(process.steps)


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
        act = {"key": f"a{number}", "label": "x", "to": to, "effect": "hand-over" if to == "end" else "forward"}
        steps[origin % count]["actions"].append(act)
    process = language.load({"steps": copy.deepcopy(steps)})
    if not checker.check(process, legal_limit="3wd"):
        assert shortest_out(process, walked(process, choices)) <= count
