"""A version that waits for its day, looked at as citizen and as agency; an error of the checker keeps a draft from review."""

from datetime import timedelta

import pytest

from common import clock
from portal.web.publisher.registry.numbers import CountField
from procedures.content import BadContent
from procedures.models import VersionDraft
from procedures.services import reviewing
from procedures.services.sections import save_section
from tests.publisher.people import Publishers


def test_a_scheduled_version_is_looked_at_from_its_list(publishers: Publishers) -> None:
    draft = publishers.draft()
    soan, duyet = publishers.by(publishers.soan), publishers.by(publishers.duyet)
    draft = save_section(draft.pk, "name", {"summary": "Lời của bản sau."}, by=soan, seen=draft.revision)
    draft = reviewing.submit(draft.pk, by=soan, seen=draft.revision)
    draft = reviewing.approve(draft.pk, by=duyet, seen=draft.revision)
    day = clock.today() + timedelta(days=9)
    reviewing.publish_draft(draft.pk, by=duyet, seen=draft.revision, effective_from=day, decision="QĐ 1")
    browser = publishers.browser(publishers.duyet)
    listed = browser.get(publishers.address(publishers.duyet, "catalogue:list"), {"muc": "day"}).content.decode()
    told = f"{day.day}/{day.month}/{day.year}"
    for name in ("looking:citizen", "looking:agency"):
        address = publishers.address(publishers.duyet, name, draft.pk)
        assert address in listed
        page = browser.get(address).content.decode()
        assert told in page
    citizen = browser.get(publishers.address(publishers.duyet, "looking:citizen", draft.pk)).content.decode()
    assert "Lời của bản sau." in citizen
    assert "áp dụng bản mới của thủ tục này" not in citizen, "this is the new one"


def test_a_contradiction_that_the_checker_calls_an_error_is_not_sent_in(publishers: Publishers) -> None:
    draft, soan = publishers.draft(), publishers.by(publishers.soan)
    methods = [{"channel": "counter", "text": "Tại quầy", "limit": {"value": "90wd", "text": "90 ngày làm việc"}}]
    draft = save_section(draft.pk, "methods", {"methods": methods}, by=soan, seen=draft.revision)
    with pytest.raises(BadContent) as refused:
        reviewing.submit(draft.pk, by=soan, seen=draft.revision)
    assert [one.path for one in refused.value.refusals] == ["methods/0/limit"]
    assert VersionDraft.objects.get(pk=draft.pk).status == "draft"


@pytest.mark.parametrize(("typed", "number"), [("20.000", 20_000), ("1 200", 1200), ("5000 đ", 5000), ("0", 0)])
def test_a_number_is_read_as_it_is_written_here(typed: str, number: int) -> None:
    assert CountField(most=1_000_000).clean(typed) == number
