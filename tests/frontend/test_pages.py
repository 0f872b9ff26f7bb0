"""The frame and the pages of plain words: one h1, a title, help, no query for strangers; error pages that stand alone."""

import re

import pytest
from django.template.loader import render_to_string

PAGES = ("/tro-giup/", "/bao-ve-du-lieu/", "/tro-nang/", "/gioi-thieu/")
ERRORS = ("400", "403", "404", "409", "500", "503", "csrf")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_plain_words(client, db, django_assert_num_queries, address):
    with django_assert_num_queries(0):
        response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]{4,} – Dịch vụ công</title>", page)
    assert '<html lang="vi"' in page
    assert 'href="#noi-dung" class="govuk-skip-link"' in page
    assert page.count('id="noi-dung"') == 1
    assert "tel:1022" in page
    assert 'role="search"' in page
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nobody(name):
    """No request, no session, no database: the page still says what happened to the answers and whom to call."""
    page = render_to_string(f"errors/{name}.html", {"message": "Có người đã xử lý."})
    assert page.count("<h1") == 1
    assert "Những gì" in page
    assert "1022" in page
    assert "7:00 đến 20:00" in page
    assert "csrfmiddlewaretoken" not in page


def test_the_privacy_notice_names_its_law():
    page = render_to_string("public/pages/privacy.html")
    for words in ("91/2025/QH15", "356/2025/NĐ-CP", "72 giờ", "2 ngày làm việc", "rút lại"):
        assert words in page


def test_kept_answers_are_offered_again():
    page = render_to_string("errors/csrf.html", {"kept": [("ten", "<b>An</b>")], "action": "/nop-ho-so/", "had_files": True})
    assert 'name="ten" value="&lt;b&gt;An&lt;/b&gt;"' in page
    assert "chọn lại tệp" in page
