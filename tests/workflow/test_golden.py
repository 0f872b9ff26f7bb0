"""The golden tables against the engine, and what the seeded processes say of time and of silence."""

import pytest

from agencies.models import Seat
from tests.workflow import golden
from tests.workflow.made import seeded
from workflow import checker, rules
from workflow.state import Marking

LIMITS = {"1.013225": "7wd", "2.000986": "20wd"} | dict.fromkeys(
    ("1.001193", "2.000635", "1.000894", "1.000656", "2.000815"), "same-day@15:00"
)
TABLES = golden.tables()


def test_every_seeded_procedure_stands_in_exactly_one_table() -> None:
    assert sorted(code for codes in golden.shapes().values() for code in codes) == sorted(golden.documents())
    assert {path.name for path in golden.TABLES.glob("*.txt")} == set(TABLES)


def test_every_action_of_every_procedure_is_somebody_s_in_some_situation() -> None:
    docs = golden.documents()
    assert {codes[0]: golden.unseen(codes, docs) for codes in golden.shapes().values()} == dict.fromkeys(
        (codes[0] for codes in golden.shapes().values()), []
    )
    assert set(golden.ROLES) == {*Seat.Role.values, "", rules.SYSTEM}, "mọi vai trò đều có cột"


@pytest.mark.parametrize("name", TABLES)
def test_who_may_do_what_is_as_the_table_says(name: str) -> None:
    kept = (golden.TABLES / name).read_text(encoding="utf-8")
    assert TABLES[name] == kept, "wanted? .venv/bin/python -m tests.workflow.golden, then read the difference"


@pytest.mark.parametrize("code", LIMITS)
def test_the_seeded_processes_pass_the_checker(code: str) -> None:
    held = {"clerk", "handler", "leader", "records"}
    assert checker.check(seeded(code), legal_limit=LIMITS[code], roles=held) == []


def test_while_an_opinion_is_outstanding_the_handler_may_only_ask_the_applicant() -> None:
    offered = rules.actions(seeded("1.013225"), "handle", role="handler", facts={"consulting": True})
    assert [a.key for a in offered] == ["supplement"]
    with pytest.raises(rules.IllegalMove) as refused:
        rules.move(seeded("1.013225"), Marking.only("handle"), "handle", "propose", role="handler", facts={"consulting": True})
    assert refused.value.reason == "condition"


def test_the_second_agency_has_three_of_the_seven_days_and_its_silence_is_consent() -> None:
    consult = seeded("1.013225").step("handle").consult
    assert consult is not None
    assert (consult.limit, consult.silence) == ("3wd", "consent")


STEP_LIMITS = {
    "1.001193": {
        "receive": "8h",
        "handle": "4h",
        "approve": "1h",
        "number": "0.5h",
        "sign": "1h",
        "stamp": "0.5h",
        "hand-over": "1h",
    },
    "1.013225": {
        "receive": "8h",
        "handle": "4.5wd",
        "approve": "1wd",
        "number": "0.25wd",
        "sign": "0.5wd",
        "stamp": "0.25wd",
        "hand-over": "0.5wd",
    },
}


@pytest.mark.parametrize("code", STEP_LIMITS)
def test_each_step_has_its_share_of_the_limit(code: str) -> None:
    assert rules.step_limits(seeded(code), LIMITS[code]) == STEP_LIMITS[code]


def test_claiming_is_for_the_role_of_the_step_and_moves_nothing() -> None:
    process = seeded("1.001193")
    move = rules.move(process, Marking.only("handle"), "handle", rules.TAKE, role="handler", facts={})
    assert move.to == process.step("handle")
    assert not move.ends
    with pytest.raises(rules.IllegalMove, match="wrong-role"):
        rules.move(process, Marking.only("handle"), "handle", rules.TAKE, role="leader", facts={})
