"""Every address × kind of actor × method against the table; a refusal writes nothing; outsiders' pages hold nothing of An's.

Actors of one kind take turns over the rows; ``bin/test soak`` asks every actor at every address.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.matrix import CITIZENS, EVERYONE, KINDS, LOGIN_PAGE, NOBODY, OFFICIALS, ROWS, Row, in_turn
from tests.access.scene import Scene
from tests.journeys.pages import NO_PAGE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OUTSIDERS = (NOBODY, "lan", "khoa", "quang", "mai", "tri", "soan", "duyet")
SEAT_ROWS = [row for row in ROWS if row.holder]
# None changes anything of anyone's: how pages look on this device, a gateway's own signed message, an API that only reads.
WITHOUT_TOKEN = {"preferences:choose", "pay:ipn", "pay:confirm", "api-v1:schema", "api-v1:procedures", "api-v1:procedure"}


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(name with its namespace, pattern) of every address there is."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        else:
            yield prefix + (entry.name or f"nameless {entry.pattern}"), entry


def test_every_route_has_a_row() -> None:
    known, there = {row.name for row in ROWS}, {name for name, _pattern in routes(get_resolver())}
    assert there - known == set(), "an address without a row in tests/access/matrix.py"
    assert known - there == set(), "a row without an address"


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_every_row_has_a_cell_for_everyone(row: Row) -> None:
    assert set(row.get) == set(row.post) == set(EVERYONE)


def test_only_these_addresses_need_no_token() -> None:
    exempt = {name for name, pattern in routes(get_resolver()) if getattr(pattern.callback, "csrf_exempt", False)}
    assert exempt == WITHOUT_TOKEN


@pytest.mark.usefixtures("fresh_limits")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_kind_of_actor_gets_what_the_row_says(scene: Scene, row: Row, method: str) -> None:
    assert surprises(scene, row, method, in_turn(getattr(row, method).get, ROWS.index(row))) == []


@pytest.mark.soak
@pytest.mark.usefixtures("fresh_limits")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_actor_gets_what_the_row_says(scene: Scene, row: Row, method: str) -> None:
    assert surprises(scene, row, method, EVERYONE) == []


def test_everyone_has_a_turn() -> None:
    """Every actor is of one kind, and each is asked for a good part of the rows with either method."""
    assert sorted(who for kind in KINDS for who in kind) == sorted(EVERYONE)
    for method in ("get", "post"):
        times = Counter(who for row in ROWS for who in in_turn(getattr(row, method).get, ROWS.index(row)))
        assert min(times[who] for who in EVERYONE) > len(ROWS) / 8


def surprises(scene: Scene, row: Row, method: str, actors: Iterable[str]) -> list[tuple[Any, ...]]:
    """What these actors got, wrote or were told that the row does not say."""
    found: list[tuple[Any, ...]] = []
    for who in actors:
        address = scene.address(row, scene.seat_for(row, who) if row.holder else None)
        answer = scene.ask(who, method, address, scene.data(row))
        if answer.cell != getattr(row, method)[who]:
            found.append((who, "got", answer.cell))
        if answer.refused and answer.wrote:
            found.append((who, "refused but wrote", answer.wrote))
        if row.name in NO_PAGE and answer.cell == 200 and method == "get" and is_page(answer.response):
            found.append((who, "got a page that tests/journeys/pages.py calls", NO_PAGE[row.name]))
        if who in OUTSIDERS and not row.tells and (told := leaked(scene, answer.response)):
            found.append((who, "was told", told))
    return found


@pytest.mark.usefixtures("fresh_limits")
@pytest.mark.parametrize("row", SEAT_ROWS, ids=str)
def test_nobody_acts_from_another_s_seat(scene: Scene, row: Row) -> None:
    """The seat in the address is the one that may; whoever does not hold it finds nothing and changes nothing."""
    surprises: list[tuple[Any, ...]] = []
    address = scene.address(row, scene.world.seats[row.holder].pk)
    for who in strangers(row):
        for method in ("get", "post"):
            answer = scene.ask(who, method, address, scene.data(row))
            refusals = {405} if getattr(row, method)[who] == 405 else {LOGIN_PAGE if who == NOBODY else 404}
            if answer.cell not in refusals or answer.wrote:
                surprises.append((who, method, answer.cell, answer.wrote))
    assert surprises == []


def strangers(row: Row) -> tuple[str, ...]:
    """An official and, in turn, nobody or a citizen: one gatekeeper stands before all these addresses."""
    others = [who for who in OFFICIALS if who != row.holder]
    outside = (NOBODY, *CITIZENS)
    turn = SEAT_ROWS.index(row)
    return (outside[turn % len(outside)], others[turn % len(others)])


def test_the_meter_sees_what_a_request_wrote(scene: Scene) -> None:
    """The proof that "refused and wrote nothing" can fail: a granted request is seen to write, and is undone."""
    row = next(row for row in ROWS if row.name == "wizard:discard")
    assert "dossiers_draft" in scene.ask("an", "post", scene.address(row, None)).wrote
    assert scene.ask("an", "get", scene.address(row, None)).cell == 200


def is_page(response: Any) -> bool:
    """Whether it is something to look at."""
    return not response.streaming and "html" in response.headers.get("Content-Type", "")


def leaked(scene: Scene, response: Any) -> list[str]:
    """An's and the company's words in the page, if any."""
    if not is_page(response):
        return []
    body = response.content.decode()
    return [word for word in scene.secrets if word in body]
