"""What is paid: the computed rules (``fees``) against what people read (``fee_text`` and the channels' fees)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from common.money import vnd
from procedures.checking.finding import ERROR, WARNING, Finding
from procedures.checking.looked import Looked, entries, folded, quoted

_AMOUNT = re.compile(r"\b(\d{1,3}(?:[.,]\d{3})+|\d{4,9})\s*(?:d\b|dong\b|vnd\b)")
_FREE = re.compile(r"\b(khong thu|khong mat tien|khong phai nop|mien phi|mien le phi|mien thu|khong co)\b")
_COUNCIL = re.compile(r"\b(hoi dong nhan dan|hdnd)\b")
LEAST = 1_000  # the smallest fee that anybody collects; imports have 100 for 100.000 and amounts in dollars


def _stated(looked: Looked) -> list[int]:
    """The amounts that the texts name, in đồng."""
    texts = [looked.text("fee_text")]
    for _path, method in looked.rows("methods"):
        texts += [str(fee.get("text") or "") for fee in _fees_of(method)]
    found = [int(re.sub(r"[.,]", "", amount)) for text in texts for amount in _AMOUNT.findall(folded(text))]
    found += [amount for _path, method in looked.rows("methods") for fee in _fees_of(method) if (amount := _amount(fee)) > 0]
    return sorted(set(found))


def _fees_of(method: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    held = method.get("fees")
    return [fee for fee in held if isinstance(fee, Mapping)] if isinstance(held, list) else []


def _amount(fee: Mapping[str, Any], name: str = "amount") -> int:
    value = fee.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def only_in_text(looked: Looked) -> Iterator[Finding]:
    """An amount that nobody computes is never collected, and one left to the council is never known."""
    if any(_amount(fee) for _path, fee in looked.rows("fees")):
        return
    stated = _stated(looked)
    text = folded(looked.text("fee_text"))
    if stated:
        message = _("Mức thu %s chỉ có trong phần chữ. Thêm khoản thu để hệ thống tính và thu được tiền.")
        yield Finding("fees", "fee-only-in-text", ERROR, message % ", ".join(vnd(amount) for amount in stated))
    elif _COUNCIL.search(text) and not _FREE.search(text):
        message = _(
            "Mức thu theo nghị quyết của Hội đồng nhân dân nhưng chưa có số tiền. Nhập mức của tỉnh, hoặc ghi “Không thu”."
        )
        yield Finding("fees", "fee-by-council", WARNING, message)


def text_against_rules(looked: Looked) -> Iterator[Finding]:
    """People must read the amounts that they are asked for."""
    rules = [fee for _path, fee in looked.rows("fees")]
    ruled = {amount for fee in rules for amount in (_amount(fee), _amount(fee, "most")) if amount}
    ruled |= {_amount(tier) for fee in rules for tier in entries(fee, "tiers") if isinstance(tier, Mapping)} - {0}
    said = set(_stated(looked))
    if ruled and said:
        missing = sorted(amount for amount in said - ruled if not any(amount % one == 0 for one in ruled))
        if missing:
            message = _("Phần chữ nói %s nhưng không khoản thu nào có mức này. Sửa phần chữ hoặc khoản thu.")
            yield Finding("fee_text", "fee-text-differs", WARNING, message % ", ".join(vnd(amount) for amount in missing))
    elif ruled and not said:
        message = _("Có khoản thu nhưng phần chữ không nói số tiền. Ghi mức thu để người dân biết trước.")
        yield Finding("fee_text", "fee-text-silent", WARNING, message)


def each(looked: Looked) -> Iterator[Finding]:
    """Each computed fee: its amount, its legal basis."""
    for path, fee in looked.rows("fees"):
        if 0 < _amount(fee) < LEAST:
            message = _("%(fee)s chỉ %(amount)s. Kiểm tra đơn vị: có thể thiếu ba số 0 hoặc đây không phải tiền đồng.")
            yield Finding(f"{path}/amount", "fee-too-small", ERROR, message % {"fee": quoted(fee), "amount": vnd(_amount(fee))})
        if not str(fee.get("basis") or "").strip():
            yield Finding(
                f"{path}/basis",
                "fee-no-basis",
                WARNING,
                _("%s chưa ghi văn bản quy định mức thu. Thêm số, ký hiệu.") % quoted(fee),
            )
    for path, method in looked.rows("methods"):
        for fee in _fees_of(method):
            if 0 < _amount(fee) < LEAST:
                message = _("Một kênh ghi mức thu %s. Kiểm tra đơn vị: có thể thiếu ba số 0 hoặc đây không phải tiền đồng.")
                yield Finding(f"{path}/fees", "fee-too-small", ERROR, message % vnd(_amount(fee)))


RULES = (only_in_text, text_against_rules, each)
