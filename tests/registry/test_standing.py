"""What publishers do with a procedure as a whole: a scheduled version taken back, a national one replaced, one abolished."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from common import clock
from procedures import selectors
from procedures.models import Procedure, Publication
from procedures.services.publish import publish
from tests.procedures.makers import content, published
from tests.publisher.people import CODE, Publishers

pytestmark = pytest.mark.django_db
OLD = "9.000002"


def page(cast: Publishers, who: str) -> tuple[Client, str]:
    user = getattr(cast, who)
    return cast.browser(user), cast.address(user, "registry:standing", CODE)


def day(value: Any) -> str:
    return f"{value.day}/{value.month}/{value.year}"


def test_an_approver_takes_a_scheduled_version_back(publishers: Publishers) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    version = publish(CODE, content("Bản sau"), by=publishers.by(publishers.duyet), effective_from=tomorrow, decision="QĐ 2")
    author, address = page(publishers, "soan")
    author.post(address, {"act": "withdraw"})
    assert Publication.objects.get(version=version).status == "scheduled"
    approver, address = page(publishers, "duyet")
    assert "Rút bản chờ áp dụng" in approver.get(address).content.decode()
    approver.post(address, {"act": "withdraw"})
    assert Publication.objects.get(version=version).status == "recalled"


def test_a_copy_takes_a_national_procedure_s_place_and_gives_it_back(publishers: Publishers) -> None:
    published(OLD, "Thủ tục quốc gia")
    browser, address = page(publishers, "soan")
    wrong = browser.post(address, {"act": "replace", "thay-old": "9.999999", "thay-since": ""})
    assert (wrong.status_code, "Không có thủ tục mang mã này" in wrong.content.decode()) == (422, True)
    browser.post(address, {"act": "replace", "thay-old": OLD, "thay-since": day(clock.today())})
    assert set(selectors.listed().values_list("code", flat=True)) == {CODE}
    browser.post(address, {"act": "give-back"})
    assert Procedure.objects.get(code=CODE).replaces is None


def test_an_approver_abolishes_by_a_decision(publishers: Publishers) -> None:
    browser, address = page(publishers, "duyet")
    assert browser.post(address, {"act": "abolish"}).status_code == 422
    given = {"act": "abolish", "bai-bo-number": "9/QĐ-UBND", "bai-bo-day": day(clock.today())}
    browser.post(address, given)
    row = Publication.objects.get(version=publishers.version)
    assert (row.status, row.kind, row.decision_number, row.decision_date) == (
        "withdrawn",
        "abolished",
        "9/QĐ-UBND",
        clock.today(),
    )
