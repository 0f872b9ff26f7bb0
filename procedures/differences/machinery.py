"""What runs: the e-form (told by ``eforms.building``) and the process, step by step."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Seat
from eforms import building
from procedures.differences.lists import by_key
from procedures.differences.said import Difference, added, changed, or_generally, part, quote, removed, rows, short, text
from procedures.differences.times import limit_words

Content = Mapping[str, Any]
ROLES: Mapping[str, str] = dict(Seat.Role.choices)
AGENCIES: Mapping[str, str | Promise] = {
    "receiving": gettext_lazy("nơi tiếp nhận"),
    "handling": gettext_lazy("cơ quan giải quyết"),
    "parent": gettext_lazy("cơ quan cấp trên"),
}


def form(old: Content, new: Content) -> Iterator[Difference]:
    yield from forms("form", "", part(old, "form"), part(new, "form"))
    if text(old, "form_template") != text(new, "form_template"):
        yield changed("form_template", _("Đổi mẫu in của tờ khai."), text(old, "form_template"), text(new, "form_template"))


def forms(path: str, whose: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """One e-form against another; ``whose`` says of which case it is."""
    if not before.get("components") and not after.get("components"):
        return
    if not before.get("components"):
        yield added(path, _("%sThêm tờ khai điện tử.") % whose)
        return
    if not after.get("components"):
        yield removed(path, _("%sBỏ tờ khai điện tử.") % whose)
        return
    if before == after:
        return
    for change in building.differences(before, after):
        page = _("Tờ khai, trang “%s”: ") % change.page if change.page else _("Tờ khai: ")
        lost = _(" Bản nháp đang điền không mang theo được: %s.") % ", ".join(change.loses) if change.loses else ""
        make = {"added": added, "removed": removed}.get(change.what, changed)
        yield make(f"{path}/{change.ref}".rstrip("/"), f"{whose}{page}{change.text}.{lost}")


def process(old: Content, new: Content) -> Iterator[Difference]:
    yield from processes("process", "", part(old, "process"), part(new, "process"))


def processes(path: str, whose: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """One process against another, by the keys of their steps."""
    found = by_key(rows(before, "steps"), rows(after, "steps"))
    if found.added and not rows(before, "steps"):
        yield added(path, _("%(whose)sThêm quy trình nội bộ %(n)d bước.") % {"whose": whose, "n": len(found.added)})
        return
    if found.removed and not rows(after, "steps"):
        yield removed(path, _("%(whose)sBỏ quy trình nội bộ %(n)d bước.") % {"whose": whose, "n": len(found.removed)})
        return
    for step in found.added:
        words = {"whose": whose, "step": quote(step), "time": time_words(step), "who": who_words(step)}
        yield added(_step(path, step), _("%(whose)sQuy trình: thêm bước %(step)s: %(who)s, %(time)s.") % words, time_words(step))
    order = [step for _before, step in found.kept]
    for place, (earlier, later) in enumerate(found.kept):
        if earlier != later:
            general = _("%(whose)sQuy trình: sửa chi tiết bước %(step)s.") % {"whose": whose, "step": quote(later)}
            yield from or_generally(_step_changed(path, whose, earlier, later), _step(path, later), general)
        if place in found.moved:
            words = {"whose": whose, "step": quote(later), "other": quote(order[place - 1]) if place else ""}
            message = _("%(whose)sQuy trình: chuyển bước %(step)s xuống sau %(other)s.")
            yield changed(
                _step(path, later), (message if place else _("%(whose)sQuy trình: chuyển bước %(step)s lên đầu.")) % words
            )
    for step in found.removed:
        message = _("%(whose)sQuy trình: bỏ bước %(step)s (%(time)s).")
        yield removed(
            _step(path, step), message % {"whose": whose, "step": quote(step), "time": time_words(step)}, time_words(step)
        )


def _step_changed(path: str, whose: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    at, head = _step(path, after), {"whose": whose, "step": quote(after), "old": quote(before)}
    if before.get("name") != after.get("name"):
        yield changed(
            at, _("%(whose)sQuy trình: bước %(old)s nay gọi là %(step)s.") % head, before.get("name"), after.get("name")
        )
    if before.get("share") != after.get("share"):
        sides = time_words(before), time_words(after)
        message = _("%(whose)sQuy trình: bước %(step)s từ %(before)s thành %(after)s.")
        yield changed(at, message % (head | {"before": sides[0], "after": sides[1]}), *sides)
    if (before.get("role"), before.get("agency")) != (after.get("role"), after.get("agency")):
        sides = who_words(before), who_words(after)
        message = _("%(whose)sQuy trình: bước %(step)s nay do %(after)s làm, trước do %(before)s.")
        yield changed(at, message % (head | {"before": sides[0], "after": sides[1]}), *sides)
    if before.get("consult") != after.get("consult"):
        yield changed(
            at, _("%(whose)sQuy trình: bước %(step)s: đổi việc lấy ý kiến.") % head, before.get("consult"), after.get("consult")
        )
    yield from _actions(at, head, before, after)
    if before.get("kind") != after.get("kind"):
        yield changed(at, _("%(whose)sQuy trình: bước %(step)s: đổi loại bước.") % head, before.get("kind"), after.get("kind"))


def _actions(at: str, head: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    found = by_key(rows(before, "actions"), rows(after, "actions"))
    for action in found.added:
        message = _("%(whose)sQuy trình: bước %(step)s thêm thao tác “%(action)s”.")
        yield added(at, message % {**head, "action": short(action.get("label"))}, action.get("label"))
    for earlier, later in found.kept:
        if earlier != later:
            message = _("%(whose)sQuy trình: bước %(step)s: đổi thao tác “%(action)s”.")
            yield changed(at, message % {**head, "action": short(later.get("label"))}, earlier, later)
    for action in found.removed:
        message = _("%(whose)sQuy trình: bước %(step)s bỏ thao tác “%(action)s”.")
        yield removed(at, message % {**head, "action": short(action.get("label"))}, action.get("label"))


def time_words(step: Mapping[str, Any]) -> str:
    """ "3 ngày làm việc", or the share of the whole."""
    share = step.get("share")
    if isinstance(share, Mapping):
        return limit_words(str(share.get("limit") or ""))
    if isinstance(share, int | float) and not isinstance(share, bool):
        return _("%d%% thời hạn") % round(share * 100)
    return _("chưa ghi thời gian")


def who_words(step: Mapping[str, Any]) -> str:
    """ "người thụ lý, cơ quan giải quyết"."""
    agency = step.get("agency", "handling")
    where = str(AGENCIES.get(agency, agency)) if isinstance(agency, str) else str(part(step, "agency").get("named") or "")
    role = ROLES.get(str(step.get("role")), str(step.get("role") or _("hệ thống")))
    return f"{role} ({where})" if where else role


def _step(path: str, step: Mapping[str, Any]) -> str:
    return f"{path}/{step.get('key') or ''}".rstrip("/")


PARTS = (form, process)
