"""CSDL quốc gia về dân cư, as provincial systems reach it over LGSP: SOAP, ``CongdanCollection/CongDan``.

In: SoDinhDanh with HoVaTen and NgayThangNam (or Nam) that must fit, MaDVC, MaYeuCau. Out: one CongDan; we read the number,
name, birth date, sex, and residence (NoiOHienTai, else ThuongTru) with the codes of the two-level edition. The names of the
elements are those that public integrations of the field use (ns http://www.mic.gov.vn/dancu/1.0).
"""

import re
import uuid
from datetime import date
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from common.text import nfc
from exchange.registers.port import Malformed, Question, Register, Values

CODE = "population"
NAMES = frozenset({"identity_number", "full_name", "birth_date", "sex", "address"})
SOAP, DAN = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.mic.gov.vn/dancu/1.0"
SEXES = {"1": "nam", "2": "nu"}
NUMBER = re.compile(r"[0-9]{12}")
MOST_TEXT = 300


def compose(question: Question) -> tuple[str, bytes]:
    """The SOAP request; every text is escaped."""
    born = question.given.get("birth_date", "").replace("-", "")
    parts = {
        "MaYeuCau": uuid.uuid4().hex,
        "SoDinhDanh": question.key,
        "HoVaTen": question.given.get("full_name", "").upper(),
        "NgayThangNam": born if len(born) == 8 else "",
        "Nam": born[:4] if len(born) != 8 else "",
    }
    inside = "".join(f"<d:{name}>{escape(value)}</d:{name}>" for name, value in parts.items() if value)
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{SOAP}" xmlns:d="{DAN}"><s:Body>'
        f"<d:TraCuuThongTinCongDan>{inside}</d:TraCuuThongTinCongDan></s:Body></s:Envelope>"
    )
    return "text/xml; charset=utf-8", body.encode()


def read(question: Question, answer: bytes) -> Values | None:
    """See ``port.Register``. A document type is refused before parsing: SOAP forbids it, and entities live there."""
    if b"<!" in answer:
        raise Malformed("document type")
    try:
        root = ElementTree.fromstring(answer)  # noqa: S314 - no document type, and at most client.MAX_ANSWER bytes
    except ElementTree.ParseError:
        raise Malformed("not XML") from None
    found = root.find(f"{{{SOAP}}}Body/{{{DAN}}}CongdanCollection")
    if found is None:
        raise Malformed("CongdanCollection")
    one = found.find(f"{{{DAN}}}CongDan")
    if one is None:
        return None
    values: dict[str, Any] = {
        "identity_number": _text(one, "SoDinhDanh"),
        "full_name": _name(one),
        "birth_date": _birth(one),
        "sex": SEXES.get(_text(one, "GioiTinh"), ""),
        "address": _address(one, "NoiOHienTai") or _address(one, "ThuongTru"),
    }
    if values["identity_number"] != question.key or not NUMBER.fullmatch(question.key):
        raise Malformed("SoDinhDanh")
    if not values["full_name"]:
        raise Malformed("HoVaTen")
    return {name: value for name, value in values.items() if value}


def _text(node: ElementTree.Element, path: str) -> str:
    found = node.find("/".join(f"{{{DAN}}}{part}" for part in path.split("/")))
    text = nfc((found.text or "").strip()) if found is not None else ""
    if len(text) > MOST_TEXT:
        raise Malformed(path)
    return text


def _name(one: ElementTree.Element) -> str:
    """Họ, chữ đệm, tên as one name; the register writes capitals, people do not."""
    words = " ".join(part for part in (_text(one, f"HoVaTen/{part}") for part in ("Ho", "ChuDem", "Ten")) if part).split()
    if any(not re.fullmatch(r"[^\W\d_][^\W\d_'’.-]*", word) for word in words):
        raise Malformed("HoVaTen")
    return " ".join(word[:1].upper() + word[1:].lower() if word.isupper() else word for word in words)


def _birth(one: ElementTree.Element) -> str:
    """ISO date, or "" where the register knows only a year."""
    whole = _text(one, "NgayThangNamSinh/NgayThangNam")
    if not whole:
        return ""
    try:
        return date.fromisoformat(whole).isoformat()
    except ValueError:
        raise Malformed("NgayThangNam") from None


def _address(one: ElementTree.Element, place: str) -> dict[str, str] | None:
    """``{tinh, xa, chiTiet}`` as the e-forms' two-level address takes it; ``None`` without both codes."""
    province, commune = _text(one, f"{place}/MaTinhThanh"), _text(one, f"{place}/MaPhuongXa")
    if not (province.isdigit() and commune.isdigit()):
        return None
    return {"tinh": province, "xa": commune, "chiTiet": _text(one, f"{place}/ChiTiet")}


REGISTER = Register(CODE, NAMES, compose, read)
