"""The one door to the registers: ask, judge the answer, write the audit row. Never inside a transaction of a page."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction

from audit import log as audit
from common import clock
from common.actors import Actor
from exchange import circuit, client
from exchange.registers import REGISTERS
from exchange.registers.port import Malformed, Question

logger = logging.getLogger(__name__)
PAGE_BUDGET = 2.0
"""Seconds for all look-ups of one page together: with the page's own work it stays under three (fault F12)."""
WORKER_BUDGET = 5.0


class Status(StrEnum):
    """What came of a look-up. ``off``: this instance has no address for the register, nobody was asked."""

    FOUND = "found"
    UNKNOWN = "unknown"
    DOWN = "down"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Answer:
    """``values`` by fact name, only when found; ``on`` is the day of the answer."""

    status: Status
    on: date
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Who asks and for what, for the audit log: ``stream`` it goes to, ``purpose`` (prefill, check), ``about`` an id of ours."""

    actor: Actor
    stream: str
    purpose: str
    about: str = ""


def configured(register: str) -> bool:
    """Whether this instance can ask the register at all."""
    return bool(settings.REGISTERS.get(register))


def look_up(questions: Sequence[Question], reason: Reason, *, budget: float = PAGE_BUDGET) -> dict[str, Answer]:
    """Ask the registers and write down that they were asked; see ``ask`` and ``record``."""
    answers = ask(questions, budget=budget)
    record(answers, reason)
    return answers


def ask(questions: Sequence[Question], *, budget: float) -> dict[str, Answer]:
    """Ask the registers at the same time, all within ``budget`` seconds; an answer for each, by register code.

    Never raises for what a register does. For callers that have rows to lock between the answers and their audit row, which
    they owe by ``record``: heads of chains are locked last (dossiers/locks.py).
    """
    asked = [question for question in questions if configured(question.register)]
    open_now = [question for question in asked if circuit.allows(question.register)]
    found = asyncio.run(_all(open_now, budget)) if open_now else []
    answers = {question.register: Answer(Status.OFF, clock.today()) for question in questions}
    answers |= {question.register: Answer(Status.DOWN, clock.today()) for question in asked}
    for question, answer in zip(open_now, found, strict=True):
        (circuit.failed if answer.status == Status.DOWN else circuit.succeeded)(question.register)
        answers[question.register] = answer
    return answers


async def _all(questions: Sequence[Question], budget: float) -> list[Answer]:
    return list(await asyncio.gather(*(_one(question, budget) for question in questions)))


async def _one(question: Question, budget: float) -> Answer:
    register = REGISTERS[question.register]
    try:
        kind, body = register.compose(question)
        said = await client.post(settings.REGISTERS[question.register], kind, body, budget=budget)
        values = register.read(question, said)
    except (client.Unreachable, Malformed) as problem:
        logger.warning("register %s: %s (%s)", question.register, type(problem).__name__, problem)
        return Answer(Status.DOWN, clock.today())
    if values is None:
        return Answer(Status.UNKNOWN, clock.today())
    return Answer(Status.FOUND, clock.today(), values)


@transaction.atomic
def record(answers: Mapping[str, Answer], reason: Reason) -> None:
    """An audit row for each register that could be asked: what for and by which names, never a number nor an answer's content."""
    for register, answer in answers.items():
        if answer.status == Status.OFF:
            continue
        data = {
            "register": register,
            "names": sorted(REGISTERS[register].names),
            "purpose": reason.purpose,
            "answer": str(answer.status),
            "about": reason.about,
        }
        audit.append(reason.stream, "register-look-up", reason.actor, data)
