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
    "returning": gettext_lazy("nơi trả kết quả"),
    "parent": gettext_lazy("cơ quan cấp trên"),
}
_OTHER: Mapping[str, str | Promise] = {
    "on_due": gettext_lazy("%(whose)sQuy trình: bước %(step)s: đổi việc hệ thống tự làm khi hết hạn."),
    "stops": gettext_lazy("%(whose)sQuy trình: bước %(step)s: đổi việc tạm dừng thời hạn."),
    "of": gettext_lazy("%(whose)sQuy trình: bước %(step)s nay gộp nhánh của bước khác."),
    "wait": gettext_lazy("%(whose)sQuy trình: bước %(step)s: đổi việc chờ đủ hay chỉ chờ một nhánh."),
    "children": gettext_lazy("%(whose)sQuy trình: bước %(step)s: đổi các hồ sơ con."),
    "escalate": gettext_lazy("%(whose)sQuy trình: bước %(step)s: đổi việc báo khi gần hết hạn."),
    "substitute": gettext_lazy("%(whose)sQuy trình: bước %(step)s: đổi người làm thay."),
}
"""Keys of a step whose change is one sentence."""
_PASSING = frozenset({"fork", "join", "automatic"})


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
        # A sentence that names its page needs it no second time.
        page = (
            _("Tờ khai, trang “%s”: ") % change.page if change.page and f"“{change.page}”" not in change.text else _("Tờ khai: ")
        )
        told = change.text[:1].lower() + change.text[1:]
        lost = _(" Bản nháp đang điền không mang theo được: %s.") % ", ".join(change.loses) if change.loses else ""
        make = {"added": added, "removed": removed}.get(change.what, changed)
        yield make(f"{path}/{change.ref}".rstrip("/"), f"{whose}{page}{told}.{lost}")


def process(old: Content, new: Content) -> Iterator[Difference]:
    yield from processes("process", "", part(old, "process"), part(new, "process"))


