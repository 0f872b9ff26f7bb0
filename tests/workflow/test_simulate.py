"""Walking a sample dossier, and many of them with few people: what the publisher is told."""

from itertools import pairwise

import pytest

from tests.workflow.made import act, passing, process, seeded, step
from workflow import queueing, rules
from workflow.queueing import poisson
from workflow.simulate import walk


def branched(wait: str = "all") -> tuple[dict, ...]:
    """Two branches, of one and of two days, in a matter of four."""
    return (
        step("a", ("propose", "f"), share={"limit": "1wd"}),
        passing("f", "fork", ("bx", "x"), act("by", "y", when={"var": "answers.y"})),
        step("x", ("forward", "j"), share={"limit": "1wd"}),
        step("y", ("forward", "j"), share={"limit": "2wd"}, on_due="forward"),
        passing("j", "join", ("on", "z"), of="f", wait=wait),
        step("z", ("approve", "end"), ("return", "a"), role="leader", share={"limit": "1wd"}),
    )


def told(*given: object, **more: object) -> list[tuple[str, str, float]]:
    return [(line.step, line.action, line.hours) for line in walk(*given, **more)]


def test_a_walk_tells_what_happens_in_the_order_of_time() -> None:
    made, facts = process(*branched()), {"answers": {"y": True}}
    assert told(made, facts) == [
        ("thử", "", 0),
        ("a", "propose", 8),
        ("x", "forward", 16),
        ("y", "forward", 24),
        ("z", "approve", 32),
    ]
    lines = walk(made, facts)
    assert (lines[1].opened, lines[1].passed, lines[2].waits, lines[3].opened) == (("x", "y"), ("f",), True, ("z",))
    assert [line.ends for line in lines] == [False] * 4 + [True]
    assert told(made, {"answers": {}})[-1] == ("z", "approve", 24)


def test_what_any_join_withdraws_and_silence_are_told() -> None:
    first = walk(process(*branched("any")), {"answers": {"y": True}})
    assert (first[2].step, first[2].cancelled, first[-1].hours) == ("x", ("y",), 24)
    silent = walk(process(*branched()), {"answers": {"y": True}}, {"y": ["system"]})
    assert (silent[3].step, silent[3].role) == ("y", rules.SYSTEM)


def test_the_choices_given_are_taken_one_a_visit() -> None:
    choices = {"z": ["return", "approve"]}
    made = process(*branched())
    assert [one[1] for one in told(made, {"answers": {}}, choices) if one[0] == "z"] == ["return", "approve"]
    assert choices == {"z": ["return", "approve"]}


def test_asking_takes_no_time_of_its_own() -> None:
    lines = told(seeded("1.013225"), {"answers": {}}, {"handle": ["consult", "supplement"]}, limit="7wd")
    assert lines[2:5] == [("Thẩm định, kiểm tra thực địa và soạn giấy phép", key, hours) for key, hours in
                          (("consult", 0), ("supplement", 0), ("propose", 36))]  # fmt: skip


def test_a_walk_that_cannot_go_on_says_so_and_one_that_never_ends_stops() -> None:
    stuck = process(step("a", act("approve", "end", when={"var": "answers.never"})))
    assert walk(stuck, {"answers": {}})[-1].note.startswith("Không thao tác nào")
    circle = process(step("a", ("forward", "b")), step("b", ("forward", "a"), act("approve", "end")))
    assert walk(circle, {"answers": {}})[-1].note.startswith("Dừng ở đây")


def test_every_seeded_procedure_can_be_walked() -> None:
    lines = walk(seeded("2.000986"), {"answers": {}}, limit="20wd")
    assert lines[-1].ends
    assert all(before.hours <= after.hours for before, after in pairwise(lines))


LINE = (step("a", ("propose", "z")), step("z", ("approve", "end"), role="leader"))


def load(people: dict[str, int], **more: object) -> queueing.Report:
    arrivals = poisson(10, 50, seed=1)
    given = {"arrivals": arrivals, "staffing": people, "service": {"a": 1.0, "z": 0.1}, "seed": 1, "limit": "1wd"} | more
    return queueing.simulate(process(*LINE), **given)


def test_where_too_few_work_the_files_pile_up_and_only_there() -> None:
    short, enough = load({"handler": 1, "leader": 1}), load({"handler": 2, "leader": 1})
    assert (short.piles, enough.piles) == (("a",), ())
    assert short.finished == enough.finished == len(poisson(10, 50, seed=1))
    assert short.steps[0].left > 50 > enough.steps[0].left
    assert short.steps[0].busy > 0.99 > enough.steps[0].busy > 0.5
    assert short.steps[1].wait_mean < 0.1
    assert short.late is not None and enough.late is not None and short.late > 0.5 > enough.late
    assert short == load({"handler": 1, "leader": 1})


def test_one_queue_behaves_as_queueing_theory_says() -> None:
    """Kingman's formula for one server: arrivals by chance (1), gamma work of shape 2 (1/2), 80 % busy."""
    arrivals = poisson(6.4, 4_000, seed=3)
    given = {"arrivals": arrivals, "staffing": {"handler": 1}, "service": {"a": 1.0}, "seed": 3}
    report = queueing.simulate(process(*LINE), **given)
    assert report.steps[0].busy == pytest.approx(0.8, rel=0.05)
    assert report.steps[0].wait_mean == pytest.approx(0.8 / 0.2 * (1 + 0.5) / 2 * 1.0, rel=0.15)
    assert report.steps[0].queue == pytest.approx(report.steps[0].wait_mean * 0.8, rel=0.1)


def test_branches_chances_pauses_and_silence_are_played_as_in_earnest() -> None:
    made = process(*branched("any"))
    given = {"arrivals": [0.0, 100.0], "staffing": {}, "service": {"a": 1.0, "x": 5.0}, "pauses": {"y": 1.0}, "limit": "5wd"}
    both = queueing.simulate(made, samples=({"answers": {"y": True}},), **given)
    assert {one.step: one.done for one in both.steps} == {"a": 2, "x": 2, "y": 2, "z": 2}
    returned = queueing.simulate(made, chances={"z": {"return": 1.0, "approve": 1.0}}, **given | {"arrivals": range(20)})
    assert returned.finished == 20 and returned.steps[0].done > 30
    alone = queueing.simulate(process(*branched()), samples=({"answers": {"y": True}},), **given | {"pauses": {"y": 1_000.0}})
    assert alone.finished == 2 and alone.through_95 < 30


def test_nobody_comes() -> None:
    report = queueing.simulate(process(*LINE), arrivals=(), staffing={"handler": 1}, service={})
    assert (report.finished, report.piles, report.through_mean, report.late) == (0, (), 0.0, None)
