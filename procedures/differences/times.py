"""Limits and channels."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines import limits as legal_limits
from procedures.differences.lists import by_key
from procedures.differences.money import fee_words
from procedures.differences.said import Difference, added, changed, part, removed, rows, short
from procedures.differences.texts import reworded
from workflow.limits import BadLimit, parse

Content = Mapping[str, Any]
CHANNELS: Mapping[str, str | Promise] = {
    "online": gettext_lazy("trực tuyến"),
    "counter": gettext_lazy("tại quầy"),
    "post": gettext_lazy("bưu chính"),
}


def limit(old: Content, new: Content) -> Iterator[Difference]:
    yield from limits("limit", _("Thời hạn"), part(old, "limit"), part(new, "limit"))


def limits(path: str, what: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """A limit ``{value, text, policy}`` against another; ``what`` begins the sentence."""
    earlier, later = str(before.get("value") or ""), str(after.get("value") or "")
    if earlier != later:
        yield _moved(path, what, earlier, later)
    words = str(before.get("text") or ""), str(after.get("text") or "")
    yield from reworded(f"{path}/text", _("câu nói về %s") % (what[:1].lower() + what[1:]), *words)
    if (before.get("policy") or {}) != (after.get("policy") or {}):
        message = _("%s: đổi cách đếm (ngày bắt đầu, giờ trả hoặc lúc tạm dừng).") % what
        yield changed(f"{path}/policy", message, before.get("policy"), after.get("policy"))


def _moved(path: str, what: str, earlier: str, later: str) -> Difference:
    words = {"what": what, "old": limit_words(earlier), "new": limit_words(later)}
    if not earlier:
        return added(f"{path}/value", _("%(what)s: %(new)s.") % words, words["new"])
    if not later:
        return removed(f"{path}/value", _("%(what)s: bỏ mức %(old)s.") % words, words["old"])
    if _hours(later) < _hours(earlier):
        sentence = _("%(what)s giảm: nay %(new)s, trước %(old)s.")
    elif _hours(later) > _hours(earlier):
        sentence = _("%(what)s tăng: nay %(new)s, trước %(old)s.")
    else:
        sentence = _("%(what)s nay %(new)s, trước %(old)s.")
    return changed(f"{path}/value", sentence % words, words["old"], words["new"])


def limit_words(value: str) -> str:
    """7wd → "7 ngày làm việc"; what cannot be read stays."""
    try:
        return legal_limits.parse(value).text
    except legal_limits.BadLimit:
        return value


def _hours(value: str) -> float:
    try:
        return float(parse("same-day@00:00" if value == "same-day" else value).hours)
    except BadLimit:
        return 0.0


def methods(old: Content, new: Content) -> Iterator[Difference]:
    """Channels, each by its kind and case; a second of the same kind by its place among them."""
    found = by_key(_numbered(rows(old, "methods")), _numbered(rows(new, "methods")), lambda row: str(row["#"]))
    for row in found.added:
        words = {"channel": _channel(row), "text": short(row.get("text"))}
        yield added(_path(row), _("Thêm kênh %(channel)s: “%(text)s”.") % words, str(row.get("text") or ""))
    for before, after in found.kept:
        channel, path = _channel(after), _path(after)
        yield from reworded(path, _("lời về kênh %s") % channel, str(before.get("text") or ""), str(after.get("text") or ""))
        what = _("Thời hạn của kênh %s") % channel
        yield from limits(f"{path}/limit", what, part(before, "limit"), part(after, "limit"))
        if (before.get("fees") or []) != (after.get("fees") or []):
            sides = [_fees(row) for row in (before, after)]
            if sides[0] == sides[1]:
                message = _("Kênh %s: sửa chi tiết của mức thu.") % channel
                yield changed(f"{path}/fees", message, before.get("fees"), after.get("fees"))
                continue
            message = _("Kênh %(channel)s: mức thu nay ghi “%(new)s”, trước ghi “%(old)s”.")
            yield changed(f"{path}/fees", message % {"channel": channel, "old": sides[0], "new": sides[1]}, *sides)
    for row in found.removed:
        words = {"channel": _channel(row), "text": short(row.get("text"))}
        yield removed(_path(row), _("Bỏ kênh %(channel)s: “%(text)s”.") % words, str(row.get("text") or ""))


def returning(old: Content, new: Content) -> Iterator[Difference]:
    found = by_key(rows(old, "returning"), rows(new, "returning"), lambda row: f"{row.get('channel')}:{row.get('text')}")
    for row in found.added:
        yield added("returning", _("Thêm cách trả kết quả: %s.") % _return(row), _return(row))
    for row in found.removed:
        yield removed("returning", _("Bỏ cách trả kết quả: %s.") % _return(row), _return(row))


def _return(row: Mapping[str, Any]) -> str:
    return short(row.get("text")) or str(CHANNELS.get(str(row.get("channel")), ""))


def _numbered(methods: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Each with "#": channel, case, and which of these it is; and with its place in the list."""
    seen: dict[str, int] = {}
    found: list[Mapping[str, Any]] = []
    for place, row in enumerate(methods):
        name = f"{row.get('channel')}/{row.get('case') or ''}"
        seen[name] = seen.get(name, 0) + 1
        found.append({**row, "#": f"{name}/{seen[name]}", "@": place})
    return found


def _path(row: Mapping[str, Any]) -> str:
    return f"methods/{row['@']}"


def _channel(row: Mapping[str, Any]) -> str:
    name = str(CHANNELS.get(str(row.get("channel")), row.get("channel") or ""))
    return _("%(channel)s, trường hợp %(case)s") % {"channel": name, "case": row["case"]} if row.get("case") else name


def _fees(row: Mapping[str, Any]) -> str:
    held = rows(row, "fees")
    return "; ".join(fee_words(fee) for fee in held) or _("không ghi")


PARTS = (limit, methods, returning)
