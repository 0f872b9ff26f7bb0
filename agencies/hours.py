"""Sessions of a working day, as minutes from midnight. Pure; the engine of deadlines and the administrator's screen share it."""

from collections.abc import Iterable, Sequence

Session = tuple[int, int]
"""Opening and closing, minutes from midnight."""


class BadCalendar(ValueError):
    """Sessions or days that make no sense; the message says which."""


def check_sessions(sessions: Sequence[Session]) -> None:
    """Raise ``BadCalendar`` unless sessions are forward, in order and apart."""
    before = -1
    for opening, close in sessions:
        if not (0 <= opening < close < 24 * 60) or opening < before:
            raise BadCalendar(f"sessions must be in order and within one day: {clock(opening)}-{clock(close)}")
        before = close


def read_sessions(pairs: Iterable[Sequence[str]]) -> tuple[Session, ...]:
    """``[["07:30", "11:30"], …]`` as minutes from midnight. Raises ``BadCalendar``."""
    try:
        sessions = tuple((_minute(opening), _minute(close)) for opening, close in pairs)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadCalendar(f"sessions are pairs of HH:MM: {error}") from None
    check_sessions(sessions)
    return sessions


def clock(minute: int) -> str:
    """Minutes from midnight as HH:MM."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _minute(text: str) -> int:
    hour, minute = text.split(":")[:2]
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise ValueError(text)
    return int(hour) * 60 + int(minute)
