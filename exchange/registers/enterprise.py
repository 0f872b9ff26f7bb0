"""CSDL quốc gia về đăng ký doanh nghiệp over NDXP: JSON ``chiTietDoanhNghiep`` with MainInformation, HOAdress, Representatives.

The names are those that public integrations of the field read (``HOAdress`` is the service's own spelling).
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from common.text import nfc
from exchange.registers.port import Malformed, Question, Register, Values

CODE = "enterprise"
NAMES = frozenset({"tax_code", "organisation_name", "organisation_address", "legal_representative"})
TAX_CODE = re.compile(r"[0-9]{10}(-[0-9]{3})?")
MOST_TEXT = 500


def compose(question: Question) -> tuple[str, bytes]:
    """``{"maSoDoanhNghiep": …}`` by POST: a number of anyone's has no place in an address that proxies write down."""
    return "application/json", json.dumps({"maSoDoanhNghiep": question.key}).encode()


def read(question: Question, answer: bytes) -> Values | None:
    """See ``port.Register``."""
    try:
        said = json.loads(answer)
    except ValueError:
        raise Malformed("not JSON") from None
    if not isinstance(said, Mapping) or "Data" not in said:
        raise Malformed("Data")
    if said["Data"] is None:
        return None
    data = _object(said["Data"], "Data")
    main = _object(data.get("MainInformation"), "MainInformation")
    values = {
        "tax_code": _text(main, "ENTERPRISE_GDT_CODE"),
        "organisation_name": _text(main, "NAME"),
        "organisation_address": _text(_object(data.get("HOAdress") or {}, "HOAdress"), "AddressFullText"),
        "legal_representative": _representative(data.get("Representatives")),
    }
    if values["tax_code"] != question.key or not TAX_CODE.fullmatch(question.key):
        raise Malformed("ENTERPRISE_GDT_CODE")
    if not values["organisation_name"]:
        raise Malformed("NAME")
    return {name: value for name, value in values.items() if value}


def _object(value: Any, part: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Malformed(part)
    return value


def _text(node: Mapping[str, Any], name: str) -> str:
    value = node.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise Malformed(name)
    return " ".join(nfc(value).split())


def _representative(found: Any) -> str:
    """The first legal representative; the service gives a list, or one object where there is one."""
    first = found[0] if isinstance(found, list) and found else found
    return _text(first, "FULL_NAME") if isinstance(first, Mapping) else ""


REGISTER = Register(CODE, NAMES, compose, read)
