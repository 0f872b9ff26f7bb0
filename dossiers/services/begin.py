"""Beginning a draft: first ask what is already known, with nothing locked and no transaction open, then make the row."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from accounts.models import Organisation, Person, User
from accounts.selectors import known_facts, known_facts_of
from agencies.models import Agency
from common.actors import Actor
from common.ids import uuid7
from dossiers import earlier
from dossiers.loaded import Loaded, load
from dossiers.models import Draft
from dossiers.services import drafting
from dossiers.sources import VERIFIED, Kind, Source
from exchange.registers import REGISTERS
from exchange.registers.port import Question
from exchange.services.look_up import Reason, Status, look_up
from procedures.models import Offering, ProcedureVersion


def begin(
    user: User,
    version: ProcedureVersion,
    offering: Offering,
    organisation: Organisation | None = None,
    *,
    child: Person | None = None,
    case: str = "",
    receiving: Agency | None = None,
) -> Draft:
    """Gather, then open the draft. A register that is down costs at most ``look_up.PAGE_BUDGET`` and never the draft.

    ``organisation`` or ``child``: in whose place ``user`` files; the caller fetched them through accounts.access.
    Raises what ``drafting.start`` raises.
    """
    draft_id = uuid7()
    known = known_facts_of(child, user) if child else known_facts(user)
    gathered = gather(user, organisation, version, draft_id, case, child=child, known=known)
    more: Any = {"case": case, "receiving": receiving, "draft_id": draft_id, "known": known, "gathered": gathered}
    return drafting.start(user, version, offering, organisation, child=child, **more)


def gather(
    user: User,
    organisation: Organisation | None,
    version: ProcedureVersion,
    draft_id: uuid.UUID,
    case: str = "",
    *,
    child: Person | None = None,
    known: Mapping[str, Any] | None = None,
) -> dict[str, Any] | None:
    """What is known about an account's person and organisation, or about a child, see ``gather_about``. At most two queries
    more. ``known``: what the account itself says, read already.
    """
    reason = Reason(Actor("citizen", user.pk), f"account:{user.pk}", "prefill", str(draft_id))
    tax_code = organisation.tax_code if organisation else ""
    return gather_about(
        known_facts(user) if known is None else known,
        tax_code,
        load(version.pk, case),
        reason,
        own=lambda: [*earlier.papers(child.pk if child else user.person_id), *earlier.dossiers(user, organisation, child)],
    )


def gather_about(
    facts: Mapping[str, Any], tax_code: str, loaded: Loaded, reason: Reason, own: Callable[[], earlier.Found] = list
) -> dict[str, Any] | None:
    """``{"registers": {code: status}, "sources": [{"source", "values"}]}`` for the draft's sealed column.

    Only what the form asks is looked for: a form without facts opens no register and costs no query. The population register is
    asked only about a number that VNeID or a counter has bound to the person: what anyone types would otherwise open it on
    anybody. ``own``: what they filed or hold already. Two statements for each register asked.
    """
    wanted = {node.fact or node.prefill for node in loaded.form.nodes if not node.grids} - {""}
    if not wanted:
        return None
    able = [*_about_person(facts), *([Question("enterprise", tax_code)] if tax_code else [])]
    questions = [question for question in able if wanted & REGISTERS[question.register].names]
    answers = look_up(questions, reason) if questions else {}
    found = [(Source(Kind(code), answer.on), answer.values) for code, answer in answers.items() if answer.status == Status.FOUND]
    found = [(source, {name: value for name, value in values.items() if name in wanted}) for source, values in found]
    found += own()
    sources = [{"source": source.as_json(), "values": values} for source, values in found]
    return {"registers": {code: str(answer.status) for code, answer in answers.items()}, "sources": sources}


def _about_person(facts: Mapping[str, Any]) -> list[Question]:
    if facts.get("trust") not in VERIFIED or not facts.get("identity_number"):
        return []
    more = tuple((name, str(facts[name])) for name in ("full_name", "birth_date") if facts.get(name))
    return [Question("population", facts["identity_number"], more)]
