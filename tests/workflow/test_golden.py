"""Golden tables: for every seeded procedure each (step, role, action) allowed and where it leads; the rest is refused."""

from pathlib import Path

import pytest
import yaml

from workflow import checker, language, rules

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "procedures"
ROLES = ("clerk", "centre-head", "handler", "leader", "records", "finance", "author", "approver", "sysadmin", "")
ACTS = (
    "receive",
    "refuse",
    "supplement",
    "consult",
    "propose",
    "return",
    "approve",
    "reject",
    "number",
    "sign",
    "stamp",
    "hand-over",
)
LIMITS = {"1.013225": "7wd", "2.000986": "20wd"} | dict.fromkeys(
    ("1.001193", "2.000635", "1.000894", "1.000656", "2.000815"), "same-day@15:00"
)

# step, role, action → next step ("end" ends the process, the same step waits)
COMMON = {
    ("receive", "clerk", "receive"): "handle",
    ("receive", "clerk", "supplement"): "receive",
    ("receive", "clerk", "refuse"): "end",
    ("handle", "handler", "propose"): "approve",
    ("handle", "handler", "supplement"): "handle",
    ("handle", "handler", "return"): "receive",
    ("approve", "leader", "approve"): "number",
    ("approve", "leader", "return"): "handle",
    ("approve", "leader", "reject"): "end",
    ("number", "records", "number"): "sign",
    ("sign", "leader", "sign"): "stamp",
    ("stamp", "records", "stamp"): "hand-over",
    ("hand-over", "clerk", "hand-over"): "end",
}
CONSULTING = {("handle", "handler", "consult"): "handle"}
# Liên thông: the police, then the social insurance; the leader sends back to the second.
JOINT = {
    ("handle", "handler", "propose"): "insure",
    ("insure", "handler", "consult"): "insure",
    ("insure", "handler", "propose"): "approve",
    ("insure", "handler", "supplement"): "insure",
    ("insure", "handler", "return"): "handle",
    ("approve", "leader", "return"): "insure",
}
GOLDEN = dict.fromkeys(LIMITS, COMMON) | {"1.013225": COMMON | CONSULTING, "2.000986": COMMON | CONSULTING | JOINT}


def seeded(code: str) -> language.Process:
    return language.load(yaml.safe_load((SEEDS / code / "process.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("code", GOLDEN)
def test_every_step_role_and_action_is_allowed_or_refused_as_the_table_says(code: str) -> None:
    process = seeded(code)
    for step in process.steps:
        for role in ROLES:
            offered = {a.key for a in rules.actions(process, step.key, role=role, facts={})}
            for act in ACTS:
                goal = GOLDEN[code].get((step.key, role, act))
                assert (act in offered) == (goal is not None), (step.key, role, act)
                if goal is None:
                    with pytest.raises(rules.IllegalMove):
                        rules.move(process, step.key, act, role=role, facts={})
                else:
                    move = rules.move(process, step.key, act, role=role, facts={})
                    assert (move.to.key if move.to else "end") == goal
                    assert move.ends == (goal == "end")


@pytest.mark.parametrize("code", GOLDEN)
def test_the_seeded_processes_pass_the_checker(code: str) -> None:
    held = {"clerk", "handler", "leader", "records"}
    assert checker.check(seeded(code), legal_limit=LIMITS[code], roles=held) == []


def test_while_an_opinion_is_outstanding_the_handler_may_only_ask_the_applicant() -> None:
    offered = rules.actions(seeded("1.013225"), "handle", role="handler", facts={"consulting": True})
    assert [a.key for a in offered] == ["supplement"]
    with pytest.raises(rules.IllegalMove) as refused:
        rules.move(seeded("1.013225"), "handle", "propose", role="handler", facts={"consulting": True})
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
    move = rules.move(process, "handle", rules.TAKE, role="handler", facts={})
    assert move.to == process.step("handle")
    assert not move.ends
    with pytest.raises(rules.IllegalMove, match="wrong-role"):
        rules.move(process, "handle", rules.TAKE, role="leader", facts={})
