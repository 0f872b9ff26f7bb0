"""Reading accounts, people and seats."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.access import children as children_ids
from accounts.access import delegated_to, represented, standing_in
from accounts.models import Guardianship, Organisation, Person, Representation, SeatAssignment, User, identity_index, phone_index
from agencies.models import Agency, Delegation, Seat
from common import clock
from common.actors import Actor
from common.text import fold


def actor_for(user: User, seat: Seat | None = None) -> Actor:
    """Who acts: an official on ``seat``, or the person as a citizen when no seat is given. No query."""
    if seat is None:
        return Actor("citizen", user_id=user.pk)
    stands_in = seat.delegation.pk if seat.delegation else None
    return Actor("official", user.pk, seat.pk, seat.role, seat.agency_id, stands_in)


def seats(user: User) -> list[Seat]:
    """The seats ``user`` holds now, in the order of the tree, then those of others in whose place they act. Two queries.

    With their agencies; a seat of the second kind says by which ``delegation``.
    """
    own = Seat.objects.select_related("agency").filter(active=True, assignments__user_id=user.pk, assignments__until__isnull=True)
    return [*own.order_by("agency__path", "role", "id"), *(standing_in(row) for row in delegated_to(user))]


def holders(seat: Seat) -> list[User]:
    """The people who sit on ``seat`` now, with their names. One query."""
    return list(
        User.objects.select_related("person")
        .filter(is_active=True, assignments__seat_id=seat.pk, assignments__until__isnull=True)
        .order_by("email")
    )


def members(agency: Agency) -> list[SeatAssignment]:
    """Who works in an agency or a unit under it now, each with a seat there, by name. One query."""
    rows = SeatAssignment.objects.filter(until__isnull=True, user__is_active=True, seat__active=True)
    rows = rows.filter(seat__agency__path__startswith=agency.path).select_related("user__person", "seat__agency")
    return list(rows.order_by("user__person__folded_name", "user__email", "seat__agency__path", "id"))


def organisations(user: User) -> list[Organisation]:
    """The organisations ``user`` may act for today, by name. One query."""
    today = clock.today()
    rights = Q(representatives__user_id=user.pk, representatives__since__lte=today, representatives__role="full")
    rights &= Q(representatives__until__isnull=True) | Q(representatives__until__gte=today)
    return list(Organisation.objects.filter(rights).order_by("name"))


def representatives(organisation: Organisation) -> list[User]:
    """The accounts that may act for ``organisation`` today. One query."""
    today = clock.today()
    rights = Q(representations__organisation=organisation, representations__since__lte=today, representations__role="full")
    rights &= Q(representations__until__isnull=True) | Q(representations__until__gte=today)
    return list(User.objects.filter(rights, is_active=True).order_by("email"))


def children(user: User) -> list[Person]:
    """The children whom ``user`` sees and files for today, by name. One query."""
    return list(Person.objects.filter(pk__in=children_ids(user)).order_by("folded_name", "pk"))


def acting_for(user: User) -> tuple[list[Organisation], list[Person]]:
    """The organisations and the children whom ``user`` may act for today. One query for who acts for nobody, three at most."""
    if not represented(user).union(children_ids(user)):
        return [], []
    return organisations(user), children(user)


def guardians(child: Person) -> list[User]:
    """The accounts of who files for this child today; of whom nobody files for any more, their own. At most two queries."""
    today = clock.today()
    rights = Q(person__children__child=child, person__children__since__lte=today, person__children__until__gt=today)
    found = list(User.objects.filter(rights, is_active=True).order_by("email"))
    return found or list(User.objects.filter(person=child, is_active=True))


def acting_basis(person: Person | None, organisation: UUID | None, child: UUID | None) -> str:
    """The paper by which a person acts for an organisation or a child, also when that is over; "" for none. One query."""
    if organisation is not None:
        rows = Representation.objects.filter(user__person=person, organisation=organisation)
    else:
        rows = Guardianship.objects.filter(parent=person, child=child)
    return rows.values_list("basis", flat=True).first() or ""


def known_facts_of(child: Person, user: User) -> dict[str, Any]:
    """What is known about a child, for prefilling what a parent files: as ``known_facts``, with how to reach the parent.

    A clerk saw the child's birth certificate (``confirm_child``), which ``seen`` says. No query when both people are loaded.
    """
    facts = known_facts(user)
    reached = {name: facts[name] for name in ("email", "phone", "address") if name in facts}
    return {**reached, **_facts(child), "seen": "counter"}


def known_facts(user: User) -> dict[str, Any]:
    """What the account knows about its person, for prefilling: only keys whose value is known.

    ``full_name``, ``birth_date`` (ISO), ``sex`` (nam/nu), ``identity_number``, ``phone``, ``email``, ``address``, ``trust``.
    No query when ``user.person`` is loaded, one otherwise.
    """
    return {"email": user.email} | (_facts(user.person) if user.person else {})


def _facts(person: Person) -> dict[str, Any]:
    facts = {
        "full_name": person.full_name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "sex": person.sex,
        "identity_number": person.identity_number,
        "phone": person.phone,
        "address": person.address,
        "trust": person.trust,
    }
    return {key: value for key, value in facts.items() if value}


def person_by_identity(number: str) -> Person | None:
    """The person with this identity number, if the system knows one. One query."""
    return Person.objects.filter(identity_index=identity_index(number)).first()


def people_by_phone(number: str) -> list[Person]:
    """People who gave this phone number (families share one). One query."""
    return list(Person.objects.filter(phone_index=phone_index(number)).order_by("id")[:20])


def officials(query: str = "") -> QuerySet[User]:
    """Officials' accounts with their open seats, by name; ``query`` matches folded names, e-mails and agencies.

    Two queries a page (accounts with people, assignments with seats and agencies), one more for the count.
    """
    current = (
        SeatAssignment.objects.filter(until__isnull=True).select_related("seat__agency").order_by("seat__agency__path", "id")
    )
    found = (
        User.objects.filter(is_official=True)
        .select_related("person")
        .prefetch_related(Prefetch("assignments", queryset=current, to_attr="current"))
        .order_by("person__folded_name", "email")
    )
    if query:
        here = User.objects.filter(assignments__until__isnull=True, assignments__seat__agency__name__icontains=query)
        found = found.filter(
            Q(person__folded_name__contains=fold(query)) | Q(email__icontains=query) | Q(pk__in=here.values("pk"))
        )
    return found


def seats_with_holders(query: str = "") -> QuerySet[Seat]:
    """Seats in the order of the tree with who sits on them (``seat.current``); ``query`` matches titles and agencies.

    Two queries a page, one more for the count.
    """
    current = (
        SeatAssignment.objects.filter(until__isnull=True, user__is_active=True).select_related("user__person").order_by("id")
    )
    found = Seat.objects.select_related("agency").prefetch_related(Prefetch("assignments", queryset=current, to_attr="current"))
    if query:
        found = found.filter(Q(title__icontains=query) | Q(agency__name__icontains=query) | Q(agency__code__iexact=query))
    return found.order_by("agency__path", "role", "id")


def vacancies(query: str, limit: int = 50) -> list[Seat]:
    """Seats in use that match ``query``, with who sits there now, for an administrator to choose from. Two queries."""
    return list(seats_with_holders(query).filter(active=True)[:limit]) if query else []


def assignment_history(user: User) -> list[SeatAssignment]:
    """Every assignment of a user, the open ones first, then the latest. One query."""
    rows = SeatAssignment.objects.filter(user=user).select_related("seat__agency").order_by("-since", "-id")
    return sorted(rows, key=lambda row: row.until is not None)


def unused_recovery_codes(user: User) -> int:
    """How many printed recovery codes the owner still has. One query."""
    return user.recovery_codes.filter(used_at__isnull=True, expires_at__isnull=True).count()


def at_work(agency_id: int, role: str) -> bool:
    """Whether anybody holds this role at the agency now and has not given their seat into other hands (leave). One query."""
    now = clock.now()
    away = Delegation.objects.filter(
        seat=OuterRef("seat"), from_user=OuterRef("user"), since__lte=now, until__gt=now, ended_at__isnull=True
    )
    rows = SeatAssignment.objects.filter(
        ~Exists(away), seat__agency_id=agency_id, seat__role=role, seat__active=True, until__isnull=True, user__is_active=True
    )
    return rows.exists()


def colleagues(agency_id: int, role: str) -> list[User]:
    """Who holds this role at the agency now, by name: whom its work may be given to. One query."""
    rows = User.objects.select_related("person").filter(
        is_active=True,
        assignments__until__isnull=True,
        assignments__seat__agency_id=agency_id,
        assignments__seat__role=role,
        assignments__seat__active=True,
    )
    return list(rows.distinct().order_by("person__folded_name", "email"))
