"""F5: Valkey dies or forgets everything: nobody is logged out, submitting works, the outbox drains, limits limit."""

import time

import pytest
import redis

from portal.mainjob.visitor import Visitor
from tests.faults.citizen import check_page, receipt, sheet
from tests.faults.site import Site, until

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("invariants_hold_afterwards")]
QUICK = 5.0
DRAIN_SECONDS = 60  # I6
TRIES = 5  # settings.LOGIN_TRIES_PER_ACCOUNT
TOO_MANY = "Bạn đã thử nhiều lần"


@pytest.fixture(scope="module")
def drafts(site: Site) -> list[str]:
    return list(site.stage("drafts", 2))


def guess(site: Site, email: str) -> bool:
    """A stranger tries a wrong password; whether the portal said that it was once too often."""
    page = sheet(Visitor(site.base_url, "người lạ"), "/tai-khoan/dang-nhap/", "login")
    return TOO_MANY in page.send({"login": email, "password": "mat-khau-sai-2026"}).text


def works(site: Site, an: Visitor, draft: str) -> None:
    """An is still logged in, the portal answers quickly, and submitting gives a receipt."""
    started = time.monotonic()
    an.get("/ho-so/")
    assert an.path == "/ho-so/"
    landed = receipt(check_page(an, draft).send())
    an.get(landed).expect("Đã nộp hồ sơ")
    assert time.monotonic() - started < QUICK


def told(site: Site, draft: str) -> bool:
    """Whether the outbox told An about this submission, in the inbox and by its two papers."""
    dossier = site.one("SELECT id FROM dossiers_dossier WHERE draft_id = %s", [draft])
    inbox = site.one("SELECT count(*) FROM notifications_notification WHERE key = %s", [f"dossier:{dossier}:submitted:"])
    printed = site.one("SELECT count(*) FROM dossiers_printedform WHERE dossier_id = %s", [dossier])
    return (inbox, printed) == (1, 2)


def test_valkey_is_killed(site: Site, an: Visitor, drafts: list[str]) -> None:
    # given a portal whose Valkey is killed and stays away
    draft = drafts.pop()
    with site.unattended():
        site.live.kill("valkey")
        # then An works on, and a guesser is stopped all the same
        works(site, an, draft)
        assert [guess(site, "killed@demo.vn") for _try in range(TRIES + 1)] == [False] * TRIES + [True]
    # and when it is back, what waited is done
    until(lambda: told(site, draft), DRAIN_SECONDS, "the outbox drains")
    until(site.drained, DRAIN_SECONDS, "nothing waits")


def test_valkey_forgets_everything(site: Site, an: Visitor, drafts: list[str]) -> None:
    # given a guesser who has used up the tries
    draft = drafts.pop()
    assert [guess(site, "flushed@demo.vn") for _try in range(TRIES)] == [False] * TRIES
    # when Valkey forgets everything
    with redis.Redis.from_url(site.live.facts["env"]["REDIS_URL"]) as valkey:
        valkey.flushall()
    # then the guesser is not forgotten, An works on, and the outbox drains
    assert guess(site, "flushed@demo.vn")
    works(site, an, draft)
    until(lambda: told(site, draft), DRAIN_SECONDS, "the outbox drains")