def processes(path: str, whose: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """One process against another, by the keys of their steps."""
    found = by_key(rows(before, "steps"), rows(after, "steps"))
    names = {str(step.get("key")): quote(step) for side in (before, after) for step in rows(side, "steps")}
    names["end"] = _("kết thúc")
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
            yield from or_generally(_step_changed(path, whose, earlier, later, names), _step(path, later), general)
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


def _step_changed(
    path: str, whose: str, before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[Difference]:
    at, head = _step(path, after), {"whose": whose, "step": quote(after), "old": quote(before)}
    if before.get("name") != after.get("name"):
        yield changed(
            at, _("%(whose)sQuy trình: bước %(old)s nay gọi là %(step)s.") % head, before.get("name"), after.get("name")
        )
    if before.get("share") != after.get("share"):
        sides = time_words(before), time_words(after)
        message = _("%(whose)sQuy trình: bước %(step)s nay có %(after)s, trước có %(before)s.")
        yield changed(at, message % (head | {"before": sides[0], "after": sides[1]}), *sides)
    if (before.get("role"), before.get("agency")) != (after.get("role"), after.get("agency")):
        sides = who_words(before), who_words(after)
        message = _("%(whose)sQuy trình: bước %(step)s nay do %(after)s làm, trước do %(before)s.")
        yield changed(at, message % (head | {"before": sides[0], "after": sides[1]}), *sides)
    if before.get("consult") != after.get("consult"):
        yield changed(
            at, _("%(whose)sQuy trình: bước %(step)s: đổi việc lấy ý kiến.") % head, before.get("consult"), after.get("consult")
        )
    for name, sentence in _OTHER.items():
        if before.get(name) != after.get(name):
            yield changed(at, str(sentence) % head, before.get(name), after.get(name))
    yield from _actions(at, head, before, after, names)
    if before.get("kind") != after.get("kind"):
        yield changed(at, _("%(whose)sQuy trình: bước %(step)s: đổi loại bước.") % head, before.get("kind"), after.get("kind"))


def _actions(
    at: str, head: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[Difference]:
    found = by_key(rows(before, "actions"), rows(after, "actions"))
    for action in found.added:
        message = _("%(whose)sQuy trình: bước %(step)s thêm thao tác “%(action)s”.")
        yield added(at, message % {**head, "action": _label(action)}, action.get("label"))
    for earlier, later in found.kept:
        if earlier != later:
            message = _("%(whose)sQuy trình: bước %(step)s: đổi thao tác “%(action)s”.")
            general = changed(at, message % {**head, "action": _label(later)}, earlier, later)
            yield from list(_action(at, {**head, "action": _label(later)}, earlier, later, names)) or [general]
    for action in found.removed:
        message = _("%(whose)sQuy trình: bước %(step)s bỏ thao tác “%(action)s”.")
        yield removed(at, message % {**head, "action": _label(action)}, action.get("label"))
    order = [[one.get("key") for one in rows(side, "actions")] for side in (before, after)]
    if order[0] != order[1] and sorted(map(str, order[0])) == sorted(map(str, order[1])):
        yield changed(at, _("%(whose)sQuy trình: bước %(step)s: đổi thứ tự các thao tác.") % head)


def _action(
    at: str, head: Mapping[str, str], before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[Difference]:
    """One action's changes, each a sentence of its own; nothing where no sentence knows them."""
    if before.get("label") != after.get("label"):
        message = _("%(whose)sQuy trình: bước %(step)s: thao tác “%(old)s” nay gọi là “%(action)s”.")
        yield changed(at, message % {**head, "old": _label(before)}, before.get("label"), after.get("label"))
    if before.get("to") != after.get("to"):
        sides = [names.get(str(one.get("to")), str(one.get("to") or "")) for one in (before, after)]
        message = _("%(whose)sQuy trình: bước %(step)s: “%(action)s” nay dẫn tới %(after)s, trước tới %(before)s.")
        yield changed(at, message % {**head, "before": sides[0], "after": sides[1]}, *sides)
    sentences = (
        ("effect", _("%(whose)sQuy trình: bước %(step)s: đổi ý nghĩa của “%(action)s”.")),
        ("requires", _("%(whose)sQuy trình: bước %(step)s: đổi điều phải kèm theo “%(action)s”.")),
        ("when", _("%(whose)sQuy trình: bước %(step)s: đổi điều kiện để “%(action)s”.")),
        ("ends_all", _("%(whose)sQuy trình: bước %(step)s: “%(action)s” nay dừng hoặc thôi dừng các nhánh khác.")),
    )
    for name, message in sentences:
        if before.get(name) != after.get(name):
            yield changed(at, message % head, before.get(name), after.get(name))


def _label(action: Mapping[str, Any]) -> str:
    return short(action.get("label") or action.get("key"))


def time_words(step: Mapping[str, Any]) -> str:
    """ "3 ngày làm việc", or the share of the whole."""
    share = step.get("share")
    if isinstance(share, Mapping):
        return limit_words(str(share.get("limit") or ""))
    if isinstance(share, int | float) and not isinstance(share, bool):
        return _("%d%% thời hạn") % round(share * 100)
    return _("không tính thời gian") if str(step.get("kind")) in _PASSING else _("chưa ghi thời gian")


def who_words(step: Mapping[str, Any]) -> str:
    """ "người thụ lý, cơ quan giải quyết"; the system for a step that nobody does."""
    if str(step.get("kind")) in _PASSING:
        return _("hệ thống")
    agency = step.get("agency", "handling")
    looked_up = next(iter(part(step, "agency").values()), "")
    where = str(AGENCIES.get(agency, agency)) if isinstance(agency, str) else str(looked_up)
    role = ROLES.get(str(step.get("role")), str(step.get("role") or _("hệ thống")))
    return f"{role} ({where})" if where else role


def _step(path: str, step: Mapping[str, Any]) -> str:
    return f"{path}/{step.get('key') or ''}".rstrip("/")


PARTS = (form, process)
