"""Remarks for the author: what the engine refuses, its lint, and what makes a form hard to answer.

Refusals stop publishing, everything else is worth a look. What belongs to every form, built here or not, is in ``eforms.lint``.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.text import fold, sort_key
from eforms import schema
from eforms.building.facts import FACTS
from eforms.building.options import options_of
from eforms.building.reachable import unreachable
from eforms.building.tree import Document, Place, places, vn
from eforms.nodes import Refusal
from eforms.paths import bare, section

__all__ = ["FACTS", "Remark", "remarks"]
MOST_PAGES, MOST_QUESTIONS, LONG_HINT, MANY_OPTIONS, FEW_OPTIONS = 8, 60, 200, 7, 4
_ORDER = {"stop": 0, "warn": 1, "hint": 2}
_FORMATTED = frozenset({"day", "datetime", "time", "nationalId", "taxCode", "url"})
_SELF = re.compile(r"\b(cua ban|cua toi|nguoi yeu cau|nguoi nop|nguoi khai|chu ho so)\b")
_APPLICANT_PAGE = re.compile(r"\b(nguoi yeu cau|nguoi nop|chu ho so|thong tin cua ban)\b")
# What a label asks for → the fact that answers it.
_ASKS: tuple[tuple[str, str], ...] = (
    (r"\bho,? (chu dem )?va ten\b|\bho ten\b|\bho, chu dem va ten\b", "full_name"),
    (r"\b(ngay|nam)(, thang, nam)? sinh\b", "birth_date"),
    (r"\bso (dinh danh|can cuoc|cccd|cmnd|chung minh)\b", "identity_number"),
    (r"\bgioi tinh\b", "sex"),
    (r"\b(noi|dia chi) (cu tru|thuong tru|o hien)\b|\bho khau\b", "address"),
    (r"\bso dien thoai\b", "phone"),
    (r"\b(thu dien tu|email)\b", "email"),
)
_PAPERS = re.compile(
    r"\b(can cuoc|cccd|chung minh nhan dan|cmnd|so ho khau|so tam tru|giay xac nhan cu tru|giay khai sinh|dang ky ket hon)\b"
)
_SENSITIVE = re.compile(
    r"\b(ton giao|tin nguong|quan diem chinh tri|xu huong tinh duc|doi song tinh duc|suc khoe|benh (an|tat|ly)|nhom mau|hiv"
    r"|sinh trac|van tay|tien an|tien su (benh|an)|an tich|so tai khoan|tai khoan ngan hang|nguon goc chung toc|di truyen)\b"
)
_LAST = re.compile(r"^((nguoi|ly do|loai|truong hop|quan he|noi|viec|giay to|hinh thuc) )?khac\b")


@dataclass(frozen=True, slots=True)
class Remark:
    """``severity``: stop (cannot be published), warn, hint. ``ref`` "" for the whole form; ``page``: the page's reference."""

    ref: str
    page: str
    severity: str
    code: str
    message: str
    label: str = ""


def remarks(document: Document) -> tuple[Remark, ...]:
    """Everything worth a look, in the order of the form, the worst first within a component."""
    known = places(document)
    clashes = {one.ref: _remark(one, "warn", "unreachable", message) for one, message in unreachable(document, known)}
    engine = [remark for remark in _engine(document, known) if remark.code != "unreachable" or remark.ref not in clashes]
    found = [*engine, *_whole(known), *_doubled(known), *clashes.values()]
    for one in known:
        found += [_remark(one, severity, code, message) for severity, code, message in _of(one, known)]
    order = {one.ref: number for number, one in enumerate(known)}
    return tuple(sorted(found, key=lambda remark: (order.get(remark.ref, -1), _ORDER[remark.severity])))


def _remark(one: Place, severity: str, code: str, message: str) -> Remark:
    return Remark(one.ref, one.page, severity, code, message, one.label or one.key)


def _engine(document: Document, known: Sequence[Place]) -> Iterator[Remark]:
    """Refusals, or the lint of a form that is accepted."""
    try:
        form = schema.load(document)
    except schema.Refused as refused:
        for refusal in refused.refusals:
            one = _at(refusal, known)
            yield (
                _remark(one, "stop", refusal.reason, refusal.message)
                if one
                else Remark("", "", "stop", refusal.reason, refusal.message)
            )
        return
    by_path = {bare(one.path): one for one in known}
    for lint in form.lint:
        one = by_path.get(bare(lint.path))
        yield _remark(one, "warn", lint.code, lint.message) if one else Remark("", "", "warn", lint.code, lint.message)


def _at(refusal: Refusal, known: Sequence[Place]) -> Place | None:
    """The innermost component whose place in the document begins the refusal's path."""
    inside = [one for one in known if refusal.path == one.at or refusal.path.startswith((f"{one.at}.", f"{one.at}["))]
    return max(inside, key=lambda one: len(one.at), default=None)


