"""F3: PostgreSQL's postmaster is killed while submissions run: no acknowledged receipt is lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx
import pytest

from portal.mainjob.visitor import Visitor
from tests.faults.citizen import Sheet, check_page, receipt, sheet
from tests.faults.site import Site, until

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("invariants_hold_afterwards")]
SUBMISSIONS = 12
HANDS = 3
PATIENCE = 60.0
QUICK = 5.0


@dataclass
class Diary:
    """What the citizens saw: receipts by draft, and the status of every refusal."""

    receipts: dict[str, str] = field(default_factory=dict)
    refusals: list[int] = field(default_factory=list)

    def submit(self, draft: str, page: Sheet) -> None:
        """Press the button until there is a receipt, as a patient citizen does."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = page.send()
            if answer.status_code == 302:
                self.receipts[draft] = receipt(answer)
                return
            self.refusals.append(answer.status_code)
            time.sleep(0.3)


def timed(visitor: Visitor, path: str) -> tuple[httpx.Response, float]:
    started = time.monotonic()
    return visitor.http.get(visitor.base_url + path), time.monotonic() - started


def test_the_postmaster_dies_under_load(site: Site, an: Visitor) -> None:
    # given citizens who submit one draft after another, and one who is filling in
    *drafts, open_draft = site.stage("drafts", SUBMISSIONS + 1)
    pages = {draft: check_page(an, draft) for draft in drafts}
    page = sheet(an, f"/nop-ho-so/{open_draft}/muc/thongTinTre/", "tre.coSoYTe")
    assert page.send({"tre.coSoYTe": "Nhà hộ sinh trước sự cố"}).status_code == 302
    diary = Diary()
    with ThreadPoolExecutor(HANDS) as pool:
        for draft in drafts:
            pool.submit(diary.submit, draft, pages[draft])
        until(lambda: len(diary.receipts) >= HANDS, PATIENCE, "the first receipts")
        # when the postmaster is killed under them and nobody starts it again for the moment
        with site.unattended():
            site.live.kill("postgres")
            acknowledged = dict(diary.receipts)
            # then pages say so quickly, whatever they are
            for path in ("/ho-so/", f"/nop-ho-so/{open_draft}/kiem-tra/"):
                answer, took = timed(an, path)
                assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
                assert "vẫn còn" in answer.text
                assert took < QUICK
            assert page.send({"tre.coSoYTe": "Mất giữa chừng"}).status_code == 503
            assert [httpx.get(site.base_url + path).status_code for path in ("/healthz", "/readyz")] == [200, 503]
        # and the portal recovers by itself
        until(lambda: httpx.get(site.base_url + "/readyz").status_code == 200, PATIENCE, "the portal recovers")
    # then everyone has a receipt, nothing but 503 was answered meanwhile, and what was acknowledged is there
    assert set(diary.refusals) <= {503}
    assert diary.receipts.keys() == set(drafts)
    assert acknowledged
    stored = site.rows("SELECT draft_id::text, id FROM dossiers_dossier WHERE draft_id = ANY(%s)", [drafts])
    assert len(stored) == SUBMISSIONS
    assert {draft: f"/ho-so/{dossier}/da-nop/" for draft, dossier in stored} == diary.receipts
    # and the draft under way is as it was saved
    saved = sheet(an, f"/nop-ho-so/{open_draft}/muc/thongTinTre/", "tre.coSoYTe")
    assert saved.values["tre.coSoYTe"] == ["Nhà hộ sinh trước sự cố"]
