"""People: a number belongs to one person; only VNeID or a clerk binds it; verified facts are not changed by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import rules, selectors
from accounts.models import Person, User
from accounts.services import people
from audit.models import AuditEvent
from common.actors import SYSTEM, Actor
from common.errors import NotAllowed

CLERK = Actor("official", seat_id=1, role="clerk", agency_id=1)
FACTS = people.VerifiedFacts("074090001234", "Nguyễn Văn An", date(1990, 5, 2), "nam")


def account(email: str = "an@example.vn", name: str = "Nguyễn An") -> User:
    return User.objects.create_user(email, person=people.create(name, phone="0912 345 678"))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912-345-678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0274.382.2825", "02743822825"),
    ],
)
def test_a_phone_number_as_people_write_it(written: str, kept: str) -> None:
    assert rules.phone(written) == kept


@pytest.mark.parametrize("written", ["", "912345678", "0112345678", "09123456789", "abc", "0912345"])
def test_what_is_no_phone_number(written: str) -> None:
    with pytest.raises(rules.BadPhone):
        rules.phone(written)


@settings(max_examples=50)
@given(st.integers(0, 10**8 - 1), st.sampled_from("35789"), st.sampled_from([" ", ".", "-", ""]))
def test_blanks_and_the_country_code_do_not_matter(rest: int, prefix: str, blank: str) -> None:
    number = f"0{prefix}{rest:08d}"
    spaced = blank.join([number[:4], number[4:7], number[7:]])
    assert rules.phone(spaced) == rules.phone("+84" + spaced[1:]) == number


@pytest.mark.django_db
def test_numbers_are_sealed_and_found_by_their_index() -> None:
    person = people.find_or_create_verified(FACTS, trust="counter")
    raw = Person.objects.extra(select={"raw": "identity_number"}).values_list("raw", flat=True).get()
    assert b"074090001234" not in bytes(raw)
    assert selectors.person_by_identity("074090001234") == person
    assert people.find_or_create_verified(FACTS, trust="vneid").pk == person.pk


@pytest.mark.django_db
def test_vneid_binds_the_number_and_corrects_the_name() -> None:
    user = account()
    person = people.bind_identity(user, FACTS, trust="vneid", by=SYSTEM)
    assert (person.full_name, person.trust, person.phone) == ("Nguyễn Văn An", "vneid", "0912345678")
    user.refresh_from_db()
    assert selectors.known_facts(user) == {
        "email": "an@example.vn",
        "full_name": "Nguyễn Văn An",
        "birth_date": "1990-05-02",
        "sex": "nam",
        "identity_number": "074090001234",
        "phone": "0912345678",
        "trust": "vneid",
    }
    assert AuditEvent.objects.filter(stream=f"account:{user.pk}", action="identity-bound").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("trust", "by"), [("declared", CLERK), ("counter", Actor("citizen")), ("declared", SYSTEM)])
def test_nobody_binds_a_number_on_trust(trust: str, by: Actor) -> None:
    user = account()
    with pytest.raises(NotAllowed):
        people.bind_identity(user, FACTS, trust=trust, by=by)
    assert not Person.objects.filter(identity_index__isnull=False).exists()


@pytest.mark.django_db
def test_a_number_bound_to_one_account_is_refused_to_another() -> None:
    an, other = account(), account("other@example.vn")
    people.bind_identity(an, FACTS, trust="vneid", by=SYSTEM)
    with pytest.raises(people.IdentityTaken):
        people.bind_identity(other, FACTS, trust="counter", by=CLERK)
    other.refresh_from_db()
    assert other.person.identity_number is None


@pytest.mark.django_db
def test_a_counter_applicant_is_found_again_when_their_account_is_verified() -> None:
    known = people.find_or_create_verified(FACTS, trust="counter")
    user = account()
    assert people.bind_identity(user, FACTS, trust="vneid", by=SYSTEM).pk == known.pk
    user.refresh_from_db()
    assert user.person_id == known.pk
    assert user.person.phone == "0912345678"


@pytest.mark.django_db
def test_verified_facts_stay_and_declared_ones_change() -> None:
    user = account()
    people.bind_identity(user, FACTS, trust="vneid", by=SYSTEM)
    user.refresh_from_db()
    people.update_profile(user, full_name="Ai Khác", birth_date=None, sex="nu", address="12 Đường số 1")
    user.refresh_from_db()
    assert (user.person.full_name, user.person.sex, user.person.address) == ("Nguyễn Văn An", "nam", "12 Đường số 1")
