"""Creating people, binding what an identity provider or a clerk has verified, changing what a person declares."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import Person, User, identity_index
from common.actors import Actor
from common.errors import DomainError, NotAllowed
from common.events import AccountEvent, emit
from common.text import tidy


class IdentityTaken(DomainError):
    """The number is bound to another account; binding it twice would let one person read another's dossiers."""

    code = "identity-taken"
    default_message = _("Số định danh này đã gắn với một tài khoản khác. Hãy đến quầy Một cửa để được đối chiếu.")


@dataclass(frozen=True)
class VerifiedFacts:
    """What VNeID or a clerk vouches for (domain.md: TechID, số định danh, họ tên, ngày sinh)."""

    identity_number: str
    full_name: str
    birth_date: date | None = None
    sex: str = ""


def create(full_name: str, *, phone: str = "", birth_date: date | None = None, sex: str = "", address: str = "") -> Person:
    """A person as they declare themselves; an identity number is never taken on trust. Raises ``BadPhone``."""
    return Person.objects.create(
        full_name=tidy(full_name),
        phone=rules.phone(phone) if phone else None,
        birth_date=birth_date,
        sex=sex,
        address=tidy(address) or None,
    )


@transaction.atomic
def find_or_create_verified(facts: VerifiedFacts, *, trust: str) -> Person:
    """The one person with this identity number, refreshed with the verified facts; made when unknown.

    Raises ``BadIdentityNumber``.
    """
    number = rules.identity_number(facts.identity_number)
    person = Person.objects.select_for_update().filter(identity_index=identity_index(number)).first()
    person = person or Person()
    _write_verified(person, number, facts, trust)
    return person


@transaction.atomic
def bind_identity(user: User, facts: VerifiedFacts, *, trust: str, by: Actor) -> Person:
    """Bind a verified identity to an account; only OIDC (trust ``vneid``) or a clerk (``counter``) may.

    A person known to the system without an account (a counter applicant) becomes this account's person, so their
    dossiers come along. Raises ``IdentityTaken``, ``BadIdentityNumber``, ``NotAllowed`` when nobody verified.
    """
    if trust not in {Person.Trust.VNEID, Person.Trust.COUNTER} or (trust == Person.Trust.COUNTER and by.kind != "official"):
        raise NotAllowed
    number = rules.identity_number(facts.identity_number)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    known = Person.objects.select_for_update().filter(identity_index=identity_index(number)).first()
    if known and known.pk != user.person_id:
        person = _take_over(user, known)
    else:
        person = user.person or Person()
    if person.identity_number and person.identity_number != number:
        raise IdentityTaken(str(_("Tài khoản này đã gắn với một số định danh khác.")))
    try:
        with transaction.atomic():
            _write_verified(person, number, facts, trust)
    except IntegrityError as error:
        raise IdentityTaken from error
    if user.person_id != person.pk:
        user.person = person
        user.save(update_fields=["person"])
    emit(AccountEvent(user.pk, "identity-bound", by, {"trust": trust}))
    return person


def _take_over(user: User, known: Person) -> Person:
    """``known`` carries the number already: use it unless another account or another number stands in the way."""
    if User.objects.filter(person=known).exists() or (user.person and user.person.identity_index):
        raise IdentityTaken
    if user.person and not known.phone:
        known.phone = user.person.phone
    return known


def _write_verified(person: Person, number: str, facts: VerifiedFacts, trust: str) -> None:
    person.identity_number = number
    person.full_name = tidy(facts.full_name) or person.full_name
    person.birth_date = facts.birth_date or person.birth_date
    person.sex = facts.sex or person.sex
    if person.trust != Person.Trust.VNEID:
        person.trust = trust
    person.save()


@transaction.atomic
def update_profile(user: User, *, full_name: str, birth_date: date | None, sex: str, address: str) -> Person:
    """Change what the person declares; verified names and dates stay as they were verified."""
    person = user.person or Person()
    if person.trust == Person.Trust.DECLARED:
        person.full_name = tidy(full_name)
        person.birth_date = birth_date
        person.sex = sex
    person.address = tidy(address) or None
    person.save()
    if user.person_id is None:
        user.person = person
        user.save(update_fields=["person"])
    emit(AccountEvent(user.pk, "profile-changed", Actor("citizen", user_id=user.pk), {}))
    return person


@transaction.atomic
def change_phone(user: User, number: str) -> Person:
    """Set the contact phone; the owner is told at their e-mail address. Raises ``BadPhone``."""
    person = user.person or Person(full_name=user.email)
    person.phone = rules.phone(number)
    person.save()
    if user.person_id is None:
        user.person = person
        user.save(update_fields=["person"])
    emit(AccountEvent(user.pk, "phone-changed", Actor("citizen", user_id=user.pk), {}))
    return person
