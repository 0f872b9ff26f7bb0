"""What search engines read: sitemap, robots.txt, structured data, canonical addresses."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.actors import SYSTEM
from portal.web.public.crawlers.sitemaps import Procedures
from procedures.services.publish import stop_intake
from tests.procedures.makers import published

pytestmark = pytest.mark.django_db
CODE = "9.000001"


@pytest.fixture
def catalogue() -> None:
    for n in range(1, 4):
        published(f"9.00000{n}", f"Đăng ký nuôi ong {n} </script><b>&")


def addresses(page) -> list[str]:
    tree = ElementTree.fromstring(page.content)
    return [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_index_names_every_part_and_each_can_be_read(client: Client, catalogue: None) -> None:
    parts = addresses(client.get("/sitemap.xml"))
    assert len(parts) == 6
    for part in parts:
        assert client.get(part).status_code == 200, part
    assert "http://testserver/thu-tuc/9.000001/" in addresses(client.get("/sitemap-thu-tuc.xml"))
    assert "http://testserver/can-cu/1/2026/" in addresses(client.get("/sitemap-can-cu.xml"))
    assert client.get("/sitemap-khac.xml").status_code == 404


def test_procedures_have_the_day_of_their_version(client: Client, catalogue: None) -> None:
    assert client.get("/sitemap-thu-tuc.xml").content.count(b"<lastmod>") == 3


def test_a_long_part_is_split(client: Client, catalogue: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Procedures, "limit", 2)
    assert "http://testserver/sitemap-thu-tuc.xml?p=2" in addresses(client.get("/sitemap.xml"))
    assert len(addresses(client.get("/sitemap-thu-tuc.xml?p=2"))) == 1


def test_more_procedures_cost_no_more_queries(client: Client, catalogue: None) -> None:
    def cost() -> int:
        client.get("/sitemap-thu-tuc.xml")
        with CaptureQueriesContext(connection) as seen:
            client.get("/sitemap-thu-tuc.xml")
        return len(seen)

    few = cost()
    for n in range(50):
        published(f"8.{n:06d}", f"Thả diều {n}")
    assert cost() == few == 1


def test_robots_points_to_the_sitemap(client: Client, settings) -> None:
    settings.SITE_URL = "https://dvc.example.vn"
    page = client.get("/robots.txt")
    assert page["Content-Type"].startswith("text/plain")
    assert "Sitemap: https://dvc.example.vn/sitemap.xml" in page.content.decode()


def data_of(page) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def test_a_procedure_as_data_cannot_end_its_element(client: Client, catalogue: None, settings) -> None:
    settings.SITE_URL = "https://dvc.example.vn"
    data = data_of(client.get(f"/thu-tuc/{CODE}/"))
    assert data["@type"] == "GovernmentService"
    assert data["name"] == "Đăng ký nuôi ong 1 </script><b>&"
    assert data["url"] == "https://dvc.example.vn/thu-tuc/9.000001/"
    assert data["identifier"] == CODE


@pytest.mark.parametrize("path", ["", "ban-in/"])
def test_every_form_of_the_page_names_the_one_address(client: Client, catalogue: None, settings, path: str) -> None:
    settings.SITE_URL = "https://dvc.example.vn"
    page = client.get(f"/thu-tuc/{CODE}/{path}").content.decode()
    assert '<link rel="canonical" href="https://dvc.example.vn/thu-tuc/9.000001/">' in page


def test_the_print_version_is_reached_by_a_word_in_the_address(client: Client, catalogue: None) -> None:
    assert client.get(f"/thu-tuc/{CODE}/?ban-in").headers["Location"] == f"/thu-tuc/{CODE}/ban-in/"


def test_a_stopped_intake_offers_search_engines_no_way_in(client: Client, catalogue: None) -> None:
    stop_intake(CODE, "Hệ thống đất đai bảo trì đến 1/12.", by=SYSTEM)
    page = client.get(f"/thu-tuc/{CODE}/")
    assert "serviceUrl" not in data_of(page)["availableChannel"][0]
    assert "Hệ thống đất đai bảo trì đến 1/12." in page.content.decode()