def _whole(known: Sequence[Place]) -> Iterator[Remark]:
    pages = [one for one in known if one.is_page]
    asked = [one for one in known if one.asks]
    if len(pages) > MOST_PAGES:
        message = _("Biểu mẫu có %d trang. Gộp các trang ngắn hoặc bỏ câu không cần.")
        yield Remark("", "", "warn", "many-pages", message % len(pages))
    if len(asked) > MOST_QUESTIONS:
        yield Remark("", "", "hint", "many-questions", _("Biểu mẫu có %d câu hỏi. Xem lại câu nào thật sự cần.") % len(asked))
    for page in pages:
        if not any(one.page == page.ref and one.ref != page.ref for one in known):
            yield _remark(page, "warn", "empty-page", _("Trang chưa có gì. Thêm câu hỏi hoặc xóa trang."))


def _doubled(known: Sequence[Place]) -> Iterator[Remark]:
    """The same words twice on a page, unless titled groups tell them apart."""
    titled = {one.ref for one in known if one.label and not one.is_page}
    keys = [(one.page, one.parent if one.parent in titled else "", fold(one.label)) for one in known if one.asks and one.label]
    twice = {key for key, number in Counter(keys).items() if number > 1}
    for one in known:
        if one.asks and (one.page, one.parent if one.parent in titled else "", fold(one.label)) in twice:
            yield _remark(one, "warn", "duplicate-label", _("Trang có hai câu cùng tên. Viết rõ mỗi câu hỏi về ai, về việc gì."))


def _of(one: Place, known: Sequence[Place]) -> Iterator[tuple[str, str, str]]:
    hint = str(one.spec.get("description") or one.spec.get("tooltip") or "")
    if len(hint) > LONG_HINT:
        yield "hint", "long-hint", _("Gợi ý dài hơn %d ký tự. Chuyển phần giải thích vào một lời dẫn.") % LONG_HINT
    if not one.asks:
        return
    if one.label.endswith((":", "*", "(*)")) or (one.label.isupper() and len(one.label) > 8):
        yield "hint", "label-style", _("Viết nhãn bằng chữ thường, không có dấu hai chấm hay dấu sao ở cuối.")
    if not hint and one.type in _FORMATTED:
        yield "hint", "no-example", _("Thêm gợi ý có ví dụ để người điền biết cách viết.")
    yield from _known_already(one, known)
    words = fold(one.label)
    if _SENSITIVE.search(words) and not hint:
        yield (
            "warn",
            "sensitive",
            _(
                "Câu này hỏi dữ liệu cá nhân nhạy cảm. Chỉ hỏi khi pháp luật về thủ tục đòi hỏi, và ghi căn cứ ở gợi ý;"
                " nếu không thì bỏ."
            ),
        )
    yield from _choices(one)


def _known_already(one: Place, known: Sequence[Place]) -> Iterator[tuple[str, str, str]]:
    """What the State holds must not be asked again (NĐ 61/2018/NĐ-CP art. 4, Luật Giao dịch điện tử 2023 art. 42)."""
    own = vn(one.spec)
    words = fold(one.label)
    if one.type == "file" and _PAPERS.search(words):
        yield "warn", "asks-known-paper", _("Cơ quan nhà nước đã có giấy tờ này. Tra cứu thay vì yêu cầu nộp.")
        return
    if own.get("fact") or own.get("prefill") or one.spec.get("calculateValue") or one.grid:
        return
    page = next((other.label for other in known if other.ref == one.page), "")
    about_self = _SELF.search(words) or (_APPLICANT_PAGE.search(fold(page)) and " cua " not in f" {words} ")
    if not about_self:
        return
    for pattern, fact in _ASKS:
        if re.search(pattern, words):
            message = _("Nhà nước đã biết “%s” của người nộp. Đặt “Lấy từ dữ liệu Nhà nước” hoặc “Điền sẵn”.")
            yield "warn", "asks-known", message % _(FACTS[fact])
            return


def _choices(one: Place) -> Iterator[tuple[str, str, str]]:
    options = options_of(one.spec)
    if one.type not in ("radio", "select", "selectboxes") or not options:
        return
    labels = [str(option.get("label") or "") for option in options]
    if len(labels) == 1:
        yield "warn", "one-option", _("Chỉ có một lựa chọn. Thêm lựa chọn hoặc dùng ô đánh dấu.")
    if one.type == "radio" and len(labels) > MANY_OPTIONS:
        yield "hint", "many-options", _("Nhiều lựa chọn quá để thấy hết cùng lúc. Dùng “Chọn một từ danh sách”.")
    if one.type == "select" and not section(one.spec, "data").get("list") and 1 < len(labels) <= FEW_OPTIONS:
        yield "hint", "few-options", _("Ít lựa chọn, nên để thấy hết cùng lúc. Dùng “Chọn một”.")
    rest = [label for label in labels if not _LAST.match(fold(label))]
    if len(rest) < len(labels) and labels[: len(rest)] != rest:
        yield "hint", "other-not-last", _("Để lựa chọn “khác” ở cuối danh sách.")
    elif len(rest) > MANY_OPTIONS and not _sorted(rest):
        yield "hint", "options-order", _("Danh sách dài nên xếp theo vần để dễ tìm.")
    if len({fold(label) for label in labels}) < len(labels):
        yield "warn", "same-option", _("Hai lựa chọn có cùng chữ.")


def _sorted(labels: Sequence[str]) -> bool:
    """In the order of the alphabet, or of numbers or time that the labels begin with."""
    keys: Sequence[str | int] = [sort_key(label) for label in labels]
    if all(re.search(r"\d", label) for label in labels):
        return True
    return list(keys) == sorted(keys)
