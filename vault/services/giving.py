"""Giving a paper to an agency, a person or whoever has a link: for a purpose and a time, taken back at once."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import limits, rules
from accounts.models import Organisation, Person, User, identity_index
from accounts.selectors import representatives
from agencies.models import Agency
from audit import log
from common import clock
from common.actors import Actor
from common.crypto import blind_index
from common.errors import DomainError, EmptyReason, NotAllowed
from common.events import emit
from common.text import tidy
from vault.access import EMAIL, LINK
from vault.given import Share
from vault.happened import VaultHappened
from vault.models import Document

LONGEST = timedelta(days=366)
A_DAY = 50
TOKEN_BYTES = 18


class BadReceiver(DomainError):
    """Neither an e-mail address nor an identity number."""

    code = "bad-receiver"
    default_message = _("Nhập thư điện tử, hoặc số định danh gồm 12 chữ số của người nhận")


class BadTime(DomainError):
    """Over already, or more than a year away."""

    code = "bad-time"
    default_message = _("Chọn ngày kết thúc trong vòng một năm kể từ hôm nay")


class TooManyShares(DomainError):
    """More in a day than a person gives."""

    code = "too-many"
    default_message = _("Bạn đã chia sẻ nhiều giấy tờ trong hôm nay. Tiếp tục vào ngày mai.")


def to_agency(document: Document, agency: Agency, *, by: User, purpose: str, until: datetime) -> Share:
    """Its officials may look at the paper. Raises ``EmptyReason``, ``BadTime``, ``NotAllowed``, ``TooManyShares``."""
    return _give(document, by, purpose, until, to=Share.To.AGENCY, agency=agency)


def to_person(document: Document, receiver: str, *, by: User, purpose: str, until: datetime) -> Share:
    """One person, named by e-mail address or identity number, sees it among what others share; told if they have an account.

    The giver does not learn whether they have one. Raises ``BadReceiver`` and what ``to_agency`` does.
    """
    index, user_ids = _receiver(receiver)
    share = _give(document, by, purpose, until, to=Share.To.PERSON, to_index=index, to_shown=tidy(receiver))
    if user_ids:
        emit(VaultHappened("shared", share.pk, user_ids, document.title, clock.at(until)))
    return share


def by_link(document: Document, *, by: User, purpose: str, until: datetime) -> Share:
    """Whoever has the link sees it; 144 random bits. Raises what ``to_agency`` does."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return _give(document, by, purpose, until, to=Share.To.LINK, token=token, token_index=blind_index(token, purpose=LINK))


@transaction.atomic
def revoke(share: Share, *, by: User) -> Share:
    """Take it back at once; doing it twice changes nothing. The caller fetched ``share`` through vault.access."""
    row = Share.objects.select_for_update(of=("self",)).get(pk=share.pk)
    if row.revoked_at is None:
        row.revoked_at = clock.now()
        row.save(update_fields=["revoked_at"])
        log.append(f"document:{row.document_id}", "share-revoked", Actor("citizen", user_id=by.pk), {"share": str(row.pk)})
    return row


@transaction.atomic
def _give(document: Document, by: User, purpose: str, until: datetime, **to: object) -> Share:
    if not purpose.strip():
        raise EmptyReason(str(_("Nhập mục đích chia sẻ")))
    now = clock.now()
    if not now < until <= now + LONGEST:
        raise BadTime
    if document.removed_at is not None:
        raise NotAllowed
    if not limits.allow(f"vault-share:{by.pk}", A_DAY, timedelta(days=1)):
        raise TooManyShares
    share = Share.objects.create(document=document, by=by, purpose=tidy(purpose), until=until, created_at=now, **to)
    log.append(
        f"document:{document.pk}", "shared", Actor("citizen", user_id=by.pk), {"share": str(share.pk), "to": str(share.to)}
    )
    return share


def _receiver(text: str) -> tuple[str, tuple]:
    """The blind index of who is meant, and their account where there is one."""
    text = text.strip()
    if "@" in text:
        email = text.lower()
        users = User.objects.filter(email=email, is_active=True)
        return blind_index(email, purpose=EMAIL), tuple(users.values_list("pk", flat=True))
    try:
        number = rules.identity_number(text)
    except rules.BadIdentityNumber:
        raise BadReceiver from None
    index = identity_index(number)
    return index, tuple(User.objects.filter(person__identity_index=index, is_active=True).values_list("pk", flat=True))


def accounts_of(owner: Person | Organisation) -> tuple:
    """Who is told about an owner's papers: the person and who is guardian today, or an organisation's representatives."""
    if isinstance(owner, Organisation):
        return tuple(user.pk for user in representatives(owner))
    today = clock.today()
    parents = owner.parents.filter(since__lte=today, until__gt=today).values("parent_id")
    people = [owner.pk, *Person.objects.filter(pk__in=parents).values_list("pk", flat=True)]
    return tuple(User.objects.filter(person__in=people, is_active=True).values_list("pk", flat=True))
