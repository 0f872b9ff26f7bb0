"""The text inside a VietQR (EMVCo merchant-presented, NAPAS profile): pure functions, tested by domain.md §6.2's vectors."""

import re
from collections.abc import Iterator

NAPAS = "A000000727"
_ASCII = re.compile(r"[ -~]*")


class Malformed(ValueError):
    """The text is no EMVCo code, or its checksum is wrong."""


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE (poly 1021, init FFFF) as four upper-case hex digits, leading zeros kept: 123456789 → 29B1."""
    value = 0xFFFF
    for byte in text.encode("ascii"):
        value ^= byte << 8
        for _bit in range(8):
            value = (value << 1) ^ 0x1021 if value & 0x8000 else value << 1
        value &= 0xFFFF
    return f"{value:04X}"


def payload(bin_: str, account: str, amount: int, purpose: str) -> str:
    """The text of a code that pays once: ``bin_`` is the bank's six digits, ``amount`` in đồng, ``purpose`` ≤ 25 ASCII."""
    if len(purpose) > 25 or not _ASCII.fullmatch(purpose + account + bin_):
        raise ValueError("a purpose is at most 25 ASCII characters")
    receiver = _field("00", bin_) + _field("01", account)
    body = "".join(
        (
            _field("00", "01"),
            _field("01", "12"),
            _field("38", _field("00", NAPAS) + _field("01", receiver) + _field("02", "QRIBFTTA")),
            _field("53", "704"),
            _field("54", str(amount)),
            _field("58", "VN"),
            _field("62", _field("08", purpose)),
            "6304",
        )
    )
    return body + crc16(body)


def parse(text: str) -> dict[str, str]:
    """The top-level fields. Raises ``Malformed`` for a wrong checksum or lengths that do not fit."""
    if len(text) < 8 or text[-8:-4] != "6304" or not _ASCII.fullmatch(text) or crc16(text[:-4]) != text[-4:]:
        raise Malformed("checksum")
    return dict(fields(text))


def fields(text: str) -> Iterator[tuple[str, str]]:
    """(id, value) of one level of TLV. Raises ``Malformed``."""
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        if not re.fullmatch(r"[0-9]{4}", head):
            raise Malformed(f"at {at}")
        value = text[at + 4 : at + 4 + int(head[2:])]
        if len(value) != int(head[2:]):
            raise Malformed(f"field {head[:2]} is cut off")
        yield head[:2], value
        at += 4 + len(value)


def _field(name: str, value: str) -> str:
    if len(value) > 99:
        raise ValueError(f"field {name} is longer than 99")
    return f"{name}{len(value):02d}{value}"
