"""F2: impatient and forgetful clicking makes one dossier, and two tabs of one draft lose nothing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from portal.mainjob.visitor import Visitor
from tests.faults.citizen import Sheet, check_page, receipt, sheet
from tests.faults.site import Site

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("invariants_hold_afterwards")]
CLICKS = 20
ROUNDS = 8


def at_once(sheets: list[Sheet], changes: list[dict[str, str]] | None = None) -> list[httpx.Response]:
    """Send all of them at the same moment, each over a connection of its own."""
    ready = Barrier(len(sheets))

    def send(number: int) -> httpx.Response:
        ready.wait()
        return sheets[number].send(changes[number] if changes else None)

    with ThreadPoolExecutor(len(sheets)) as pool:
        return list(pool.map(send, range(len(sheets))))


@pytest.fixture(scope="module")
def drafts(site: Site) -> list[str]:
    return list(site.stage("drafts", 3))


def test_twenty_clicks_at_once(site: Site, an: Visitor, drafts: list[str]) -> None:
    # given a check page
    draft = drafts.pop()
    page = check_page(an, draft)
    # when its button is pressed twenty times at once, the page refreshed, and the browser's back used
    landed = {receipt(answer) for answer in at_once([page] * CLICKS)}
    landed.add(receipt(page.send()))
    an.get(f"/nop-ho-so/{draft}/kiem-tra/")
    # then there is one dossier, every answer led to its receipt, and back leads to the dossier
    assert len(landed) == 1
    dossier = site.one("SELECT id FROM dossiers_dossier WHERE draft_id = %s", [draft])
    assert site.one("SELECT count(*) FROM dossiers_dossier WHERE draft_id = %s", [draft]) == 1
    assert landed == {f"/ho-so/{dossier}/da-nop/"}
    assert an.path == f"/ho-so/{dossier}/"


def test_the_check_page_in_two_tabs(site: Site, an: Visitor, drafts: list[str]) -> None:
    # given the check page of one draft in two tabs
    draft = drafts.pop()
    tabs = [check_page(an, draft), check_page(an, draft)]
    # when both are sent at once
    answers = at_once(tabs)
    # then both show the same receipt
    assert len({receipt(answer) for answer in answers}) == 1
    assert site.one("SELECT count(*) FROM dossiers_dossier WHERE draft_id = %s", [draft]) == 1


def test_two_tabs_on_different_pages(an: Visitor, drafts: list[str]) -> None:
    # given two pages of one draft in two tabs
    draft = drafts.pop()
    applicant = sheet(an, f"/nop-ho-so/{draft}/muc/nguoiYeuCau/", "nyc.dienThoai")
    child = sheet(an, f"/nop-ho-so/{draft}/muc/thongTinTre/", "tre.coSoYTe")
    for number in range(ROUNDS):
        # when both are saved at the same moment with new answers
        phone, clinic = f"09123450{number:02}", f"Bệnh viện số {number}"
        answers = at_once([applicant, child], [{"nyc.dienThoai": phone}, {"tre.coSoYTe": clinic}])
        # then both answers are kept
        assert [answer.status_code for answer in answers] == [302, 302]
        an.get(f"/nop-ho-so/{draft}/kiem-tra/").expect(clinic)
        saved = sheet(an, f"/nop-ho-so/{draft}/muc/nguoiYeuCau/", "nyc.dienThoai")
        assert saved.values["nyc.dienThoai"] == [phone]
