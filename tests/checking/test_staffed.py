"""Roles that nobody holds in an agency that offers the procedure: told to the author; held nowhere, it stands in the way."""

import pytest
from django.conf import settings

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.actors import SYSTEM
from procedures import selectors
from procedures.checking import ERROR, WARNING, check
from procedures.checking.processes import parts_of
from procedures.content import BadContent
from procedures.models import Procedure
from procedures.services.publish import publish
from procedures.services.seed import content_of
from tests.procedures.makers import published
from tests.world import PERMIT, build


def test_an_empty_seat_is_a_warning_with_the_agency_s_name() -> None:
    content = content_of(settings.BASE_DIR / "seeds" / "procedures" / PERMIT)[1]
    staffed = {"receiving": {"Một cửa": frozenset({"clerk"})}, "handling": {"Phường Một": frozenset({"handler", "leader"})}}
    found = [one for one in check(content, held=staffed) if one.code == "nobody-there"]
    assert {(one.path, one.level) for one in found} == {("process/number", WARNING), ("process/stamp", WARNING)}
    assert all("“records”" in one.message and "Phường Một" in one.message for one in found)
    assert not [one for one in check(content) if one.code == "nobody-there"]


def test_who_sits_where_a_procedure_is_offered_is_two_queries(db: None, django_assert_num_queries) -> None:
    build()
    procedure = Procedure.objects.get(code=PERMIT)
    with django_assert_num_queries(2):
        held = selectors.roles_held(procedure)
    assert held["handling"]["Ủy ban nhân dân phường Phú Cường"] == {"handler", "leader", "records", "finance"}
    Seat.objects.filter(agency__code="H09.21.23", role="records").update(active=False)
    assert "records" not in selectors.roles_held(procedure)["handling"]["Ủy ban nhân dân phường Phú Cường"]


def test_a_role_that_nobody_holds_anywhere_keeps_a_person_from_publishing_not_the_system(db: None) -> None:
    world = build()
    version = selectors.published(PERMIT)
    told = version.content | {"summary": "Lời mới."}
    Seat.objects.filter(role="records").update(active=False)
    approver = actor_for(world.officials["duyet"], world.seats["duyet"])
    given = {"effective_from": clock.today(), "decision": "QĐ 9"}
    with pytest.raises(BadContent) as refused:
        publish(PERMIT, told, by=approver, **given)
    assert {one.path for one in refused.value.refusals} == {"process/number", "process/stamp"}
    assert selectors.published(PERMIT) == version
    assert publish(PERMIT, told, by=SYSTEM, **given).number == version.number + 1


def test_a_sub_dossier_of_a_procedure_that_is_not_in_force_stands_in_the_way(db: None, django_assert_num_queries) -> None:
    content = content_of(settings.BASE_DIR / "seeds" / "procedures" / "2.000986")[1]
    assert parts_of(content) == {"1.004222", "1.014137"}
    published("1.014137")
    with django_assert_num_queries(1):
        known = selectors.in_force(parts_of(content))
    (found,) = (one for one in check(content, known=known) if one.code == "unknown-procedure")
    assert (found.level, found.path) == (ERROR, "process/joint") and "1.004222" in found.message
    assert not [one for one in check(content) if one.code == "unknown-procedure"]
