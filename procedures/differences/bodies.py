"""Who carries it out and for whom: level online, levels, agencies, target groups, flags."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures import targets
from procedures.differences.said import Difference, added, changed, codes, part, removed, rows, short, text

Content = Mapping[str, Any]
SERVICE_LEVELS: Mapping[str, str | Promise] = {
    "full": gettext_lazy("dịch vụ công trực tuyến toàn trình"),
    "partial": gettext_lazy("dịch vụ công trực tuyến một phần"),
    "information": gettext_lazy("cung cấp thông tin"),
    "": gettext_lazy("chưa ghi"),
}
LEVELS: Mapping[str, str | Promise] = {
    "tw": gettext_lazy("trung ương"),
    "tinh": gettext_lazy("cấp tỉnh"),
    "huyen": gettext_lazy("cấp huyện"),
    "xa": gettext_lazy("cấp xã"),
}
ROLES: Mapping[str, str | Promise] = {
    "deciding": gettext_lazy("cơ quan có thẩm quyền"),
    "executing": gettext_lazy("cơ quan thực hiện"),
    "authorised": gettext_lazy("cơ quan được ủy quyền"),
    "coordinating": gettext_lazy("cơ quan phối hợp"),
}


def service_level(old: Content, new: Content) -> Iterator[Difference]:
    before, after = text(old, "service_level"), text(new, "service_level")
    if before != after:
        names = [str(SERVICE_LEVELS.get(one, one)) for one in (before, after)]
        if before:
            yield changed("service_level", _("Mức độ từ %s thành %s.") % tuple(names), *names)
        else:
            yield added("service_level", _("Mức độ: %s.") % names[1], names[1])


def flags(old: Content, new: Content) -> Iterator[Difference]:
    told = {
        "internal": (
            _("Nay là thủ tục nội bộ: người dân không thấy trên cổng."),
            _("Không còn là thủ tục nội bộ: người dân thấy trên cổng."),
        ),
        "non_territorial": (
            _("Nay nộp được ở mọi Bộ phận Một cửa trong tỉnh (phi địa giới)."),
            _("Chỉ còn nộp được ở nơi giải quyết (bỏ phi địa giới)."),
        ),
    }
    for name, (yes, no) in told.items():
        before, after = bool(old.get(name)), bool(new.get(name))
        if before != after:
            words = {True: _("có"), False: _("không")}
            yield changed(name, yes if after else no, words[before], words[after])


def levels(old: Content, new: Content) -> Iterator[Difference]:
    yield from _codes("levels", _("cấp thực hiện"), old, new, lambda code: str(LEVELS.get(code, code)))


def target_groups(old: Content, new: Content) -> Iterator[Difference]:
    yield from _codes("targets", _("đối tượng"), old, new, lambda code: str(targets.words_of(code)))


def _codes(path: str, what: str, old: Content, new: Content, name: Any) -> Iterator[Difference]:
    before, after = (codes(held, path) for held in (old, new))
    if fresh := [name(code) for code in after if code not in before]:
        yield added(path, _("Thêm %(what)s: %(names)s.") % {"what": what, "names": ", ".join(fresh)}, fresh)
    if gone := [name(code) for code in before if code not in after]:
        yield removed(path, _("Bỏ %(what)s: %(names)s.") % {"what": what, "names": ", ".join(gone)}, gone)


def agencies(old: Content, new: Content) -> Iterator[Difference]:
    for role, what in ROLES.items():
        before, after = ({_identity(row): row for row in rows(part(held, "agencies"), role)} for held in (old, new))
        for key, row in after.items():
            words = {"what": what, "name": short(row.get("name"))}
            if key not in before:
                yield added(f"agencies/{role}", _("Thêm %(what)s: %(name)s.") % words, str(row.get("name") or ""))
            elif row != before[key]:
                earlier = str(before[key].get("name") or "")
                yield changed(f"agencies/{role}", _("Sửa %(what)s: %(name)s.") % words, earlier, str(row.get("name") or ""))
        for key, row in before.items():
            if key not in after:
                words = {"what": what, "name": short(row.get("name"))}
                yield removed(f"agencies/{role}", _("Bỏ %(what)s: %(name)s.") % words, str(row.get("name") or ""))


def _identity(row: Mapping[str, Any]) -> str:
    return str(row.get("code") or row.get("name") or "")


PARTS = (service_level, flags, levels, target_groups, agencies)
