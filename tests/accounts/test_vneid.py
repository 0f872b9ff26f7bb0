"""VNeID over real HTTP: who proves a number gets that number's account, and nobody gets another's."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlparse

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.models import Person, User
from accounts.services import people
from common.actors import SYSTEM, Actor
from tests.accounts.oidc_server import CLIENT_ID, SECRET, Provider

pytestmark = pytest.mark.django_db
AN = {"TechID": "tech-an", "identity_number": "074090001234", "name": "NGUYỄN VĂN AN", "birthdate": "02/05/1990", "gender": "Nam"}


@pytest.fixture
def vneid(settings) -> Iterator[Provider]:
    provider = Provider()
    provider.claims = dict(AN)
    app = {"provider_id": "vneid", "name": "VNeID", "client_id": CLIENT_ID, "secret": SECRET}
    app["settings"] = {"server_url": provider.url, "uid_field": "TechID"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield provider
    provider.close()


def come_back(client: Client, *, process: str = "login", tamper: str = ""):
    """Walk to VNeID and back, as the browser does."""
    away = client.post(f"/tai-khoan/oidc/vneid/?process={process}")
    assert away.status_code == 302
    sent = parse_qs(urlparse(away["Location"]).query)
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["state"]
    back = httpx.get(away["Location"]).headers["Location"]
    return client.get(back.removeprefix("http://testserver") + tamper)


def signed_up(client: Client, email: str = "an@example.vn") -> User:
    answer = come_back(client)
    assert answer["Location"] == "/tai-khoan/lien-ket/dang-ky/"
    client.post("/tai-khoan/lien-ket/dang-ky/", {"email": email})
    return User.objects.get(email=email)


def test_a_first_login_makes_a_verified_person_after_the_address_is_given(client, vneid) -> None:
    user = signed_up(client)
    person = user.person
    assert (person.full_name, person.identity_number, person.trust, person.sex) == (
        "NGUYỄN VĂN AN",
        "074090001234",
        "vneid",
        "nam",
    )
    assert person.birth_date.isoformat() == "1990-05-02"
    assert SocialAccount.objects.get(user=user).uid == "tech-an"
    assert "_auth_user_id" not in client.session, "the address must be confirmed by its code first"


def test_the_next_login_opens_the_same_account_and_takes_a_new_name_over(client, vneid) -> None:
    user = signed_up(client)
    EmailAddress.objects.update(verified=True)
    vneid.claims["name"] = "Nguyễn Văn Ân"
    again = Client()
    assert come_back(again).status_code == 302
    assert again.session["_auth_user_id"] == str(user.pk)
    assert Person.objects.get().full_name == "Nguyễn Văn Ân"


def test_an_account_bound_at_the_counter_is_joined_not_doubled(client, vneid) -> None:
    user = User.objects.create_user("an@example.vn", "Demo-2026-portal", person=people.create("An"))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    facts = people.VerifiedFacts("074090001234", "Nguyễn Văn An")
    people.bind_identity(user, facts, trust="counter", by=Actor("official", role="clerk"))
    come_back(client)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.count() == 1
    assert Person.objects.get().trust == "vneid"


def test_connecting_binds_the_number_to_the_account_that_is_logged_in(client, vneid) -> None:
    user = User.objects.create_user("an@example.vn", "Demo-2026-portal", person=people.create("An", phone="0912345678"))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/tai-khoan/dang-nhap/", {"login": user.email, "password": "Demo-2026-portal"})
    client.post("/tai-khoan/xac-thuc-lai/", {"password": "Demo-2026-portal"})
    come_back(client, process="connect")
    user.refresh_from_db()
    assert (user.person.identity_number, user.person.phone) == ("074090001234", "0912345678")


def test_connecting_a_number_of_another_account_changes_nothing(client, vneid) -> None:
    owner = User.objects.create_user("an@example.vn", person=people.create("An"))
    people.bind_identity(owner, people.VerifiedFacts("074090001234", "An"), trust="vneid", by=SYSTEM)
    thief = User.objects.create_user("b@example.vn", "Demo-2026-portal", person=people.create("B"))
    EmailAddress.objects.create(user=thief, email=thief.email, verified=True, primary=True)
    client.post("/tai-khoan/dang-nhap/", {"login": thief.email, "password": "Demo-2026-portal"})
    client.post("/tai-khoan/xac-thuc-lai/", {"password": "Demo-2026-portal"})
    come_back(client, process="connect")
    thief.refresh_from_db()
    assert thief.person.identity_number is None
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("number", ["", "123", "174090001234x"])
def test_claims_without_an_identity_open_nothing(client, vneid, number: str) -> None:
    vneid.claims["identity_number"] = number
    assert come_back(client)["Location"] == "/tai-khoan/dang-nhap/"
    assert not User.objects.exists()


def test_a_changed_state_or_a_refusal_opens_nothing(client, vneid) -> None:
    come_back(client, tamper="x")
    vneid.refuse = True
    come_back(Client())
    assert not User.objects.exists()


def test_vneid_away_leads_back_to_the_password(client, vneid) -> None:
    vneid.close()
    assert client.post("/tai-khoan/oidc/vneid/?process=login")["Location"] == "/tai-khoan/dang-nhap/"
    assert "VNeID chưa trả lời" in client.get("/tai-khoan/dang-nhap/").content.decode()


def test_without_settings_there_is_no_such_door(client) -> None:
    assert client.post("/tai-khoan/oidc/vneid/").status_code == 404
    assert "VNeID" not in client.get("/tai-khoan/dang-nhap/").content.decode()
