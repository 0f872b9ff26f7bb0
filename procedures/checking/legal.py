"""Legal bases: in force, known, named once."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from procedures.checking.finding import ERROR, HINT, WARNING, Finding
from procedures.checking.looked import Looked

SOON = timedelta(days=60)
_CODE = re.compile(r"\b\d+(?:\.\d+)?/\d{4}/(?:QH\d+|[A-ZĐ]+(?:-[A-ZĐ]+)*)")


def standing(looked: Looked) -> Iterator[Finding]:
    """Each basis against what is known of it."""
    for path, row in looked.rows("legal_bases"):
        code = str(row.get("code") or "").strip()
        if not code:
            yield Finding(
                path,
                "basis-no-code",
                WARNING,
                _("Căn cứ “%s” chưa có số, ký hiệu. Nhập để tra được hiệu lực.") % row.get("name", ""),
            )
        elif looked.bases:
            yield from _of(looked, path, code)


def _of(looked: Looked, path: str, code: str) -> Iterator[Finding]:
    known = looked.bases.get(code)
    if known is None or not known.known:
        message = _("%s chưa có trong danh mục căn cứ pháp lý. Thêm văn bản này để theo dõi được hiệu lực.")
        yield Finding(path, "basis-unknown", WARNING, message % code)
        return
    words = {"code": code, "day": _day(known.in_force_to), "new": known.replaced_by, "from": _day(known.in_force_from)}
    if known.in_force_to and known.in_force_to <= looked.today:
        message = _("%(code)s hết hiệu lực từ %(day)s. Bỏ căn cứ này hoặc thay bằng văn bản đang có hiệu lực.")
        if known.replaced_by:
            message = _("%(code)s hết hiệu lực từ %(day)s. Thay bằng %(new)s.")
        yield Finding(path, "basis-ended", ERROR, message % words)
    elif known.in_force_to and known.in_force_to <= looked.today + SOON:
        message = _("%(code)s sẽ hết hiệu lực từ %(day)s. Chuẩn bị căn cứ thay thế.")
        yield Finding(path, "basis-ends-soon", WARNING, message % words)
    if known.in_force_from and known.in_force_from > looked.today:
        message = _("%(code)s tới %(from)s mới có hiệu lực. Chọn ngày áp dụng từ ngày đó trở đi.")
        yield Finding(path, "basis-not-yet", WARNING, message % words)


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def twice(looked: Looked) -> Iterator[Finding]:
    codes = [str(row.get("code") or "").strip() for _path, row in looked.rows("legal_bases")]
    for code, number in Counter(code for code in codes if code).items():
        if number > 1:
            yield Finding(f"legal_bases/{code}", "basis-twice", WARNING, _("Căn cứ %s ghi nhiều lần. Giữ lại một.") % code)


def named_elsewhere(looked: Looked) -> Iterator[Finding]:
    """A text that names a law in passing: fees, papers, conditions, methods."""
    own = {str(row.get("code") or "").strip() for _path, row in looked.rows("legal_bases")}
    ended: dict[str, str] = {}
    unnamed: dict[str, str] = {}
    for name in ("fees", "papers", "conditions", "methods", "steps", "fee_text", "limit"):
        for code in _codes(looked.content.get(name)):
            known = looked.bases.get(code)
            if known and known.in_force_to and known.in_force_to <= looked.today:
                ended.setdefault(code, name)
            elif name == "fees" and code not in own:
                unnamed.setdefault(code, name)
    for code, name in ended.items():
        message = _("Phần này còn nhắc %(code)s, đã hết hiệu lực từ %(day)s. Sửa theo văn bản mới.")
        yield Finding(
            name, "text-names-ended-basis", WARNING, message % {"code": code, "day": _day(looked.bases[code].in_force_to)}
        )
    for code, name in unnamed.items():
        message = _("Khoản thu dựa vào %s nhưng văn bản này chưa có trong căn cứ pháp lý. Thêm vào danh sách căn cứ.")
        yield Finding(name, "basis-not-listed", HINT, message % code)


def _codes(value: Any) -> list[str]:
    if isinstance(value, str):
        return _CODE.findall(value)
    held = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [code for item in held for code in _codes(item)]


RULES = (standing, twice, named_elsewhere)
