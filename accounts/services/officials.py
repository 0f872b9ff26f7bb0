"""Officials' accounts: opened and closed by the system administrator, never by registering."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, SeatAssignment, User
from common import clock
from common.actors import Actor
from common.errors import DomainError, EmptyReason, NotAllowed
from common.events import AccountEvent, SeatChanged, emit
from common.text import tidy


class AddressTaken(DomainError):
    """The address has an account already; a citizen's account never becomes an official's."""

    code = "address-taken"
    default_message = _("Thư điện tử này đã có tài khoản. Cán bộ dùng địa chỉ công vụ riêng.")


@transaction.atomic
def open_account(email: str, full_name: str, *, by: Actor) -> User:
    """An account without a password: its owner sets one by the reset code. Raises ``AddressTaken``."""
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise AddressTaken
    user = User.objects.create_user(address, is_official=True, person=Person.objects.create(full_name=tidy(full_name)))
    emit(AccountEvent(user.pk, "official-opened", by, {}))
    return user


@transaction.atomic
def close_account(user: User, *, by: Actor, reason: str) -> None:
    """The official left: the account no longer opens and every seat is freed. Raises ``EmptyReason``, ``NotAllowed``
    when administrators try to close their own account."""
    if not reason.strip():
        raise EmptyReason(str(_("Nhập lý do hoặc số quyết định")))
    if by.user_id == user.pk:
        raise NotAllowed(str(_("Bạn không tự khóa tài khoản của mình được.")))
    row = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    row.is_active = False
    row.save(update_fields=["is_active"])
    SeatAssignment.objects.filter(user=row, until__isnull=True).update(until=clock.now())
    emit(AccountEvent(row.pk, "official-closed", by, {"reason": reason.strip()}))
    emit(SeatChanged(row.pk))


@transaction.atomic
def reopen_account(user: User, *, by: Actor, reason: str) -> None:
    """The official is back; seats have to be assigned anew. Raises ``EmptyReason``."""
    if not reason.strip():
        raise EmptyReason(str(_("Nhập lý do hoặc số quyết định")))
    User.objects.filter(pk=user.pk).update(is_active=True)
    emit(AccountEvent(user.pk, "official-reopened", by, {"reason": reason.strip()}))
