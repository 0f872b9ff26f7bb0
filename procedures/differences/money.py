"""Fees: the computed rules, each fund apart, and the sentence about them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from common.money import vnd
from procedures.differences.lists import by_key
from procedures.differences.said import Difference, added, changed, or_generally, quote, removed, rows, short, text
from procedures.differences.texts import reworded

Content = Mapping[str, Any]


def fee_text(old: Content, new: Content) -> Iterator[Difference]:
    yield from reworded("fee_text", _("câu về phí, lệ phí"), text(old, "fee_text"), text(new, "fee_text"))


def fees(old: Content, new: Content) -> Iterator[Difference]:
    found = by_key(rows(old, "fees"), rows(new, "fees"))
    for row in found.added:
        yield added(_path(row), _("Thêm %(kind)s %(fee)s: %(amount)s.") % _words(row), amount_words(row))
    for before, after in found.kept:
        if before != after:
            general = _("Khoản thu %s: sửa chi tiết.") % quote(after)
            yield from or_generally(_changed(before, after), _path(after), general)
    for row in found.removed:
        yield removed(_path(row), _("Bỏ %(kind)s %(fee)s (%(amount)s).") % _words(row), amount_words(row))


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    path, words = _path(after), _words(after)
    if before.get("name") != after.get("name"):
        yield changed(
            path,
            _("Khoản thu %(old)s nay gọi là %(fee)s.") % (words | {"old": quote(before)}),
            before.get("name"),
            after.get("name"),
        )
    if before.get("kind") != after.get("kind"):
        sides = kind_words(before), kind_words(after)
        yield changed(path, _("%(fee)s từ %(old)s thành %(new)s.") % (words | {"old": sides[0], "new": sides[1]}), *sides)
    sides = amount_words(before), amount_words(after)
    if sides[0] != sides[1]:
        less = _number(after) < _number(before)
        sentence = _("Mức thu %(fee)s từ %(old)s còn %(new)s.") if less else _("Mức thu %(fee)s từ %(old)s lên %(new)s.")
        yield changed(path, sentence % (words | {"old": sides[0], "new": sides[1]}), *sides)
    if before.get("most") != after.get("most"):
        most = [vnd(row["most"]) if isinstance(row.get("most"), int) else _("không giới hạn") for row in (before, after)]
        yield changed(path, _("%(fee)s thu tối đa từ %(old)s thành %(new)s.") % (words | {"old": most[0], "new": most[1]}), *most)
    tiers = tier_words(before), tier_words(after)
    if tiers[0] != tiers[1]:
        message = _("Mức thu theo bậc của %(fee)s từ %(old)s thành %(new)s.")
        yield changed(path, message % (words | {"old": tiers[0], "new": tiers[1]}), *tiers)
    if before.get("quantity") != after.get("quantity"):
        yield changed(path, _("%(fee)s: đổi cách tính số lượng.") % words, before.get("quantity"), after.get("quantity"))
    if before.get("when") != after.get("when"):
        yield changed(path, _("%(fee)s: đổi lúc nào phải nộp.") % words, before.get("when"), after.get("when"))
    yield from reworded(
        path, _("văn bản quy định %s") % words["fee"], str(before.get("basis") or ""), str(after.get("basis") or "")
    )
    yield from _exemptions(path, words["fee"], before, after)


def _exemptions(path: str, fee: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    found = by_key(rows(before, "exemptions"), rows(after, "exemptions"), lambda row: str(row.get("reason") or ""))
    for row in found.added:
        yield added(
            path, _("Thêm trường hợp miễn %(fee)s: %(why)s.") % {"fee": fee, "why": short(row.get("reason"))}, row.get("reason")
        )
    for earlier, later in found.kept:
        if earlier.get("when") != later.get("when"):
            message = _("Miễn %(fee)s cho “%(why)s”: đổi điều kiện.") % {"fee": fee, "why": short(later.get("reason"))}
            yield changed(path, message, earlier.get("when"), later.get("when"))
    for row in found.removed:
        yield removed(
            path, _("Bỏ trường hợp miễn %(fee)s: %(why)s.") % {"fee": fee, "why": short(row.get("reason"))}, row.get("reason")
        )


def fee_words(fee: Mapping[str, Any]) -> str:
    """A fee shown at a channel: "phí 8.000 đ", or its words."""
    amount = fee.get("amount")
    money = vnd(amount) if isinstance(amount, int) and not isinstance(amount, bool) else ""
    return " ".join(one for one in (kind_words(fee), money, short(fee.get("text"))) if one)


def kind_words(fee: Mapping[str, Any]) -> str:
    """phí, lệ phí or giá."""
    return {"phi": _("phí"), "le-phi": _("lệ phí"), "gia": _("giá")}.get(str(fee.get("kind")), _("khoản thu"))


def amount_words(fee: Mapping[str, Any]) -> str:
    """8.000 đ, 8.000 đ mỗi bản."""
    amount = _number(fee)
    money = vnd(amount) if isinstance(fee.get("amount"), int) else _("chưa có số tiền")
    return _("%(money)s mỗi %(unit)s") % {"money": money, "unit": fee["unit"]} if fee.get("unit") else money


def tier_words(fee: Mapping[str, Any]) -> str:
    """trên 2: 1.000 đ (procedures/tariffs.py)."""
    told = [
        _("trên %(above)s: %(amount)s") % {"above": tier.get("above"), "amount": vnd(_number(tier))}
        for tier in rows(fee, "tiers")
    ]
    return ", ".join(told) or _("không có bậc")


def _number(fee: Mapping[str, Any]) -> int:
    amount = fee.get("amount")
    return amount if isinstance(amount, int) and not isinstance(amount, bool) else 0


def _words(fee: Mapping[str, Any]) -> dict[str, str]:
    return {"kind": kind_words(fee), "fee": quote(fee), "amount": amount_words(fee)}


def _path(fee: Mapping[str, Any]) -> str:
    return f"fees/{fee.get('code') or ''}".rstrip("/")


PARTS = (fee_text, fees)
