"""Where a procedure may be handed in: at its offerings, and anywhere in the province where it is received so (phi địa giới)."""

from agencies.models import Agency
from common import clock
from procedures.models import Offering, ProcedureVersion

SECTIONS = (Agency.Kind.ONE_DOOR, Agency.Kind.CENTRE)


def sections(version: ProcedureVersion) -> list[Agency]:
    """The one-door sections and centres that may receive it beside its offerings' own, in the tree's order.

    None unless the version is received without regard to territory (``non_territorial``). One query then, else none.
    """
    if not version.content.get("non_territorial"):
        return []
    return list(Agency.objects.in_force(clock.today()).filter(kind__in=SECTIONS).order_by("path"))


def may_receive(version: ProcedureVersion, offering: Offering, section: Agency) -> bool:
    """Whether a dossier of that offering may be handed in at ``section``. No query."""
    if section.pk == offering.receiving_id:
        return True
    return bool(version.content.get("non_territorial")) and section.kind in SECTIONS
