"""Legal texts have records of their own: made when a version names them, ended once for every procedure that rests on them."""

from datetime import date

import pytest

from audit.models import AuditEvent
from common.actors import SYSTEM, Actor
from common.errors import NotAllowed
from procedures.models import LegalBasis
from procedures.services import legal
from procedures.services.legal import BadForce
from tests.procedures.makers import published

pytestmark = pytest.mark.django_db
CODE = "123/2015/NĐ-CP"
AUTHOR = Actor("official", None, None, "author")
CLERK = Actor("official", None, None, "clerk")


def test_publishing_makes_the_records_that_a_version_names_once() -> None:
    published("9.000001", legal_bases=[{"code": CODE, "name": "Nghị định về hộ tịch"}])
    published("9.000002", legal_bases=[{"code": CODE, "name": "Tên ghi khác"}])
    assert LegalBasis.objects.get().name == "Nghị định về hộ tịch"


def test_a_text_stands_until_it_is_ended(django_assert_num_queries) -> None:
    legal.describe(CODE, by=AUTHOR, name="Nghị định", in_force_from=date(2016, 1, 1))
    legal.end(CODE, by=AUTHOR, on=date(2026, 7, 1), replaced_by="18/2026/NĐ-CP")
    with django_assert_num_queries(1):
        before = legal.standing([CODE, "không có"], date(2026, 6, 30))
    after = legal.standing([CODE, "18/2026/NĐ-CP"], date(2026, 7, 1))
    assert (before[CODE].in_force, before["không có"].known, before["không có"].in_force) == (True, False, True)
    assert (after[CODE].in_force, after[CODE].replaced_by, after["18/2026/NĐ-CP"].in_force) == (False, "18/2026/NĐ-CP", True)
    assert legal.standing([CODE], date(2015, 12, 31))[CODE].not_yet
    assert list(AuditEvent.objects.filter(stream="legal-bases").values_list("action", flat=True)) == [
        "basis-describe",
        "basis-end",
    ]


def test_days_that_contradict_each_other_and_strangers_are_refused() -> None:
    legal.describe(CODE, by=AUTHOR, name="Nghị định", in_force_from=date(2016, 1, 1))
    for refused, who, on, by in ((BadForce, AUTHOR, date(2015, 1, 1), ""), (BadForce, AUTHOR, date(2020, 1, 1), CODE)):
        with pytest.raises(refused):
            legal.end(CODE, by=who, on=on, replaced_by=by)
    for who in (CLERK, SYSTEM):
        with pytest.raises(NotAllowed):
            legal.end(CODE, by=who, on=date(2020, 1, 1))
    assert LegalBasis.objects.get(code=CODE).in_force_to is None
