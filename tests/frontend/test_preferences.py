"""The accessibility bar's buttons, pressed without JavaScript."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def press(client, **fields):
    return client.post(reverse("preferences:choose"), {"ve": "/tro-giup/", **fields})


def test_larger_text_is_kept_and_the_page_comes_back(client):
    response = press(client, co_chu="112")
    assert response.status_code == 302
    assert response["Location"] == "/tro-giup/"
    page = client.get("/tro-giup/").content.decode()
    assert 'data-text-size="112"' in page
    assert 'name="co_chu" value="125"' in page


def test_high_contrast_is_pressed_and_pressed_again_goes_off(client):
    press(client, giao_dien="high")
    assert 'data-contrast="high"' in client.get("/tro-giup/").content.decode()
    press(client, giao_dien="high")
    assert 'data-contrast="normal"' in client.get("/tro-giup/").content.decode()


def test_before_any_choice_the_page_follows_the_system(client):
    assert "data-contrast=" not in client.get("/tro-giup/").content.decode()


def test_language(client):
    press(client, ngon_ngu="en")
    assert '<html lang="en"' in client.get("/tro-giup/").content.decode()


@pytest.mark.parametrize("fields", [{"co_chu": "999"}, {"giao_dien": "<b>"}, {"ngon_ngu": "xx"}, {}])
def test_nonsense_changes_nothing_that_shows(client, fields):
    press(client, **fields)
    page = client.get("/tro-giup/").content.decode()
    assert 'data-text-size="100"' in page
    assert "data-contrast=" not in page
    assert '<html lang="vi"' in page


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_never_sends_anyone_elsewhere(client, target):
    response = client.post(reverse("preferences:choose"), {"ve": target, "co_chu": "125"})
    assert response["Location"] == "/"


def test_only_pressing_changes(client):
    assert client.get(reverse("preferences:choose")).status_code == 405


def test_staying_logged_in_needs_a_session(client):
    assert client.post(reverse("preferences:stay")).status_code == 401
