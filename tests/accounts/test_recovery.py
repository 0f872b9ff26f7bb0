"""Two ways back without the mailbox: a printed code, or one from the counter after the identity card was seen."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from accounts.models import RecoveryCode, User
from accounts.services import recovery
from audit.models import AuditEvent
from common import clock
from common.actors import Actor
from common.errors import EmptyReason, NotAllowed
from notifications.models import Notification

pytestmark = pytest.mark.django_db
CLERK = Actor("official", seat_id=1, role="clerk", agency_id=1)
NEW = "mot-mat-khau-moi-2026"


@pytest.fixture
def an() -> User:
    return User.objects.create_user("an@example.vn", "Demo-2026-portal")


def test_a_printed_code_works_once_however_it_is_typed(an: User) -> None:
    code = recovery.issue_codes(an)[3]
    recovery.recover(" AN@example.vn", code.lower().replace("-", " "), NEW)
    an.refresh_from_db()
    assert an.check_password(NEW)
    with pytest.raises(recovery.WrongCode):
        recovery.recover(an.email, code, NEW)
    assert RecoveryCode.objects.filter(used_at__isnull=True).count() == 7


def test_recovering_ends_sessions_and_tells_the_owner(an: User, client) -> None:
    client.force_login(an)
    assert client.get("/tai-khoan/phien/").status_code in {200, 302}
    recovery.recover(an.email, recovery.issue_codes(an)[0], NEW)
    assert client.get("/tai-khoan/ho-so-ca-nhan/").status_code == 302
    assert Notification.objects.filter(user=an, title="Tài khoản đã khôi phục").count() == 1
    actions = AuditEvent.objects.filter(stream=f"account:{an.pk}").values_list("action", flat=True)
    assert list(actions) == ["recovery-codes-issued", "recovered"]


def test_new_codes_replace_old_ones(an: User) -> None:
    old = recovery.issue_codes(an)[0]
    recovery.issue_codes(an)
    with pytest.raises(recovery.WrongCode):
        recovery.recover(an.email, old, NEW)


@pytest.mark.parametrize("email", ["nobody@example.vn", "lan@example.vn"])
def test_another_address_with_a_right_code_gets_the_same_answer(an: User, email: str) -> None:
    User.objects.create_user("lan@example.vn", "Demo-2026-portal")
    code = recovery.issue_codes(an)[0]
    with pytest.raises(recovery.WrongCode):
        recovery.recover(email, code, NEW)
    an.refresh_from_db()
    assert not an.check_password(NEW)


def test_a_weak_password_leaves_the_code_usable(an: User) -> None:
    code = recovery.issue_codes(an)[0]
    with pytest.raises(ValidationError):
        recovery.recover(an.email, code, "123")
    recovery.recover(an.email, code, NEW)


def test_a_clerk_gives_a_code_for_a_day(an: User) -> None:
    epoch = an.session_epoch
    code = recovery.counter_reset(an, by=CLERK, reason="căn cước còn hạn")
    an.refresh_from_db()
    assert an.session_epoch == epoch + 1
    assert Notification.objects.filter(user=an).count() == 1
    with time_machine.travel(clock.now() + timedelta(hours=25)), pytest.raises(recovery.WrongCode):
        recovery.recover(an.email, code, NEW)
    recovery.recover(an.email, code, NEW)


@pytest.mark.parametrize(
    ("by", "reason", "official", "refusal"),
    [
        (CLERK, "  ", False, EmptyReason),
        (Actor("citizen"), "x", False, NotAllowed),
        (Actor("official", role="handler"), "x", False, NotAllowed),
        (CLERK, "x", True, NotAllowed),
    ],
)
def test_who_may_not_reset_at_the_counter(an: User, by: Actor, reason: str, official: bool, refusal: type) -> None:
    an.is_official = official
    an.save()
    with pytest.raises(refusal):
        recovery.counter_reset(an, by=by, reason=reason)
    assert not RecoveryCode.objects.exists()
    an.refresh_from_db()
    assert an.session_epoch == 0
