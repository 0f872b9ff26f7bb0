"""Papers (thành phần hồ sơ), the number of sets, forms to download."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.differences.lists import by_key
from procedures.differences.said import Difference, added, changed, codes, or_generally, part, quote, removed, rows, short
from procedures.differences.texts import reworded

Content = Mapping[str, Any]


def papers(old: Content, new: Content) -> Iterator[Difference]:
    found = by_key(rows(old, "papers"), rows(new, "papers"))
    for row in found.added:
        words = {"paper": short(row.get("name")), "copies": copies_words(row), "when": _when(row)}
        yield added(_path(row), _("Thêm giấy tờ: %(paper)s, %(copies)s%(when)s.") % words, copies_words(row))
    order = [row for _before, row in found.kept]
    for place, (before, after) in enumerate(found.kept):
        if before != after:
            general = _("Giấy tờ %s: sửa chi tiết.") % quote(after)
            yield from or_generally(_changed(before, after), _path(after), general)
        if place in found.moved:
            earlier = quote(order[place - 1]) if place else ""
            words = {"paper": quote(after), "other": earlier}
            message = _("Chuyển giấy tờ %(paper)s xuống sau %(other)s.") if place else _("Chuyển giấy tờ %(paper)s lên đầu.")
            yield changed(_path(after), message % words)
    for row in found.removed:
        words = {"paper": short(row.get("name")), "copies": copies_words(row)}
        yield removed(_path(row), _("Bỏ giấy tờ: %(paper)s (%(copies)s).") % words, copies_words(row))


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    path, paper = _path(after), quote(after)
    if before.get("name") != after.get("name"):
        words = {"old": quote(before), "paper": paper}
        yield changed(path, _("Giấy tờ %(old)s nay gọi là %(paper)s.") % words, before.get("name"), after.get("name"))
    sides = copies_words(before), copies_words(after)
    if sides[0] != sides[1]:
        yield changed(
            path,
            _("Giấy tờ %(paper)s nay nộp %(new)s, trước %(old)s.") % {"paper": paper, "old": sides[0], "new": sides[1]},
            *sides,
        )
    if bool(before.get("required")) != bool(after.get("required")):
        sentence = _("Giấy tờ %s nay phải nộp.") if after.get("required") else _("Giấy tờ %s nay không bắt buộc.")
        yield changed(path, sentence % paper)
    yield from _condition(path, paper, before, after)
    yield from reworded(path, _("lưu ý của giấy tờ %s") % paper, str(before.get("note") or ""), str(after.get("note") or ""))
    if before.get("accept") != after.get("accept"):
        sides = accept_words(before), accept_words(after)
        yield changed(
            path,
            _("Giấy tờ %(paper)s nộp trực tuyến: nay nhận %(new)s, trước nhận %(old)s.")
            % {"paper": paper, "old": sides[0], "new": sides[1]},
            *sides,
        )
    yield from _sources(path, paper, before, after)


def _condition(path: str, paper: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    if before.get("when") == after.get("when") and before.get("only_if") == after.get("only_if"):
        return
    earlier, later = str(before.get("only_if") or ""), str(after.get("only_if") or "")
    if "when" in after:
        sentence = _("Giấy tờ %(paper)s chỉ phải nộp khi: %(when)s.")
        sides: tuple[Any, Any] = earlier, later
        if earlier == later:
            sentence = _("Giấy tờ %(paper)s: đổi điều kiện phải nộp (lời vẫn là “%(when)s”).")
            sides = before.get("when"), after["when"]
        yield changed(path, sentence % {"paper": paper, "when": short(later)}, *sides)
    else:
        yield changed(path, _("Giấy tờ %s nay mọi người đều phải nộp.") % paper, earlier, later)


def _sources(path: str, paper: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    held = [_register(part(row, "held_by")) for row in (before, after)]
    if before.get("held_by") != after.get("held_by"):
        sentence = (
            _("Giấy tờ %(paper)s nay không yêu cầu khi Nhà nước đã có dữ liệu: %(where)s.")
            if held[1]
            else _("Giấy tờ %(paper)s: bỏ ghi “Nhà nước đã có”.")
        )
        yield changed(path, sentence % {"paper": paper, "where": short(held[1])}, before.get("held_by"), after.get("held_by"))
    if (before.get("proven_by") or []) != (after.get("proven_by") or []):
        sides = [", ".join(codes(row, "proven_by")) or _("không có") for row in (before, after)]
        message = _("Giấy tờ %(paper)s: kết quả thay được giấy này nay là %(new)s, trước là %(old)s.")
        yield changed(path, message % {"paper": paper, "old": sides[0], "new": sides[1]}, *sides)
    for name, what in (("sample", _("bản mẫu đã điền")), ("template", _("mẫu để tải"))):
        if before.get(name) != after.get(name):
            names = [str(part(row, name).get("name") or "") for row in (before, after)]
            yield from reworded(path, _("%(what)s của giấy tờ %(paper)s") % {"what": what, "paper": paper}, *names)
    if bool(before.get("eform")) != bool(after.get("eform")):
        sentence = (
            _("Giấy tờ %s nay điền ngay trên tờ khai điện tử.")
            if after.get("eform")
            else _("Giấy tờ %s nay nộp rời tờ khai điện tử.")
        )
        yield changed(path, sentence % paper)


REGISTERS: Mapping[str, str | Promise] = {
    "population": gettext_lazy("cơ sở dữ liệu dân cư"),
    "enterprise": gettext_lazy("đăng ký doanh nghiệp"),
    "land": gettext_lazy("cơ sở dữ liệu đất đai"),
    "civil-status": gettext_lazy("hộ tịch điện tử"),
    "insurance": gettext_lazy("cơ sở dữ liệu bảo hiểm"),
    "other": gettext_lazy("cơ sở dữ liệu khác"),
}


def _register(held: Mapping[str, Any]) -> str:
    """Where the State has it, and the words beside."""
    where = str(held.get("register") or "")
    said = [str(REGISTERS.get(where, where)), short(held.get("text"))]
    return ", ".join(one for one in said if one)


def copies_words(paper: Mapping[str, Any]) -> str:
    """1 bản chính, 2 bản sao."""
    told = [(paper.get("originals"), _("%d bản chính")), (paper.get("copies"), _("%d bản sao"))]
    return ", ".join(words % number for number, words in told if isinstance(number, int) and number) or _("không ghi số bản")


def accept_words(paper: Mapping[str, Any]) -> str:
    """PDF, ảnh."""
    names = {"pdf": "PDF", "image": _("ảnh")}
    return ", ".join(names.get(str(kind), str(kind)) for kind in codes(paper, "accept")) or _("không ghi")


def _when(paper: Mapping[str, Any]) -> str:
    return _(", chỉ nộp khi: %s") % short(paper["only_if"]) if paper.get("only_if") else ""


def _path(paper: Mapping[str, Any]) -> str:
    return f"papers/{paper.get('key') or ''}".rstrip("/")


def sets(old: Content, new: Content) -> Iterator[Difference]:
    before, after = old.get("sets") or 1, new.get("sets") or 1
    if before != after:
        yield changed(
            "sets", _("Số bộ hồ sơ nay %(new)s, trước %(old)s.") % {"old": before, "new": after}, str(before), str(after)
        )


def documents(old: Content, new: Content) -> Iterator[Difference]:
    found = by_key(rows(old, "documents"), rows(new, "documents"), lambda row: str(row.get("name") or ""))
    for row in found.added:
        yield added("documents", _("Thêm mẫu đơn: %s.") % short(row.get("name")), row.get("url") or "")
    for before, after in found.kept:
        if before.get("url") != after.get("url"):
            yield changed(
                "documents", _("Mẫu đơn “%s”: đổi địa chỉ tải.") % short(after.get("name")), before.get("url"), after.get("url")
            )
    for row in found.removed:
        yield removed("documents", _("Bỏ mẫu đơn: %s.") % short(row.get("name")), row.get("url") or "")


PARTS = (papers, sets, documents)
