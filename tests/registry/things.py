"""What the registry's addresses name: an offering, a legal text, a replacement that waits, a proposal. Soạn made them."""

from typing import Any

from accounts.selectors import actor_for
from common import clock
from procedures.models import LegalBasis, Offering, Procedure
from procedures.services import replace_basis, simplify
from procedures.services.replace_basis import Plan
from procedures.services.simplify import Suggested


def registry(world: Any, code: str) -> dict[str, Any]:
    """Names → rows of the procedure ``code``."""
    seat = world.seats["soan"]
    by = actor_for(world.officials["soan"], seat)
    procedure = Procedure.objects.get(code=code)
    version = procedure.versions.get(publication__status="published")
    old = LegalBasis.objects.get(code=version.content["legal_bases"][0]["code"])
    new = LegalBasis.objects.get_or_create(code="99/2026/NĐ-CP", defaults={"name": "Nghị định mới"})[0]
    plan = Plan("publish", clock.today(), "Quyết định 9/QĐ-UBND ngày 20/11/2026")
    made = replace_basis.prepare(seat, old, new, plan, [code], by=by)
    cut = Suggested("paper", "Bỏ giấy tờ thừa", "Không ai nộp.", minutes=30, money=5_000, cases_a_year=1_000)
    proposal = simplify.propose(procedure, cut, by=by)
    offering = Offering.objects.filter(procedure=procedure).order_by("pk")[0]
    return {"offering": offering.pk, "text": old.pk, "replacement": made.pk, "proposal": proposal.pk}
