"""Cases (trường hợp): each with its own papers, limit, e-form and process."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from procedures.differences.lists import by_key
from procedures.differences.machinery import forms, processes
from procedures.differences.said import Difference, added, changed, codes, or_generally, part, quote, removed, rows, short
from procedures.differences.texts import reworded
from procedures.differences.times import limits

Content = Mapping[str, Any]


def cases(old: Content, new: Content) -> Iterator[Difference]:
    found = by_key(rows(old, "cases"), rows(new, "cases"))
    for row in found.added:
        yield added(_path(row), _("Thêm trường hợp: %s.") % short(row.get("name")), row.get("name"))
    names = {str(paper.get("key")): short(paper.get("name")) for held in (old, new) for paper in rows(held, "papers")}
    for before, after in found.kept:
        if before != after:
            general = _("Trường hợp %s: sửa chi tiết.") % quote(after)
            yield from or_generally(_changed(before, after, names), _path(after), general)
    for row in found.removed:
        yield removed(_path(row), _("Bỏ trường hợp: %s.") % short(row.get("name")), row.get("name"))


def _changed(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Difference]:
    path, case = _path(after), quote(after)
    if before.get("name") != after.get("name"):
        yield changed(path, _("Trường hợp %s nay gọi là %s.") % (quote(before), case), before.get("name"), after.get("name"))
    yield from limits(f"{path}/limit", _("Thời hạn của trường hợp %s") % case, part(before, "limit"), part(after, "limit"))
    yield from _papers(path, case, before, after, names)
    for name, what in (("hint", _("gợi ý của trường hợp %s") % case), ("fee_text", _("câu về phí của trường hợp %s") % case)):
        yield from reworded(path, what, str(before.get(name) or ""), str(after.get(name) or ""))
    if before.get("when") != after.get("when"):
        yield changed(path, _("Trường hợp %s: đổi điều kiện.") % case, before.get("when"), after.get("when"))
    whose = _("Trường hợp %s: ") % case
    yield from forms(f"{path}/form", whose, part(before, "form"), part(after, "form"))
    yield from processes(f"{path}/process", whose, part(before, "process"), part(after, "process"))


def _papers(
    path: str, case: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[Difference]:
    if before.get("papers") == after.get("papers"):
        return
    earlier, later = (codes(row, "papers") for row in (before, after))
    told = {"case": case}
    if "papers" not in after:
        yield changed(
            path, _("Trường hợp %(case)s nay nộp mọi giấy tờ của thủ tục.") % told, [names.get(k, k) for k in earlier], ""
        )
        return
    if "papers" not in before:
        listed = [names.get(key, key) for key in later]
        told["papers"] = short(", ".join(listed)) or _("không giấy tờ nào")
        yield changed(path, _("Trường hợp %(case)s nay chỉ nộp: %(papers)s.") % told, "", listed)
        return
    for key in later:
        if key not in earlier:
            yield added(
                path,
                _("Trường hợp %(case)s thêm giấy tờ: %(paper)s.") % {**told, "paper": names.get(key, key)},
                names.get(key, key),
            )
    for key in earlier:
        if key not in later:
            yield removed(
                path,
                _("Trường hợp %(case)s bỏ giấy tờ: %(paper)s.") % {**told, "paper": names.get(key, key)},
                names.get(key, key),
            )


def _path(row: Mapping[str, Any]) -> str:
    return f"cases/{row.get('code') or ''}".rstrip("/")


PARTS = (cases,)
