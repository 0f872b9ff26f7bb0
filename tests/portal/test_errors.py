"""Pages in trouble: the right status in time, nothing lost, no further trouble."""

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from portal.web import errors


def _raise(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


handler404 = errors.not_found
handler500 = errors.server_error
urlpatterns = [
    path("broken/", _raise(ValueError("x"))),
    path("gone/", _raise(OperationalError("server closed the connection"))),
    path("closed/", _raise(InterfaceError("connection already closed"))),
    path("api/gone/", _raise(OperationalError("x"))),
]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/gone/", 503), ("/closed/", 503)])
def test_a_failure_is_told_in_vietnamese_and_a_lost_database_is_503(client: Client, address: str, status: int) -> None:
    # No django_db mark: the error page itself must not ask the database either.
    answer = client.get(address)
    assert answer.status_code == status
    assert "<h1" in answer.content.decode()
    assert answer.headers.get("Retry-After") == ("30" if status == 503 else None)


@override_settings(ROOT_URLCONF=__name__)
def test_an_api_gets_json(client: Client) -> None:
    answer = client.get("/api/gone/")
    assert (answer.status_code, answer.json()["status"]) == (503, 503)


def test_a_broken_template_still_ends_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> str:
        raise ValueError("template")

    monkeypatch.setattr(errors, "render_to_string", fail)
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert 'lang="vi"' in answer.content.decode()


def _refused(origin: str, monkeypatch: pytest.MonkeyPatch) -> dict:
    seen: dict = {}

    def remember(name: str, values: dict, request: HttpRequest | None) -> str:
        seen.update(values, template=name)
        return ""

    monkeypatch.setattr(errors, "render_to_string", remember)
    form = {"csrfmiddlewaretoken": "old", "note": ["một", "hai"], "password": "secret"}
    request = RequestFactory().post("/nop-ho-so/1/?buoc=2", form, headers={"origin": origin})
    assert errors.csrf_failure(request, "token").status_code == 403
    return seen


def test_an_old_token_keeps_what_was_typed_but_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _refused("http://testserver", monkeypatch)
    assert seen["template"] == "errors/csrf.html"
    assert seen["kept"] == [("note", "một"), ("note", "hai")]
    assert seen["action"] == "/nop-ho-so/1/?buoc=2"


def test_a_form_of_another_site_is_not_offered_to_be_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _refused("https://evil.example", monkeypatch)["kept"] == []
