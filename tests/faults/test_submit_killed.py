"""F1: the web worker is killed at eight points of a submission; the citizen presses the button again."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from portal.mainjob.visitor import Visitor
from tests.faults.citizen import check_page, receipt
from tests.faults.site import Site

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("invariants_hold_afterwards")]
# point → dossiers that are there when the worker has died
POINTS = {
    "submit.begun": 0,
    "submit.locked": 0,
    "submit.complete": 0,
    "submit.numbered": 0,
    "submit.logged": 0,
    "submit.queued": 0,
    "submit.kept": 0,
    "submit.committed": 1,
}


@pytest.fixture(scope="module")
def drafts(site: Site) -> list[str]:
    return list(site.stage("drafts", len(POINTS)))


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_dies_while_it_submits(site: Site, an: Visitor, drafts: list[str], point: str) -> None:
    # given a complete draft whose submission stops at the point
    draft = drafts.pop()
    sheet = check_page(an, draft)
    made = "SELECT count(*) FROM dossiers_dossier WHERE draft_id = %s"
    site.arm(point)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(sheet.send)
        # when its worker is killed there
        site.kill_at(point)
        # then the citizen got no answer, and the submission happened wholly or not at all
        assert isinstance(first.exception(20), httpx.TransportError)
    assert site.one(made, [draft]) == POINTS[point]
    # and pressing again, and once more, leads to the one receipt
    landed = receipt(sheet.send())
    assert receipt(sheet.send()) == landed
    assert site.one(made, [draft]) == 1
    an.get(landed).expect("Đã nộp hồ sơ")
