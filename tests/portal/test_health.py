"""What machines ask: alive without any service, ready only with the database."""

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from portal.web.health import views


def test_alive_asks_nothing_of_the_database() -> None:
    # No django_db mark: a query would fail here.
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_with_one_query(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "redis": "ok"}


def test_not_ready_without_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", away)
    answer = views.ready(RequestFactory().get("/readyz"))
    assert answer.status_code == 503
    assert b'"database": "down"' in answer.content


@pytest.mark.django_db
def test_ready_without_redis_because_everything_still_works(settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, "down")
