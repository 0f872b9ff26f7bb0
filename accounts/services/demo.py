"""Demonstration accounts from seeds/accounts/demo.yaml: idempotent, and cheap when they are there already."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Organisation, Person, Representation, SeatAssignment, User
from agencies.models import Seat
from common import clock


class NotDemo(Exception):
    """Accounts with a published password are made in a demonstration only."""


def document() -> dict[str, Any]:
    """What the seed file says: password, organisations, citizens, officials."""
    path = Path(settings.BASE_DIR) / "seeds" / "accounts" / "demo.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def load() -> dict[str, int]:
    """Make the accounts that are missing and seat the officials; returns how many of each were made.

    Raises ``NotDemo`` outside a demonstration, ``ValueError`` when a seat's key is not seeded. Six queries when all is there.
    """
    if not settings.DEMO:
        raise NotDemo
    plan = document()
    rows = [*plan["citizens"], *plan["officials"]]
    known = set(User.objects.filter(email__in=[row["email"] for row in rows]).values_list("email", flat=True))
    missing = [row for row in rows if row["email"] not in known]
    # argon2 takes 150 ms a password and lets other threads run meanwhile.
    with ThreadPoolExecutor() as pool:
        hashes = list(pool.map(make_password, [plan["password"]] * len(missing)))
    with transaction.atomic():
        for row, password in zip(missing, hashes, strict=True):
            _account(row, password)
        organisations = _organisations(plan)
        seated = _seats(plan["officials"])
    return {"accounts": len(missing), "organisations": organisations, "seats": seated}


def _account(row: dict[str, Any], password: str) -> None:
    person = Person.objects.create(
        full_name=row["name"],
        sex=row.get("sex", ""),
        birth_date=row.get("born"),
        identity_number=row.get("identity"),
        phone=row.get("phone"),
        address=row.get("address"),
        trust=row.get("trust", Person.Trust.DECLARED),
    )
    user = User.objects.create(email=row["email"], password=password, person=person, is_official="seats" in row)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def _organisations(plan: dict[str, Any]) -> int:
    made = 0
    for row in plan["organisations"]:
        organisation, created = Organisation.objects.get_or_create(
            tax_code=row["tax_code"], defaults={"name": row["name"], "address": row["address"]}
        )
        made += created
        for citizen in plan["citizens"]:
            if citizen.get("represents") == organisation.tax_code:
                user = User.objects.get(email=citizen["email"])
                Representation.objects.get_or_create(user=user, organisation=organisation, defaults={"since": clock.today()})
    return made


def _seats(officials: list[dict[str, Any]]) -> int:
    wanted = {(row["email"], key) for row in officials for key in row["seats"]}
    seats = dict(Seat.objects.filter(key__in=[key for _email, key in wanted]).values_list("key", "pk"))
    lacking = sorted({key for _email, key in wanted} - seats.keys())
    if lacking:
        raise ValueError(f"seats not seeded: {', '.join(lacking)}; run seed_agencies first")
    users = dict(User.objects.filter(email__in=[email for email, _key in wanted]).values_list("email", "pk"))
    # An assignment that an administrator has ended stays ended: any earlier one counts as made.
    held = set(SeatAssignment.objects.filter(user_id__in=users.values()).values_list("user_id", "seat_id"))
    rows = [
        SeatAssignment(user_id=users[email], seat_id=seats[key], since=clock.now())
        for email, key in sorted(wanted)
        if (users[email], seats[key]) not in held
    ]
    SeatAssignment.objects.bulk_create(rows)
    return len(rows)
