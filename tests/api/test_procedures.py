"""/api/v1/procedures: what is public, a page at a time, found again by its ETag."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common import clock
from common.actors import SYSTEM
from procedures.models import Procedure, Publication
from procedures.services import replace
from procedures.services.publish import abolish, publish, stop_intake
from tests.procedures.makers import content, published
from tests.publisher.people import CODE, Publishers

pytestmark = pytest.mark.django_db
LIST = "/api/v1/procedures"


def codes(client: Client, **query: Any) -> list[str]:
    return [row["code"] for row in client.get(LIST, query).json()["results"]]


def test_the_list_says_the_main_things_of_each(client: Client, publishers: Publishers) -> None:
    answer = client.get(LIST)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert "Access-Control-Allow-Origin" not in answer
    body = answer.json()
    assert (body["count"], body["page"], body["pages"], body["next"], body["previous"]) == (1, 1, 1, None, None)
    (row,) = body["results"]
    assert (row["code"], row["name"], row["status"], row["version"]) == (CODE, "Thủ tục thử", "published", 1)
    assert row["limit"]
    assert row["url"] == f"{LIST}/{CODE}"


def test_a_procedure_in_full_without_what_is_inside(client: Client, publishers: Publishers) -> None:
    body = client.get(f"{LIST}/{CODE}").json()
    assert body["names"]["vi"] == "Thủ tục thử"
    assert body["has_form"] is True
    assert body["time_limit"]["value"]
    assert [place["handling"]["code"] for place in body["offerings"]] == ["H09.21"]
    assert not {"process", "form", "source"} & body.keys()
    assert "when" not in str(body["papers"])


def test_only_what_is_public_and_in_force(client: Client, publishers: Publishers) -> None:
    published("9.000002", "Thủ tục nội bộ")
    Procedure.objects.filter(code="9.000002").update(kind="internal")
    published("9.000003", "Thủ tục bãi bỏ")
    abolish("9.000003", by=SYSTEM, decision="Quyết định 1")
    assert codes(client) == [CODE]
    assert client.get(f"{LIST}/9.000002").status_code == 404
    gone = client.get(f"{LIST}/9.000003")
    assert (gone.status_code, gone.json()["error"]["code"]) == (410, "gone")
    missing = client.get(f"{LIST}/9.999999")
    assert (missing.status_code, missing.json()) == (404, {"error": {"code": "not-found", "message": "Không tìm thấy."}})


def test_pages_lead_on_and_back(client: Client, publishers: Publishers) -> None:
    for number in range(2, 6):
        published(f"9.00000{number}", f"Thủ tục số {number}")
    first = client.get(LIST, {"page_size": 2}).json()
    assert (first["count"], first["pages"], first["previous"]) == (5, 3, None)
    second = client.get(first["next"]).json()
    assert [row["code"] for row in second["results"]] == ["9.000003", "9.000004"]
    assert client.get(second["previous"]).json() == first


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"page": "0"}, "page"),
        ({"page": "99999999999999999999"}, "page"),
        ({"page": "2"}, "page"),
        ({"page_size": "201"}, "page_size"),
        ({"level": "sao-hoa"}, "level"),
        ({"service_level": "x"}, "service_level"),
        ({"changed_since": "hôm qua"}, "changed_since"),
        ({"changed_since": "0001-01-01"}, "changed_since"),
        ({"changed_since": "2026-13-45"}, "changed_since"),
        ({"q": "x" * 300}, "q"),
        ({"field": "a\x00"}, "field"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(
    client: Client, publishers: Publishers, query: dict[str, str], parameter: str
) -> None:
    answer = client.get(LIST, query)
    assert answer.status_code == 400
    assert answer.json()["error"]["parameter"] == parameter


def test_filters(client: Client, publishers: Publishers) -> None:
    other = published("9.000002", "Cấp bản sao sổ gốc")
    field = other.procedure.field.code
    assert codes(client, field=field) == [CODE, "9.000002"]
    assert codes(client, field="G0") == []
    assert codes(client, agency="H09.21") == [CODE]
    assert codes(client, agency="H09.99") == []
    assert codes(client, q="ban sao so goc") == ["9.000002"]
    assert codes(client, q="ban sao so goc", agency="H09.21") == []
    assert codes(client, service_level="full") == [CODE, "9.000002"]
    assert codes(client, service_level="information") == []


def test_changes_since(client: Client, publishers: Publishers) -> None:
    now = clock.local(clock.now())
    assert codes(client, changed_since=(now - timedelta(hours=1)).isoformat()) == [CODE]
    assert codes(client, changed_since=(now + timedelta(minutes=1)).isoformat()) == []
    # Written long ago, in force since today: changed today.
    Publication.objects.update(effective_from=now.date())
    publishers.version.procedure.refresh_from_db()
    assert codes(client, changed_since=now.date().isoformat()) == [CODE]
    assert codes(client, changed_since=(now + timedelta(days=1)).date().isoformat()) == []


def test_changes_since_tell_what_left_the_list_and_why(client: Client, publishers: Publishers) -> None:
    for number in (2, 3, 4, 5):
        published(f"9.00000{number}", f"Thủ tục số {number}")
    before = clock.now()
    since = {"changed_since": before.isoformat()}
    assert client.get(LIST, since).json()["gone"] == []
    stop_intake(CODE, "Nâng cấp hệ thống.", by=SYSTEM)
    abolish("9.000002", by=SYSTEM, decision="Quyết định 1")
    replace.take_place("9.000004", "9.000003", clock.today(), by=SYSTEM)
    inside = content("Thủ tục số 5") | {"internal": True}
    publish("9.000005", inside, by=SYSTEM, effective_from=date(2026, 1, 1), decision="QĐ 2")
    body = client.get(LIST, since).json()
    assert [(row["code"], row["status"]) for row in body["results"]] == [(CODE, "intake-stopped")]
    assert body["results"][0]["changed_at"] >= before.isoformat()[:10]
    assert [(row["code"], row["status"], row["replaced_by"]) for row in body["gone"]] == [
        ("9.000002", "abolished", None),
        ("9.000003", "replaced", "9.000004"),
        ("9.000005", "internal", None),
    ]
    assert (body["gone_count"], body["gone"][0]["name"]) == (3, "Thủ tục số 2")
    assert "gone" not in client.get(LIST).json()
    assert client.get(LIST, since | {"agency": "H09.99"}).json()["gone"] == []
    later = (clock.now() + timedelta(seconds=1)).isoformat()
    assert client.get(LIST, {"changed_since": later}).json()["gone"] == []
    replace.give_back("9.000004", by=SYSTEM)
    again = client.get(LIST, since).json()
    assert "9.000003" in [row["code"] for row in again["results"]], "it came back: no tombstone, a row"
    assert "9.000003" not in [row["code"] for row in again["gone"]]


def test_what_was_never_public_leaves_no_trace(client: Client, publishers: Publishers) -> None:
    published("9.000002", "Thủ tục nội bộ", internal=True)
    since = {"changed_since": clock.now().isoformat()}
    stop_intake("9.000002", "Nghỉ.", by=SYSTEM)
    abolish("9.000002", by=SYSTEM, decision="Quyết định 1")
    assert client.get(LIST, since).json()["gone"] == []


def test_tombstones_come_a_page_at_a_time_at_the_same_cost(client: Client, publishers: Publishers) -> None:
    since, counted = {"changed_since": (clock.now() - timedelta(hours=1)).isoformat(), "page_size": 2}, []
    for codes_ in (("9.100001",), ("9.100002", "9.100003", "9.100004", "9.100005")):
        for code in codes_:
            published(code, f"Thủ tục {code}")
            abolish(code, by=SYSTEM, decision="Quyết định 1")
        with CaptureQueriesContext(connection) as seen:
            body = client.get(LIST, since).json()
        counted.append(len(seen))
    assert counted[0] == counted[1]
    assert (body["pages"], body["gone_count"], len(body["gone"])) == (3, 5, 2)
    last = client.get(LIST, since | {"page": 3}).json()
    assert ([row["code"] for row in last["gone"]], last["results"], last["next"]) == (["9.100005"], [], None)


def test_an_unchanged_answer_is_304_and_a_publication_changes_it(client: Client, publishers: Publishers) -> None:
    for path in (LIST, f"{LIST}/{CODE}"):
        tag = client.get(path)["ETag"]
        same = client.get(path, headers={"If-None-Match": tag})
        assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
        stop_intake(CODE, "Nâng cấp hệ thống.", by=SYSTEM)
        changed = client.get(path, headers={"If-None-Match": tag})
        assert changed.status_code == 200
        assert changed["ETag"] != tag
        publish(
            CODE,
            publishers.version.content | {"summary": f"Khác ở {path}."},
            by=SYSTEM,
            effective_from=date(2026, 1, 1),
            decision="QĐ 2",
        )


def test_last_modified(client: Client, publishers: Publishers) -> None:
    answer = client.get(f"{LIST}/{CODE}")
    since = answer["Last-Modified"]
    assert client.get(f"{LIST}/{CODE}", headers={"If-Modified-Since": since}).status_code == 304
    assert client.get(f"{LIST}/{CODE}", headers={"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}).status_code == 200


def test_statements_do_not_grow_with_the_rows(client: Client, publishers: Publishers) -> None:
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        assert len(codes(client)) == 1
    for number in range(2, 12):
        published(f"9.0000{number:02d}", f"Thủ tục số {number}")
    with CaptureQueriesContext(connection) as many:
        assert len(codes(client)) == 11
    assert len(one) == len(many) == 3
    with CaptureQueriesContext(connection) as detail:
        client.get(f"{LIST}/{CODE}")
    assert len(detail) == 3


def test_too_many_calls_are_asked_to_wait(client: Client, publishers: Publishers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.api.v1.base.ByAddress.rate", "2/min")
    assert [client.get(LIST).status_code for _call in range(3)] == [200, 200, 429]
    answer = client.get(LIST)
    assert int(answer["Retry-After"]) > 0
    assert answer.json()["error"]["message"].startswith("Bạn gọi quá nhiều lần.")


def test_it_is_read_only(client: Client, publishers: Publishers) -> None:
    assert client.post(LIST).status_code == 405
    assert client.delete(f"{LIST}/{CODE}").json()["error"]["code"] == "method-not-allowed"
    assert client.get(LIST, headers={"Accept": "text/html"}).status_code == 406
