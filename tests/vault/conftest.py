"""One demo CA, one agency, one citizen and one signed permit for the package's tests."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from accounts.models import Person, User, identity_index
from agencies.models import Agency, AgencyLevel
from common.actors import Actor
from common.ids import opaque
from common.text import fold
from tests.vault.samples import HEAD, PERMIT, RESULT
from vault import ca, documents, keys, signing
from vault.models import Document, ReservedNumber
from vault.services.keep import keep_result
from vault.services.numbers import reserve

SEAT = 7101
AGENCY = "H09.19.25"
LEADER = ca.Subject("Lê Tiến Dũng", "Ủy ban nhân dân phường Phú Cường", "Chủ tịch", "Thành phố Thủ Dầu Một")
SEAL = ca.Subject("Ủy ban nhân dân phường Phú Cường", "Ủy ban nhân dân phường Phú Cường", unit="Thành phố Thủ Dầu Một")
RECORDS = Actor("official", role="records")


@pytest.fixture(scope="session")
def key_names() -> tuple[str, str]:
    """The names of the leader's and the agency's key, made by the demo CA."""
    person, agency = keys.person_key(SEAT), keys.agency_key(AGENCY)
    ca.ensure(person, LEADER)
    ca.ensure(agency, SEAL)
    return person, agency


def sealed(person: str, agency: str, **head: str) -> bytes:
    """A building permit signed by the leader, then by the agency."""
    pdf = documents.render_result("building-permit", {**RESULT, **head}, PERMIT)
    told = {"name": "Lê Tiến Dũng", "reason": "Ký duyệt", "location": "Thủ Dầu Một"}
    one = signing.sign(pdf, signer="person", key=person, seal_follows=True, **told)
    return signing.sign(one, signer="agency", key=agency, name=SEAL.name)


@pytest.fixture(scope="session")
def signed_pdf(key_names: tuple[str, str]) -> bytes:
    """The first permit of a book, made once: rendering and signing twice costs half a second."""
    return sealed(*key_names, number="01/GPXD")


def a_person(name: str, number: str, email: str) -> User:
    person = Person.objects.create(
        full_name=name, folded_name=fold(name), identity_number=number, identity_index=identity_index(number)
    )
    return User.objects.create_user(email, person=person)


@pytest.fixture
def an(db: None) -> User:
    return a_person("Nguyễn Thị Thùy An", "074190001234", "an@example.vn")


@pytest.fixture
def outsider(db: None) -> User:
    return a_person("Phạm Văn Giang", "074085009999", "giang@example.vn")


@pytest.fixture
def ward(db: None) -> Agency:
    level = AgencyLevel.objects.create(code="xa", name="Xã", rank=3)
    return Agency.objects.create(
        code=AGENCY,
        name=SEAL.name,
        kind=Agency.Kind.AUTHORITY,
        level=level,
        path="/H09/H09.19/H09.19.25/",
        valid_from=date(2020, 1, 1),
    )


@pytest.fixture
def kept(an: User, ward: Agency, key_names: tuple[str, str], signed_pdf: bytes) -> Callable[..., Document]:
    """Keep a permit for An, numbered, signed and sealed; keyword arguments go to ``keep_result``."""

    def make(**extra: object) -> Document:
        number: ReservedNumber = reserve("GPXD", ward, 2026, RECORDS)
        first = number.number == 1
        public_id = HEAD["public_id"] if first else opaque()
        pdf = signed_pdf if first else sealed(*key_names, public_id=public_id, number=number.text)
        return keep_result(
            **{
                "owner": an.person,
                "issuer": ward,
                "pdf": pdf,
                "kind": "permit",
                "code": "KQ.G17.000311",
                "title": "Giấy phép xây dựng",
                "number": number,
                "issued_on": number.issued_on,
                "procedure_code": "1.013225",
                "dossier_code": "H09.19.25-261124-0007",
                "public_id": public_id,
                **extra,
            }
        )

    return make


@pytest.fixture
def as_user() -> Callable[[User | None], Client]:
    def login(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return login
