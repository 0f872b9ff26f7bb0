"""The OpenAPI document says what the answers are, and the page for people says it in Vietnamese."""

from typing import Any

import pytest
from django.test import Client

from portal.api.v1 import shapes
from portal.api.v1.schema import document
from tests.publisher.people import CODE, Publishers


def test_the_document(client: Client) -> None:
    body = client.get("/api/v1/schema").json()
    assert body["openapi"].startswith("3.")
    assert set(body["paths"]) == {"/api/v1/procedures", "/api/v1/procedures/{code}"}
    assert {one["name"] for one in body["paths"]["/api/v1/procedures"]["get"]["parameters"]} == {
        *("q", "field", "agency", "level", "service_level", "changed_since", "page", "page_size"),
    }


@pytest.mark.django_db
def test_answers_have_the_shape_that_the_document_tells(client: Client, publishers: Publishers) -> None:
    for path, name in (
        ("/api/v1/procedures", "PageShape"),
        ("/api/v1/procedures?changed_since=2026-01-01", "PageShape"),
        (f"/api/v1/procedures/{CODE}", "ProcedureShape"),
    ):
        body = client.get(path).json()
        shape = document()["components"]["schemas"][name]
        assert body.keys() <= shape["properties"].keys()
        assert set(shape["required"]) <= body.keys()


def test_every_shape_is_used() -> None:
    told = document()["components"]["schemas"]
    ours = {name for name in vars(shapes) if name.endswith("Shape")}
    assert ours <= told.keys()


@pytest.mark.django_db
def test_the_page_for_people(client: Client, publishers: Publishers) -> None:
    page: Any = client.get("/api/v1/")
    text = page.content.decode()
    assert "changed_since" in text
    assert "Danh sách thủ tục đang áp dụng" in text
