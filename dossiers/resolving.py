"""Which agency a step's resolver names for one dossier (workflow.model.AgencyRef). Reads only.

What cannot be found (no address in the answers, an agency that does not exist) falls to the handling agency: a dossier never
hangs because a resolver found nobody, and whoever handles it can transfer it (services/transferring.py).
"""

from django.db.models import QuerySet

from agencies import near
from agencies.models import Agency
from agencies.units import NEW, OLD
from common import clock
from dossiers.models import Dossier
from eforms import paths
from procedures.models import Offering, ProcedureVersion
from workflow.model import AgencyRef


def resolve(dossier: Dossier, ref: AgencyRef) -> int:
    """The key of the agency that the resolver names; no query for receiving, handling, returning and parent."""
    if ref.kind == "named":
        return Agency.objects.only("pk").get(code=ref.code).pk
    if ref.kind == "address":
        return _of_address(dossier, ref.code) or dossier.handling_id
    if ref.kind == "competent":
        return _competent(dossier, ref.code) or dossier.handling_id
    if ref.kind == "parent":
        return dossier.handling.parent_id or dossier.handling_id
    places = {"receiving": dossier.receiving_id, "handling": dossier.handling_id, "returning": dossier.returning_id}
    return places[ref.kind]


def _of_address(dossier: Dossier, path: str) -> int | None:
    """The authority of the address in the answers, at the level of the agency that handles the dossier; three queries at most.

    A division stands for the authority above it. Of several (an old commune was divided) the handling one itself comes first.
    """
    given = paths.find(dossier.answers, path.removeprefix("answers."))
    if not isinstance(given, dict) or not given.get("xa"):
        return None
    # With a district it is of the old edition; without one of the new, where the code is one of its.
    editions = (OLD,) if given.get("huyen") else (NEW, OLD)
    around = next(filter(None, (near.around(edition, str(given["xa"])) for edition in editions)), frozenset())
    here = Agency.objects.in_force(clock.today()).filter(kind=Agency.Kind.AUTHORITY, area__in=around)
    found = list(here.order_by("-level__rank", "path").values_list("pk", "level_id"))
    same = [pk for pk, level in found if level == _level(dossier.handling)] or [pk for pk, _level_id in found[:1]]
    return dossier.handling_id if dossier.handling_id in same else next(iter(same), None)


def _level(handling: Agency) -> int:
    """The level of the authority that an agency is, or belongs to."""
    if handling.kind == Agency.Kind.AUTHORITY or handling.parent is None:
        return handling.level_id
    return _level(handling.parent)


def _competent(dossier: Dossier, field: str) -> int | None:
    """Who handles procedures of the field, as offerings say: in the same place, in the places around it, then on the way up.

    In the same place: the police of the commune; around it: the insurance or tax office of the district. On the way from the
    handling agency up: one that is on it, or directly below it (a phòng, a sở). At most five queries.
    """
    areas = _areas(dossier.handling)
    parts = dossier.handling.path.strip("/").split("/")
    above = ["/".join(parts[:depth]) + "/" for depth in range(len(parts), 0, -1)]
    offered = Offering.objects.filter(procedure__field__code=field, valid_to__isnull=True).select_related("handling__parent")
    ranked = []
    for offering in offered:
        agency = offering.handling
        if agency.area_id in areas:
            ranked.append((0, areas.index(agency.area_id), 0, agency.pk))
        places = [agency.path, agency.parent.path] if agency.parent else [agency.path]
        ranked += [(1, above.index(place), number, agency.pk) for number, place in enumerate(places) if place in above]
    return min(ranked)[-1] if ranked else None


def _areas(agency: Agency) -> list[int]:
    """The territory that an agency serves, or the one above it where it has none of its own, and those around it."""
    around: Agency | None = agency
    while around is not None and around.area is None:
        around = around.parent
    found, area = [], around.area if around else None
    while area is not None:
        found.append(area.pk)
        area = area.parent
    return found


def elsewhere(dossier: Dossier) -> QuerySet[Agency]:
    """The other agencies that handle this procedure now, in the tree's order; lazy, one query."""
    today = clock.today()
    procedure = ProcedureVersion.objects.filter(pk=dossier.version_id).values("procedure")
    offered = Offering.objects.filter(procedure__in=procedure, valid_from__lte=today).exclude(valid_to__lte=today)
    found = Agency.objects.in_force(today).filter(pk__in=offered.values("handling")).exclude(pk=dossier.handling_id)
    return found.order_by("path")
