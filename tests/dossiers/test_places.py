"""Any centre takes any dossier and the right agency handles it."""

import pytest

from agencies.models import AdministrativeUnit, Agency
from common.errors import NotAllowed
from dossiers.models import Dossier
from dossiers.resolving import resolve
from dossiers.services import handle, receive
from tests.dossiers.routing import made
from tests.world import World
from workflow.model import AgencyRef


def test_another_ward_s_desk_takes_it_the_right_agency_handles_it_and_the_desk_gives_it_back(world: World) -> None:
    """NĐ 118/2025: reception does not depend on where one lives in the province."""
    offering = made.offered(made.plain(), non_territorial=True)
    there = Agency.objects.get(code=made.NEXT_DESK)
    dossier = made.filed_at(world, offering, there)
    assert dossier.code.startswith(f"{made.NEXT_DESK}-")
    assert (dossier.receiving, dossier.handling.code, dossier.returning) == (there, made.WARD, there)
    with pytest.raises(NotAllowed):
        world.act(receive.receive, "binh", dossier)
    world.act(receive.receive, "mai", dossier)
    assert dossier.holder.code == made.WARD
    world.act(handle.propose, "chi", dossier, opinion="Đủ.")
    assert made.sound()


def dossier_at(world: World) -> Dossier:
    return made.filed(world, made.plain())


@pytest.mark.parametrize(
    ("kind", "code", "found"),
    [
        ("receiving", "", made.DESK),
        ("handling", "", made.WARD),
        ("returning", "", made.DESK),
        ("parent", "", "H09.21"),
        ("named", made.OFFICE, made.OFFICE),
        ("address", "answers.noiO", made.NEXT_WARD),
        ("address", "answers.khongCo", made.WARD),
        ("competent", "G15-TP07", made.WARD),
        ("competent", "G01-XX01", made.OFFICE),
        ("competent", "G99-ZZ99", made.WARD),
    ],
)
def test_each_resolver_finds_its_agency(world: World, kind: str, code: str, found: str) -> None:
    """The address at the level of who handles; the competent one is the nearest on the way up; nobody found: who handles."""
    dossier = dossier_at(world)
    commune = AdministrativeUnit.objects.get(code="25747")
    Agency.objects.filter(code=made.NEXT_WARD).update(area=commune)
    dossier.answers = {"noiO": {"tinh": "79", "xa": "25747", "chiTiet": "Số 1"}}
    other = made.offered(made.plain(), "9.000070", handling=made.OFFICE)
    other.procedure.field = type(other.procedure.field).objects.create(code="G01-XX01", name="Cư trú")
    other.procedure.save()
    assert Agency.objects.get(pk=resolve(dossier, AgencyRef(kind, code))).code == found
