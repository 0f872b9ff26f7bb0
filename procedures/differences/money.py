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
        sentence = _("Mức thu %(fee)s giảm: nay %(new)s, trước %(old)s.")
        if not less:
            sentence = _("Mức thu %(fee)s tăng: nay %(new)s, trước %(old)s.")
        if _number(after) == _number(before):
            sentence = _("Mức thu %(fee)s nay %(new)s, trước %(old)s.")
        yield changed(path, sentence % (words | {"old": sides[0], "new": sides[1]}), *sides)
    if before.get("most") != after.get("most"):
        most = [vnd(row["most"]) if isinstance(row.get("most"), int) else _("không giới hạn") for row in (before, after)]
        message = _("%(fee)s thu nhiều nhất: nay %(new)s, trước %(old)s.")
        yield changed(path, message % (words | {"old": most[0], "new": most[1]}), *most)
    tiers = tier_words(before), tier_words(after)
    if tiers[0] != tiers[1]:
        message = _("%(fee)s theo số lượng: nay %(new)s, trước %(old)s.")
        yield changed(path, message % (words | {"old": tiers[0], "new": tiers[1]}), *tiers)
    yield from _counting(path, words, before, after)
    if before.get("when") != after.get("when"):
        yield changed(path, _("%(fee)s: đổi lúc nào phải nộp.") % words, before.get("when"), after.get("when"))
    yield from reworded(
        path, _("văn bản quy định %s") % words["fee"], str(before.get("basis") or ""), str(after.get("basis") or "")
    )
    yield from _exemptions(path, words["fee"], before, after)


def _counting(path: str, words: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """What the amount is multiplied by, and whether every row of a table is reckoned by itself."""
    if before.get("quantity") != after.get("quantity"):
        sides = [_("thu một lần") if row.get("quantity") is None else _("nhân với số %s") % _unit(row) for row in (before, after)]
        if sides[0] == sides[1]:
            yield changed(
                path, _("%(fee)s: đổi chỗ lấy con số để nhân trong tờ khai.") % words, *_rules(before, after, "quantity")
            )
        else:
            yield changed(path, _("%(fee)s nay %(new)s, trước %(old)s.") % {**words, "old": sides[0], "new": sides[1]}, *sides)
    if before.get("each") != after.get("each"):
        sentence = _("%(fee)s nay tính riêng cho từng dòng của bảng trong tờ khai.")
        if not after.get("each"):
            sentence = _("%(fee)s nay tính một lần cho cả hồ sơ, không tính từng dòng.")
        yield changed(path, sentence % words, before.get("each"), after.get("each"))
    if before.get("times") != after.get("times"):
        sentence = _("%(fee)s nay còn nhân với số bản.") if "times" in after else _("%(fee)s nay không nhân với số bản nữa.")
        if "times" in before and "times" in after:
            sentence = _("%(fee)s: đổi chỗ lấy số bản trong tờ khai.")
        yield changed(path, sentence % words, *_rules(before, after, "times"))


def _unit(fee: Mapping[str, Any]) -> str:
    return str(fee.get("unit") or _("lượng"))


def _rules(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> tuple[Any, Any]:
    return before.get(name), after.get(name)


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
    """từ trang thứ 3 thu 1.000 đ (procedures/tariffs.py)."""
    told = []
    for tier in rows(fee, "tiers"):
        above = tier.get("above")
        first = above + 1 if isinstance(above, int) else "?"
        words = {"unit": fee.get("unit") or _("đơn vị"), "first": first, "amount": vnd(_number(tier))}
        told.append(_("từ %(unit)s thứ %(first)s thu %(amount)s") % words)
    return ", ".join(told) or _("một mức")


def _number(fee: Mapping[str, Any]) -> int:
    amount = fee.get("amount")
    return amount if isinstance(amount, int) and not isinstance(amount, bool) else 0


def _words(fee: Mapping[str, Any]) -> dict[str, str]:
    return {"kind": kind_words(fee), "fee": quote(fee), "amount": amount_words(fee)}


def _path(fee: Mapping[str, Any]) -> str:
    return f"fees/{fee.get('code') or ''}".rstrip("/")


PARTS = (fee_text, fees)
