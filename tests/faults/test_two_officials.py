"""F9: two officials act on one dossier at the same moment: one wins, the other keeps what they wrote; no lost update."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest
from lxml import html

from tests.faults.citizen import Sheet, sheet
from tests.faults.site import Site

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("invariants_hold_afterwards")]
ROUNDS = 10


def race(one: Sheet, other: Sheet) -> list[httpx.Response]:
    """Send both at the same moment."""
    ready = Barrier(2)

    def send(page: Sheet) -> httpx.Response:
        ready.wait()
        return page.send()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(send, (one, other)))


def test_ten_races_for_a_dossier(site: Site) -> None:
    # given two clerks at one counter with ten dossiers before both
    made = site.stage("desk", ROUNDS)
    clerks = [site.visitor(name) for name in ("binh", "oanh")]
    for number, dossier in enumerate(made["dossiers"]):
        before = site.one("SELECT lock_version FROM dossiers_dossier WHERE id = %s", [dossier])
        texts = [f"Lý do của {clerk.name}, vòng {number}" for clerk in clerks]
        path = f"/mot-cua/{made['seat']}/ho-so/{dossier}/lam/refuse/"
        opened = [sheet(clerk, path, "reason") for clerk in clerks]
        pages = [Sheet(page.url, {**page.values, "reason": text}, page.cookies) for page, text in zip(opened, texts, strict=True)]
        if number % 2:  # every other time the second clerk takes what the first refuses
            pages[1] = Sheet(pages[1].url.replace("/refuse/", "/receive/"), pages[1].values, pages[1].cookies)
        # when both act at once
        answers = race(*pages)
        # then one wins, and the other reads of the conflict with their own text kept
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        winner = [answer.status_code for answer in answers].index(302)
        loser = 1 - winner
        if not (number % 2 and loser == 1):
            assert html.fromstring(answers[loser].text).xpath("//textarea[@name='reason']/text()")[0].strip() == texts[loser]
        assert 'class="conflict"' in answers[loser].text
        # and the dossier has the winner's act and no other
        refused = winner == 0 or number % 2 == 0
        after = site.rows("SELECT lock_version, state FROM dossiers_dossier WHERE id = %s", [dossier])
        assert after == [(before + 1, "refused" if refused else "processing")]
        written = site.rows("SELECT text FROM dossiers_opinion WHERE dossier_id = %s", [dossier])
        assert written == ([(texts[winner],)] if refused else [])
