"""What changed between two documents, in sentences, page by page.

Components are matched by reference, what is left by path; so a renamed or moved question is one change, not a loss and a gain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eforms.building.aspects import called, compared, upper_first
from eforms.building.questions import questions
from eforms.building.tree import Document, Place, below, identified, places, vn
from eforms.building.uses import answers
from eforms.paths import bare, section

Json = Any


@dataclass(frozen=True, slots=True)
class Change:
    """``what``: added, removed, moved, renamed, type, label, text, required, limit, options, condition, calculation, rule,
    prefill,
    default, title, block, other; ``page``: title of the page, "" for the whole form; ``loses``: answer paths that running
    drafts lose; ``important``: running drafts, papers or fees may feel it."""

    what: str
    page: str
    ref: str
    text: str
    loses: tuple[str, ...] = ()
    important: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    old: Place
    new: Place


def differences(old: Document, new: Document) -> tuple[Change, ...]:
    """All changes, in the order of the new document, what was removed at the end of its old page."""
    before, after = identified(old), identified(new)
    olds, news = places(before), places(after)
    pairs = _matched(olds, news)
    titles = {one.ref: one.label for one in (*olds, *news) if one.is_page}
    asked = (questions(before), questions(after))
    found: list[Change] = []
    if str(old.get("title") or "") != str(new.get("title") or ""):
        found.append(Change("title", "", "", _("Tên biểu mẫu nay là “%s”") % new.get("title")))
    moved = _moved(olds, news, pairs)
    added = {one.ref for one in news if one.ref not in pairs}
    gone = {one.ref for one in olds} - {pair.old.ref for pair in pairs.values()}
    order = [one.ref for one in news if one.is_page]
    by_page: dict[str, list[Change]] = {"": found, **{ref: [] for ref in order}}
    for one in news:
        here = by_page.setdefault(one.page, [])
        page = titles.get(one.page, "")
        if one.ref in added:
            if one.parent not in added:
                here.append(_added(one, news, page))
            continue
        pair = pairs[one.ref]
        if one.ref in moved:
            here.append(_was_moved(pair, news, titles, page))
        if pair.old.key != one.key and answers(one):
            here.append(_renamed(pair, page))
        for what, text, loses, important in compared(pair.old, one, *asked):
            here.append(Change(what, page, one.ref, text, loses, important))
    for one in olds:
        if one.ref in gone and one.parent not in gone:
            there = next((pair.new.page for pair in pairs.values() if pair.old.ref == one.page), "")
            by_page.setdefault(there, []).append(_removed(one, olds, titles.get(one.page, "")))
    return tuple(change for changes in by_page.values() for change in changes)


def _matched(olds: Sequence[Place], news: Sequence[Place]) -> dict[str, _Pair]:
    """new reference → both places."""
    by_ref = {one.ref: one for one in olds}
    pairs = {one.ref: _Pair(by_ref[one.ref], one) for one in news if one.ref in by_ref}
    left = {bare(one.path): one for one in olds if one.ref not in pairs and one.key}
    for one in news:
        if one.ref not in pairs and one.key and bare(one.path) in left:
            pairs[one.ref] = _Pair(left.pop(bare(one.path)), one)
    return pairs


def _moved(olds: Sequence[Place], news: Sequence[Place], pairs: Mapping[str, _Pair]) -> set[str]:
    """What stands elsewhere: in another holder, or out of the longest run that kept its order."""
    to_new = {pair.old.ref: ref for ref, pair in pairs.items()}
    moved = set()
    beside: dict[str, list[Place]] = {}
    for one in news:
        if one.ref in pairs:
            old = pairs[one.ref].old
            ref, mark, name = old.slot.partition("/")
            if (to_new.get(ref, ref) + mark + name if ref else "") != one.slot:
                moved.add(one.ref)
            else:
                beside.setdefault(one.slot, []).append(one)
    for siblings in beside.values():
        kept = _longest([pairs[one.ref].old.position for one in siblings])
        moved |= {one.ref for index, one in enumerate(siblings) if index not in kept}
    return moved


def _longest(numbers: Sequence[int]) -> set[int]:
    """Indexes of a longest rising run."""
    best = [1] * len(numbers)
    before = [-1] * len(numbers)
    for here, number in enumerate(numbers):
        for earlier in range(here):
            if numbers[earlier] < number and best[earlier] + 1 > best[here]:
                best[here], before[here] = best[earlier] + 1, earlier
    kept: set[int] = set()
    at = max(range(len(numbers)), key=lambda index: best[index], default=-1)
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept


def _count(one: Place, known: Sequence[Place]) -> str:
    number = sum(other.asks for other in below(known, one.ref)) - one.asks
    return _(" với %d câu hỏi") % number if number else ""


def _added(one: Place, news: Sequence[Place], page: str) -> Change:
    text = _("Thêm %s") % called(one) + _count(one, news)
    if not one.is_page and page:
        text += _(" vào trang “%s”") % page
    link = vn(one.spec).get("block")
    if isinstance(link, Mapping):
        text += _(" (khối liên kết)")
    important = any(section(other.spec, "validate").get("required") is True for other in below(news, one.ref))
    return Change("added", page, one.ref, text, (), important)


def _removed(one: Place, olds: Sequence[Place], page: str) -> Change:
    text = _("Bỏ %s") % called(one) + _count(one, olds)
    if not one.is_page and page:
        text += _(" khỏi trang “%s”") % page
    loses = tuple(other.path for other in below(olds, one.ref) if other.asks)
    return Change("removed", page, one.ref, text, loses, bool(loses))


def _was_moved(pair: _Pair, news: Sequence[Place], titles: Mapping[str, str], page: str) -> Change:
    old, new = pair.old, pair.new
    if titles.get(old.page) != titles.get(new.page) and not new.is_page:
        text = _("Chuyển %(what)s từ trang “%(old)s” sang trang “%(new)s”") % {
            "what": called(new), "old": titles.get(old.page, ""), "new": titles.get(new.page, "")
        }  # fmt: skip
    else:
        beside = [one for one in news if one.slot == new.slot and one.position < new.position]
        after = called(beside[-1]) if beside else ""
        text = (_("Chuyển %(what)s xuống sau %(after)s") if after else _("Chuyển %(what)s lên đầu")) % {
            "what": called(new), "after": after
        }  # fmt: skip
    loses = (old.path,) if old.asks and bool(old.grid) != bool(new.grid) else ()
    return Change("moved", page, new.ref, text, loses, bool(loses))


def _renamed(pair: _Pair, page: str) -> Change:
    text = _("%(what)s đổi khóa từ “%(old)s” thành “%(new)s”") % {
        "what": upper_first(called(pair.new)), "old": pair.old.key, "new": pair.new.key
    }  # fmt: skip
    return Change("renamed", page, pair.new.ref, text, (), True)


def by_page(changes: Sequence[Change]) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """(page title, its changes), the whole form first."""
    grouped: dict[str, list[Change]] = {}
    for change in sorted(changes, key=lambda one: one.page != ""):
        grouped.setdefault(change.page, []).append(change)
    return tuple((page, tuple(held)) for page, held in grouped.items())
