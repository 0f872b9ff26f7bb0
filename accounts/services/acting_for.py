"""Who acts for whom: staff of an organisation by a written authorisation, a parent or guardian for a child."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.access import representation
from accounts.models import Guardianship, Organisation, Person, Representation, User
from accounts.services.people import VerifiedFacts, find_or_create_verified
from common import clock
from common.actors import Actor
from common.errors import DomainError, EmptyReason, NotAllowed
from common.events import AccountEvent, emit
from common.text import tidy

MAJORITY = 18
A_DAY = 20


class NoSuchAccount(DomainError):
    """Nobody uses this address here, or only officials do."""

    code = "no-account"
    default_message = _("Chưa có tài khoản với thư điện tử này. Người đó cần đăng ký tài khoản trước.")


class Grown(DomainError):
    """Eighteen or older: nobody's parent acts for them any more."""

    code = "grown"
    default_message = _("Người này đã đủ 18 tuổi nên tự làm thủ tục của mình.")


@transaction.atomic
def authorise(organisation: Organisation, *, by: User, email: str, role: str, basis: str, until: date | None) -> Representation:
    """Let an account act for the organisation (``full``) or be one of its staff, from today on by a written authorisation.

    Raises ``NotFound`` for who does not represent it, ``EmptyReason``, ``NoSuchAccount``, ``NotAllowed`` for oneself.
    """
    representation(by, organisation.pk)
    if not basis.strip():
        raise EmptyReason(str(_("Nhập số, ngày của văn bản ủy quyền")))
    if not limits.allow(f"authorise:{by.pk}", A_DAY, timedelta(days=1)):
        raise NotAllowed(str(_("Bạn đã thêm nhiều người trong hôm nay. Tiếp tục vào ngày mai.")))
    user = User.objects.filter(email=email.strip().lower(), is_active=True, is_official=False).first()
    if user is None:
        raise NoSuchAccount
    if user.pk == by.pk:
        raise NotAllowed
    given = {"role": role, "basis": tidy(basis), "since": clock.today(), "until": until}
    row, _made = Representation.objects.update_or_create(user=user, organisation=organisation, defaults=given)
    _written(organisation, "authorised", by, row)
    return row


@transaction.atomic
def end(organisation: Organisation, row_id: int, *, by: User) -> None:
    """Take an authorisation back at once; its row stays, for what was filed by it. Raises ``NotFound``; ``NotAllowed`` for one's
    own, so that nobody is left outside.
    """
    representation(by, organisation.pk)
    row = Representation.objects.select_for_update().filter(pk=row_id, organisation=organisation).first()
    if row is None or row.user_id == by.pk:
        raise NotAllowed
    _written(organisation, "authorisation-ended", by, row)
    row.until = clock.today() - timedelta(days=1)
    row.save(update_fields=["until"])


def _written(organisation: Organisation, act: str, by: User, row: Representation) -> None:
    told = {"organisation": str(organisation.pk), "role": str(row.role)}
    emit(AccountEvent(row.user_id, act, Actor("citizen", user_id=by.pk), told))


def staff(organisation: Organisation) -> list[Representation]:
    """Who acts for the organisation today, representatives first; one query."""
    rows = Representation.objects.filter(organisation=organisation).exclude(until__lt=clock.today())
    return list(rows.select_related("user__person").order_by("role", "user__email"))


@transaction.atomic
def confirm_child(parent: Person, child: VerifiedFacts, *, basis: str, by: Actor) -> Guardianship:
    """A clerk saw the paper that makes ``parent`` the child's parent or guardian. Ends by itself on the eighteenth birthday.

    Raises ``EmptyReason``, ``Grown``, ``BadIdentityNumber``, ``NoSuchAccount``; ``NotAllowed`` unless an official confirms.
    """
    if by.kind != "official" or child.birth_date is None:
        raise NotAllowed
    if not basis.strip():
        raise EmptyReason(str(_("Nhập số giấy khai sinh hoặc quyết định giám hộ")))
    user = User.objects.filter(person=parent).first()
    if user is None:
        raise NoSuchAccount
    until = _birthday(child.birth_date, MAJORITY)
    if until <= clock.today():
        raise Grown
    person = find_or_create_verified(child, trust=Person.Trust.COUNTER)
    if person.pk == parent.pk:
        raise NotAllowed
    given = {"since": clock.today(), "until": until, "basis": tidy(basis)}
    row, _made = Guardianship.objects.update_or_create(parent=parent, child=person, defaults=given)
    emit(AccountEvent(user.pk, "guardian-confirmed", by, {"child": str(person.pk)}))
    return row


def _birthday(born: date, years: int) -> date:
    """The day on which somebody is so old; who was born on 29 February on 1 March (Bộ luật Dân sự, Article 148)."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
