"""The reckoning of one fee rule: by quantity, by tiers, for each row of a group, times copies, never above the most. Pure.

What a rule of ``fees`` may say beside ``amount`` (đồng)::

    unit, quantity: JsonLogic     so many units at ``amount`` each
    tiers  [{above: 2, amount}]   units beyond that many cost this much each (ascending); the first ones cost ``amount``
    most                          the sum of one copy, and of one row, is never more
    times, times_unit             that sum so many times over ("2 bản")
    each, item                    reckoned for every row of this group, which ``quantity``, ``times`` and ``item`` read as
                                  ``row``; ``item`` names the row in the explanation

Chứng thực bản sao (TT 226/2016/TT-BTC): amount 2000, tiers [{above: 2, amount: 1000}], most 200000, times the copies asked for.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from common import jsonlogic
from common.money import vnd
from eforms import paths

MOST_UNITS = 10_000  # a quantity beyond this is a slip of the pen, not a request
Reckoned = tuple[int, str]  # đồng, how it was reckoned
RULES = ("quantity", "times", "item")  # keys that hold JsonLogic


class CannotDecide(Exception):
    """The answers do not settle it; ``about`` is the fee's or question's code, ``message`` says what is missing."""

    def __init__(self, about: str, message: str) -> None:
        self.about, self.message = about, message
        super().__init__(message)


def reckon(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> Reckoned:
    """What the rule comes to for these answers; raises ``CannotDecide`` rather than guess."""
    if "each" not in rule:
        return _one(rule, facts)
    rows = paths.find(facts, rule["each"])
    if not isinstance(rows, list) or not rows:
        raise _missing(rule, rule["unit"])
    reckoned = [_row(rule, {**facts, "row": row}) for row in rows]
    return sum(amount for amount, _words in reckoned), " + ".join(words for _amount, words in reckoned)


def examples(rule: Mapping[str, Any]) -> list[tuple[int, int]]:
    """(units, đồng) of one row and one copy around every tier, for who writes the rule; none where nothing is counted."""
    if "quantity" not in rule or any(problems(rule)):
        return []
    turns = [tier["above"] + step for tier in rule.get("tiers", ()) for step in (0, 1)]
    counts = sorted({1, 2, *turns, 10, 100} | ({1000} if "most" in rule else set()))
    sums = [(count, sum(number * price for number, price in _tiers(rule, count))) for count in counts]
    return [(count, min(total, rule.get("most", total))) for count, total in sums]


def _row(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> Reckoned:
    amount, words = _one(rule, facts)
    named = jsonlogic.apply(rule["item"], facts) if "item" in rule else None
    return amount, f"{named}: {words}" if named else words


def _one(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> Reckoned:
    amount, words = _copy(rule, facts)
    if "most" in rule and amount > rule["most"]:
        amount = rule["most"]
        words = _("%(reckoning)s, thu tối đa %(most)s") % {"reckoning": words, "most": vnd(amount)}
    if "times" not in rule:
        return amount, words
    times = _whole(jsonlogic.apply(rule["times"], facts), rule, rule["times_unit"])
    return times * amount, f"{times} {rule['times_unit']} × {vnd(amount)} ({words})"


def _copy(rule: Mapping[str, Any], facts: Mapping[str, Any]) -> Reckoned:
    price = rule["amount"]
    if "quantity" not in rule:
        return price, vnd(price)
    quantity = _whole(jsonlogic.apply(rule["quantity"], facts), rule, rule["unit"])
    parts = [(count, price) for count, price in _tiers(rule, quantity) if count]
    if len(parts) == 1:
        return quantity * parts[0][1], f"{quantity} {rule['unit']} × {vnd(parts[0][1])}"
    said = " + ".join(f"{count} × {vnd(price)}" for count, price in parts)
    return sum(count * price for count, price in parts), f"{quantity} {rule['unit']}: {said}"


def _tiers(rule: Mapping[str, Any], quantity: int) -> Iterator[tuple[int, int]]:
    """(how many units, at which price), from the first tier on."""
    starts = [0, *(tier["above"] for tier in rule.get("tiers", ()))]
    prices = [rule["amount"], *(tier["amount"] for tier in rule.get("tiers", ()))]
    for start, end, price in zip(starts, [*starts[1:], quantity], prices, strict=True):
        yield max(0, min(quantity, max(end, start)) - start), price


def _whole(value: Any, rule: Mapping[str, Any], unit: str) -> int:
    number = value
    if isinstance(number, str) and number.strip().isdigit():
        number = int(number)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_UNITS:
        raise _missing(rule, unit)
    return number


def _missing(rule: Mapping[str, Any], unit: str) -> CannotDecide:
    return CannotDecide(
        rule["code"], _("Chưa tính được %(fee)s: nhập số %(unit)s cần cấp.") % {"fee": rule["name"], "unit": unit}
    )


def in_words(rule: Mapping[str, Any]) -> str:
    """The rate before anything is counted: 2.000 đ một trang, từ trang thứ 3 là 1.000 đ, nhiều nhất 200.000 đ một bản."""
    unit = rule.get("unit", "")
    said = [_("%(amount)s một %(unit)s") % {"amount": vnd(rule["amount"]), "unit": unit} if unit else vnd(rule["amount"])]
    for tier in rule.get("tiers", ()):
        then = {"unit": unit, "number": tier["above"] + 1, "amount": vnd(tier["amount"])}
        said.append(_("từ %(unit)s thứ %(number)s là %(amount)s") % then)
    if "most" in rule:
        most = vnd(rule["most"])
        copy = rule.get("times_unit")
        said.append(_("nhiều nhất %(most)s một %(copy)s") % {"most": most, "copy": copy} if copy else _("nhiều nhất %s") % most)
    return ", ".join(said)


def problems(rule: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What keeps the rule from being published, as (key, stable reason, sentence)."""
    if "quantity" in rule and not rule.get("unit"):
        yield "unit", "missing", "Thu theo số lượng thì phải có đơn vị tính."
    if "times" in rule and not rule.get("times_unit"):
        yield "times_unit", "missing", "Thu theo số bản thì phải có đơn vị của số bản."
    if "most" in rule and not _amount(rule["most"]):
        yield "most", "amount", "Mức thu là số đồng nguyên, từ 0."
    if "each" in rule and not (isinstance(rule["each"], str) and "quantity" in rule):
        yield "each", "shape", "Thu theo từng dòng thì phải chọn bảng trong tờ khai và con số để nhân."
    if "tiers" in rule and ("quantity" not in rule or not _ascending(rule["tiers"])):
        yield "tiers", "tiers", "Thu theo mốc thì phải chọn con số để nhân; các mốc không trùng nhau, mỗi mốc có mức thu."


def _ascending(tiers: Any) -> bool:
    if not isinstance(tiers, list) or not all(isinstance(tier, Mapping) for tier in tiers):
        return False
    starts = [tier.get("above") for tier in tiers]
    if not all(_amount(start) and start for start in starts) or not all(_amount(tier.get("amount")) for tier in tiers):
        return False
    return starts == sorted(set(starts))


def _amount(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
