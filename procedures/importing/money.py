"""Fees as the national database writes them: often nought or a hundred, with the rule in prose. Only sure amounts are taken."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from procedures.importing.lint import Findings
from procedures.importing.records import BadRecord, clean, plain, rows

KINDS = {"FEE": "phi", "SERVICE_FEE": "le-phi", "PRICE_LEVEL": "gia"}
NAMES = {"phi": "Phí", "le-phi": "Lệ phí", "gia": "Giá"}
DONG = "019b3fb2-b5b8-70ac-85e2-9409ec1eaffa"  # the database's own ids of currencies
CURRENCIES = {"019b3fb2-dee2-76ab-aa53-22d4d903a2bb": "USD"}
LEAST = 1000
_FREE = re.compile(r"không (?:thu|mất|có)|miễn|^không\.?$|^0 ?(?:đồng|đ)?\.?$", re.IGNORECASE)
_COUNCIL = re.compile(r"hội đồng nhân dân|HĐND", re.IGNORECASE)


Rows = list[dict[str, Any]]


def fees_of(row: Mapping[str, Any], path: str, place: str, findings: Findings) -> tuple[Rows, Rows]:
    """(fees to show, what the source said where it was not taken over) of one way of filing."""
    shown: Rows = []
    raw: Rows = []
    for here, fee in rows(row, "fees", place):
        kind = KINDS.get(plain(fee, "type", here) or "FEE")
        if kind is None:
            raise BadRecord(f"{here}/type", "là FEE, SERVICE_FEE hoặc PRICE_LEVEL.")
        text = clean(plain(fee, "description", here), f"{path}/fees/{len(shown)}/text", findings)
        value = _value(fee, here)
        amount, said = _amount(value, text or _attached(fee), _currency(fee), f"{path}/fees/{len(shown)}", findings)
        if amount is None and not said:
            continue
        shown.append({"kind": kind} | ({} if amount is None else {"amount": amount}) | ({"text": said} if said else {}))
        if value and amount is None:
            raw.append({"path": path, "kind": kind, "value": value, "currency": _currency(fee)})
    return shown, raw


def _value(fee: Mapping[str, Any], place: str) -> int | None:
    value = fee.get("value")
    if value is None:
        return None
    if isinstance(value, str) and value.strip().isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or not 0 <= value <= 10**12:
        raise BadRecord(f"{place}/value", "phải là số tiền từ 0.")
    return int(value)


def _currency(fee: Mapping[str, Any]) -> str:
    code = str(fee.get("currencyId") or "")
    name = str(fee.get("currencyName") or "")
    if code == DONG or "đồng" in name.lower() or name.upper() in {"", "VND"} and code not in CURRENCIES:
        return "VND"
    return CURRENCIES.get(code) or name


def _attached(fee: Mapping[str, Any]) -> str:
    held = fee.get("attachment")
    name = str(held.get("fileName") or "").strip() if isinstance(held, Mapping) else ""
    return f"Theo tệp “{name}”." if name else ""


def _amount(value: int | None, text: str, currency: str, path: str, findings: Findings) -> tuple[int | None, str]:
    """(đồng or None where it is not sure, words)."""
    if not value:
        if value == 0 and (not text or _FREE.search(text[:60]) and not _COUNCIL.search(text)):
            return 0, text
        if text:
            findings.add(path, "fee-in-text", value="0" if value == 0 else "trống")
        return None, text
    if currency != "VND":
        findings.add(path, "fee-currency", currency=currency)
        return None, _with_source(f"{value} {currency}", text)
    if value >= LEAST:
        return value, text
    meant = f"{value}.000"
    if meant in text:
        findings.add(path, "fee-thousand", value=value, meant=meant)
    else:
        findings.add(path, "fee-small", value=value)
    return None, _with_source(f"Nguồn ghi {value}", text)


def _with_source(said: str, text: str) -> str:
    return f"{said}. {text}" if text else f"{said}."


def in_words(methods: Sequence[Mapping[str, Any]]) -> str:
    """What lists have room for: "8.000 đồng.", "Không thu phí, lệ phí.", "" where the source says nothing."""
    fees = [fee for method in methods for fee in method.get("fees", ())]
    if not fees:
        return ""
    amounts = sorted({fee["amount"] for fee in fees if fee.get("amount")})
    told = next((fee["text"] for fee in fees if "amount" not in fee), "")
    if any("amount" not in fee and _COUNCIL.search(fee["text"]) for fee in fees):
        rule = "Theo nghị quyết của Hội đồng nhân dân cấp tỉnh."
    else:
        rule = "Theo biểu mức thu kèm theo." if told else ""
    if not amounts:
        return rule or "Không thu phí, lệ phí."
    low, high = (f"{amount:,}".replace(",", ".") for amount in (amounts[0], amounts[-1]))
    said = f"{low} đồng." if low == high else f"Từ {low} đến {high} đồng, tùy trường hợp."
    return f"{said} Có khoản thu theo quy định riêng." if rule else said
