"""A busy port is a sentence with a way out, not a traceback."""

import socket
from collections.abc import Iterator

import pytest

from runtime import ports
from runtime.says import Stop


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((ports.LOOPBACK, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_busy_port_is_named_in_both_languages_with_another_to_take(busy: int) -> None:
    with pytest.raises(Stop) as stopped:
        ports.insist(busy)
    vietnamese, english = str(stopped.value).splitlines()
    assert vietnamese.startswith(f"Cổng {busy} đang có chương trình khác dùng.")
    assert english.startswith(f"Port {busy} is taken by another program.")
    other = int(english.split("--port ")[1])
    assert other != busy and ports.is_free(other)


def test_a_preferred_port_gives_way_and_an_impossible_one_is_refused(busy: int) -> None:
    assert ports.prefer(busy) != busy
    with pytest.raises(Stop, match="65535"):
        ports.insist(70_000)


def test_waiting_ends_in_time() -> None:
    answers = iter([False, True])
    assert ports.wait(lambda: next(answers), 5, pause=0)
    assert not ports.wait(lambda: False, 0.05, pause=0.01)
