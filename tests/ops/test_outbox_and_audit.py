"""Failed work can be begun anew; the log's state is shown without any content."""

from audit import log
from audit.models import AuditEvent
from common import clock
from common.actors import SYSTEM
from common.models import OutboxMessage
from tests.ops.people import Office


def dead(key: str = "k") -> OutboxMessage:
    now = clock.now()
    return OutboxMessage.objects.create(
        topic="mail",
        key=key,
        payload={"secret": "số 074090001234"},
        available_at=now,
        attempts=8,
        dead_at=now,
        last_error="SMTPError: away",
    )


def test_a_failed_row_is_shown_without_its_payload_and_begun_anew(office: Office) -> None:
    row = dead()
    trí = office.browser(office.tri)
    page = trí.get(f"/quan-tri/{office.admin_seat.pk}/viec-cho/").content.decode()
    assert "SMTPError: away" in page
    assert "074090001234" not in page
    assert trí.post(f"/quan-tri/{office.admin_seat.pk}/viec-cho/{row.pk}/lam-lai/").status_code == 302
    row.refresh_from_db()
    assert (row.attempts, row.dead_at, row.last_error) == (0, None, "")
    assert AuditEvent.objects.get(stream="system").action == "outbox-retried"


def test_only_the_administrator_begins_it_anew(office: Office) -> None:
    row = dead()
    for user in (office.binh, office.an):
        assert office.browser(user).post(f"/quan-tri/{office.admin_seat.pk}/viec-cho/{row.pk}/lam-lai/").status_code == 404
    row.refresh_from_db()
    assert row.attempts == 8


def test_done_work_is_not_repeated(office: Office) -> None:
    row = dead()
    OutboxMessage.objects.update(done_at=clock.now(), dead_at=None)
    assert office.browser(office.tri).post(f"/quan-tri/{office.admin_seat.pk}/viec-cho/{row.pk}/lam-lai/").status_code == 404


def test_the_log_is_verified_on_request_and_shows_no_content(office: Office, settings, tmp_path) -> None:
    settings.AUDIT_ANCHOR_DIR = tmp_path
    log.append("dossier:1", "submitted", SYSTEM, {"note": "bí mật"})
    trí = office.browser(office.tri)
    url = f"/quan-tri/{office.admin_seat.pk}/nhat-ky/"
    assert "Chưa neo lần nào" in trí.get(url).content.decode()
    page = trí.post(url).content.decode()
    assert "Nguyên vẹn" in page
    assert "bí mật" not in page
