"""Documents that are no processes, each with its reason, and limits that are shared out."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.made import act, passing, step
from workflow import checker, language, limits

UNIT = {"key": "u", "name": "u", "agency": "parent", "limit": "1wd"}
CHILD = {"key": "x", "procedure": "1.004194", "name": "x", "agency": "handling", "limit": "1wd"}
END = step("z", ("approve", "end"))


def block(*branches: dict[str, Any], **join: Any) -> list[dict[str, Any]]:
    """A fork with one step in every branch, and its join."""
    given = {"of": "f"} | join
    return [passing("f", "fork", *branches), step("b", ("forward", "j")), passing("j", "join", ("on", "z"), **given), END]


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
    ("unknown-effect", {"steps": [step("a", act("explode", "end", effect="explode"))]}),
    ("bad-share", {"steps": [step("a", ("approve", "end"), share=1.5)]}),
    ("bad-limit", {"steps": [step("a", ("approve", "end"), share={"limit": "soon"})]}),
    (
        "unknown-silence",
        {"steps": [step("a", ("approve", "end"), consult={"agency": "parent", "limit": "1wd", "silence": "gold"})]},
    ),
    ("unknown-agency", {"steps": [step("a", ("approve", "end")) | {"agency": {"address": "case"}}]}),
    ("foreign-substitute", {"steps": [step("a", ("approve", "end"), substitute={"role": "leader", "agency": "parent"})]}),
    (
        "foreign-substitute",
        {
            "steps": [
                step("a", ("approve", "end"), escalate={"at": "due", "to_role": "leader", "agency": "parent", "takes": True})
            ]
        },
    ),
    ("unknown-agency", {"steps": [step("a", ("approve", "end")) | {"agency": {"named": "H1", "parent": "H2"}}]}),
    ("unknown-requirement", {"steps": [step("a", act("approve", "end", requires=["gold"]))]}),
    ("shape", {"steps": [step("a", act("approve", "end", requires="reason"))]}),
    ("unknown-action", {"steps": [step("a", ("approve", "end"), on_due="sleep")]}),
    ("unknown-stop", {"steps": [step("a", ("approve", "end"), stops="rain")]}),
    ("bad-time", {"steps": [step("a", ("approve", "end"), escalate={"at": "soon", "to_role": "leader"})]}),
    ("shape", {"steps": [step("a", ("approve", "end"), escalate=[{"at": "due"}])]}),
    ("unknown-absence", {"steps": [step("a", ("approve", "end"), substitute={"role": "clerk", "when": "tired"})]}),
    ("ends-all", {"steps": [step("a", act("forward", "z", ends_all=True)), END]}),
    ("duplicate-consult", {"steps": [step("a", ("approve", "end"), consult=[UNIT, UNIT])]}),
    ("shape", {"steps": [step("a", ("approve", "end"), consult=[UNIT | {"key": ""}])]}),
    ("no-join", {"steps": [passing("f", "fork", ("x", "z"), ("y", "z")), END]}),
    ("two-joins", {"steps": [*block(act("x", "b"), act("y", "j")), passing("k", "join", ("on", "z"), of="f")]}),
    ("unknown-fork", {"steps": block(act("x", "b"), act("y", "j"), of="nowhere")}),
    ("unknown-fork", {"steps": block(act("x", "b"), act("y", "j"), of="z")}),
    ("unknown-wait", {"steps": block(act("x", "b"), act("y", "j"), wait="some")}),
    ("passing", {"steps": block(act("x", "b"), act("y", "j"), stops="posting")}),
    ("one-action", {"steps": [passing("a", "automatic"), END]}),
    ("one-action", {"steps": [passing("a", "chain", ("x", "z"), ("y", "z"), children=[CHILD]), END]}),
    ("no-children", {"steps": [passing("a", "chain", ("on", "z"), share=0.5), END]}),
    ("duplicate-child", {"steps": [passing("a", "chain", ("on", "z"), children=[CHILD, CHILD]), END]}),
    ("shape", {"steps": [passing("a", "chain", ("on", "z"), children=[CHILD | {"procedure": ""}]), END]}),
    ("bad-limit", {"steps": [passing("a", "chain", ("on", "z"), children=[CHILD | {"limit": "soon"}]), END]}),
    ("bad-rule", {"steps": [{**step("a"), "actions": [{"key": "approve", "label": "x", "to": "end", "when": {"evil": [1]}}]}]}),
]


@pytest.mark.parametrize(("code", "doc"), BROKEN)
def test_what_is_no_process_is_refused_with_its_reason(code: str, doc: Any) -> None:
    with pytest.raises(language.BadProcess) as bad:
        language.load(doc)
    assert code in {p.code for p in bad.value.problems}


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(language.BadProcess) as bad:
        language.load({"steps": [step("a", act("explode", "nowhere", effect="explode"), kind="dance")]})
    assert {p.code for p in bad.value.problems} == {"unknown-effect", "unknown-target", "unknown-kind"}


def test_what_is_left_out_has_its_usual_meaning() -> None:
    first, *_rest = language.load({"steps": [step("a", ("approve", "end"), consult={"agency": "parent", "limit": "1wd"})]}).steps
    assert (first.consults[0].key, first.consults[0].role, first.consults[0].silence) == ("consult", "handler", "wait")
    assert (first.wait, first.on_due, first.stops, first.escalate, first.substitute) == ("all", "", "", (), None)
    fork = language.load({"steps": block(act("x", "b"), {"key": "no label, no effect", "to": "j"})}).step("f")
    assert (fork.role, fork.share, fork.actions[1].label, fork.actions[1].effect) == ("", 0, "no label, no effect", "forward")


RESOLVERS = ["receiving", "returning", "parent", {"named": "H09"}, {"address": "answers.noiO"}, {"competent": "LV07"}]


@pytest.mark.parametrize("resolver", RESOLVERS)
def test_every_way_to_name_an_agency_is_read(resolver: Any) -> None:
    read = language.load({"steps": [step("a", ("approve", "end")) | {"agency": resolver}]}).start.agency
    assert (read.kind if not read.code else {read.kind: read.code}) == resolver


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


WORDS = ["end", "fork", "join", "chain", "automatic", "receive", "1wd", "due", {"var": "case"}, "9" * 5000 + "wd", [], {}, [{}]]
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 2), st.floats(), st.text(max_size=3), st.sampled_from(WORDS).map(copy.deepcopy)
)
ASKS = {"consult": [UNIT], "on_due": "propose", "share": {"limit": "1wd"}}
LATE = {"escalate": [{"at": "75%", "to_role": "leader"}], "substitute": {"role": "clerk"}, "stops": "posting"}
WHOLE = {
    "steps": [
        step("a", act("propose", "f", requires=["opinion"], when={"var": "case"}), **ASKS),
        *block(act("x", "b"), act("y", "j")),
        passing("c", "chain", ("on", "end"), children=[CHILD]),
        step("s", ("sign", "c"), **LATE),
    ]
}


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, one in inner for place in places(one, (*at, key)))]


@settings(max_examples=200, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 10**6), ODD), min_size=1, max_size=3))
def test_whatever_is_written_is_read_or_refused_and_checked_without_breaking(changes: list[tuple[int, Any]]) -> None:
    doc = copy.deepcopy(WHOLE)
    for number, odd in changes:
        found = places(doc)[1:]
        if not found:
            continue
        *above, last = found[number % len(found)]
        holder = doc
        for key in above:
            holder = holder[key]
        holder[last] = odd
    try:
        made = language.load(doc)
    except language.BadProcess as bad:
        assert all(problem.message and problem.code for problem in bad.problems)
    else:
        checker.check(made, legal_limit="3wd", roles={"clerk"}, procedures=())
