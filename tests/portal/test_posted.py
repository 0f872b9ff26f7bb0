"""A page that answered a POST is given by GET to whoever sent it in a browser, once more and to nobody else."""

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, override_settings
from django.urls import path

from portal.middleware.posted import NUMBER, shown_once

pytestmark = pytest.mark.django_db
BROWSER = {"Accept": "text/html,application/xhtml+xml", "Sec-Fetch-Mode": "navigate"}


def ask(request: HttpRequest) -> HttpResponse:
    """A form that takes only “đúng”."""
    text = request.POST.get("text", "")
    if text == "đúng":
        return HttpResponseRedirect("/xong/")
    page = HttpResponse(f"đã gõ {text}" if text else "trang trống", status=422 if text else 200)
    return shown_once(page) if text == "mã" else page


urlpatterns = [path("hoi/", ask), path("khac/", ask)]


@pytest.fixture(autouse=True)
def portal_of_one_form(settings):
    settings.ROOT_URLCONF = __name__
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "posted"}}
    yield
    cache.clear()


def visitor(token: str = "a" * 32) -> Client:
    browser = Client(headers=BROWSER)
    browser.cookies["csrftoken"] = token
    return browser


def wrong(browser: Client, address: str = "/hoi/?next=/a/") -> str:
    """Send something wrong; the address that the browser is led to."""
    answer = browser.post(address, {"text": "sai"})
    assert answer.status_code == 303
    return answer["Location"]


def test_the_page_with_what_was_typed_stands_at_an_address_of_its_own() -> None:
    browser = visitor()
    address = wrong(browser)
    assert address.startswith(f"/hoi/?next=%2Fa%2F&{NUMBER}=")
    for _again in range(2):
        page = browser.get(address)
        assert (page.status_code, page.content.decode()) == (200, "đã gõ sai")
        assert "no-store" in page["Cache-Control"]


def test_nobody_else_and_no_other_address_shows_it() -> None:
    browser = visitor()
    address = wrong(browser)
    assert visitor("b" * 32).get(address).content.decode() == "trang trống"
    assert browser.get(address.replace("/hoi/", "/khac/")).content.decode() == "trang trống"
    assert Client(headers=BROWSER).get(address).content.decode() == "trang trống"


def test_it_is_dropped_when_the_form_went_through() -> None:
    browser = visitor()
    address = wrong(browser)
    assert browser.post(address, {"text": "đúng"})["Location"] == "/xong/"
    assert browser.get(address).content.decode() == "trang trống"


@pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}, {**BROWSER, "Sec-Fetch-Mode": "cors"}], ids=["none", "any", "script"])
def test_programs_get_the_answer_itself(headers: dict[str, str]) -> None:
    assert Client(headers=headers).post("/hoi/", {"text": "sai"}).status_code == 422


def test_codes_that_are_shown_once_wait_nowhere() -> None:
    answer = visitor().post("/hoi/", {"text": "mã"})
    assert (answer.status_code, answer.content.decode()) == (422, "đã gõ mã")


def test_without_the_cache_the_page_comes_at_once() -> None:
    with override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}):
        assert visitor().post("/hoi/", {"text": "sai"}).content.decode() == "đã gõ sai"


def test_what_waits_is_sealed() -> None:
    wrong(visitor())
    (kept,) = cache._cache.values()
    assert "gõ".encode() not in kept
