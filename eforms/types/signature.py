"""A signature on the page: a drawn picture, or one's name typed by who cannot or will not draw.

Both are data URLs, as Form.io keeps a signature: ``data:image/png;base64,…`` and ``data:text/plain;charset=utf-8,Tr%E1%BA%A7n…``.
The picture is checked chunk by chunk (PNG, 3rd edition) and inflated to exactly its size: no decoder ever sees a hostile file.
"""

import base64
import binascii
import struct
import zlib
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _

from common.text import tidy
from eforms.nodes import Field
from eforms.ports import Ports
from eforms.types.base import NOT_POSTED, FieldType, Json, Posted, Unreadable

DRAWN, TYPED = "data:image/png;base64,", "data:text/plain;charset=utf-8,"
MOST_BYTES = 150_000
MOST_WIDE, MOST_HIGH = 2_000, 1_000
MOST_NAME = 100
_MAGIC = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}


def picture(value: Json) -> bytes | None:
    """The PNG of a drawn signature; ``None`` when it was typed, or is none."""
    if not isinstance(value, str) or not value.startswith(DRAWN) or len(value) > MOST_BYTES * 4 // 3 + 100:
        return None
    try:
        data = base64.b64decode(value.removeprefix(DRAWN), validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if len(data) <= MOST_BYTES and _is_png(data) else None


def typed_name(value: Json) -> str:
    """The name of a typed signature, "" when it was drawn."""
    if not isinstance(value, str) or not value.startswith(TYPED):
        return ""
    return tidy(unquote(value.removeprefix(TYPED), errors="replace"))[:MOST_NAME]


@lru_cache(maxsize=32)
def _is_png(data: bytes) -> bool:
    try:
        chunks = list(_chunks(data))
        (_head, header), *_rest = chunks
        wide, high, depth, colours, *how = struct.unpack(">IIBBBBB", header)
        expected = (wide * _CHANNELS[colours] + 1) * high
    except (ValueError, KeyError, struct.error):
        return False
    sound = depth == 8 and how == [0, 0, 0] and 0 < wide <= MOST_WIDE and 0 < high <= MOST_HIGH
    names = [name for name, _content in chunks]
    if not sound or names[0] != b"IHDR" or names[-1] != b"IEND" or b"acTL" in names:
        return False
    inflate = zlib.decompressobj()
    try:
        pixels = inflate.decompress(b"".join(content for name, content in chunks if name == b"IDAT"), expected + 1)
    except zlib.error:
        return False
    return len(pixels) == expected and inflate.eof and all(filter_ <= 4 for filter_ in pixels[:: expected // high])


def _chunks(data: bytes) -> Any:
    """(name, content) of each chunk; ``ValueError`` where one is cut off, damaged, or something follows the end."""
    if not data.startswith(_MAGIC):
        raise ValueError
    at, name = len(_MAGIC), b""
    while name != b"IEND":
        size, name = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + size]
        (check,) = struct.unpack_from(">I", data, at + 8 + size)
        if zlib.crc32(name + content) != check:
            raise ValueError
        yield name, content
        at += 12 + size
    if at != len(data):
        raise ValueError


class Signature(FieldType):
    """Drawn or typed; see the module."""

    name = "signature"
    template = "eforms/signature.html"
    ask = "sign"

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base."""
        if raw is None or raw == "":
            return raw
        if isinstance(raw, str) and raw.startswith(TYPED):
            name = typed_name(raw[:2_000])
            return TYPED + quote(name) if name else ""
        if picture(raw) is None:
            raise Unreadable("type", "signature")
        return raw

    def display(self, field: Field, value: Json) -> str:
        """In words; where there is room for the picture, ask ``picture``."""
        name = typed_name(value)
        if name:
            return _("Ký bằng cách gõ họ tên: %s") % name
        return _("Đã ký bằng nét vẽ") if value else ""

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """See base."""
        name = typed_name(value)
        return {"": ["" if name else str(value or "")], "-ten": [name]}

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """What is drawn counts before what is typed."""
        if name not in post and f"{name}-ten" not in post:
            return NOT_POSTED
        drawn, typed = str(post.get(name) or ""), tidy(str(post.get(f"{name}-ten") or "")[:MOST_NAME])
        return drawn or (TYPED + quote(typed) if typed else "")

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        name = typed_name(value)
        return {"drawn": "" if name else str(value or ""), "typed": name, "wide": 600, "high": 200}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "pattern": "^data:(image/png;base64|text/plain;charset=utf-8),", "maxLength": 200_100}
