"""What comes out and what it rests on: results, legal bases, the check before starting."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from procedures.differences.lists import by_key
from procedures.differences.said import Difference, added, changed, or_generally, quote, removed, rows, short
from procedures.differences.texts import reworded

Content = Mapping[str, Any]
_PRINTED = ("template", "fields", "title", "subject", "own")


def results(old: Content, new: Content) -> Iterator[Difference]:
    found = by_key(rows(old, "results"), rows(new, "results"))
    for row in found.added:
        yield added(_result(row), _("Thêm kết quả: %s.") % short(row.get("name")), row.get("name"))
    for before, after in found.kept:
        if before != after:
            general = _("Kết quả %s: sửa chi tiết.") % quote(after)
            yield from or_generally(_result_changed(before, after), _result(after), general)
    for row in found.removed:
        yield removed(_result(row), _("Bỏ kết quả: %s.") % short(row.get("name")), row.get("name"))


def _result_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    path, words = _result(after), {"result": quote(after), "old": quote(before)}
    if before.get("name") != after.get("name"):
        yield changed(path, _("Kết quả %(old)s nay gọi là %(result)s.") % words, before.get("name"), after.get("name"))
    for name, sentence in (
        ("code", _("Mã của kết quả %(result)s nay là %(after)s, trước là %(before)s.")),
        ("validity", _("Kết quả %(result)s: thời hạn giá trị nay ghi “%(after)s”, trước ghi “%(before)s”.")),
        ("valid_months", _("Kết quả %(result)s: số tháng có giá trị nay %(after)s, trước %(before)s.")),
    ):
        if before.get(name) != after.get(name):
            sides = [str(row.get(name) or _("không ghi")) for row in (before, after)]
            yield changed(path, sentence % (words | {"before": sides[0], "after": sides[1]}), *sides)
    if (before.get("each"), before.get("copies")) != (after.get("each"), after.get("copies")):
        yield changed(path, _("Kết quả %(result)s: đổi cách tính số bản cấp ra.") % words)
    if before.get("brought") != after.get("brought"):
        yield changed(
            path, _("Kết quả %(result)s: đổi cách đưa kết quả có sẵn vào.") % words, before.get("brought"), after.get("brought")
        )
    if any(before.get(name) != after.get(name) for name in _PRINTED):
        labels = [
            [str(field.get("label") or field.get("key") or "") for field in row.get("fields") or () if isinstance(field, Mapping)]
            for row in (before, after)
        ]
        yield changed(path, _("Kết quả %(result)s: đổi mẫu in hoặc các ô của mẫu.") % words, *labels)


def _result(row: Mapping[str, Any]) -> str:
    return f"results/{row.get('key') or row.get('code') or ''}".rstrip("/")


def legal_bases(old: Content, new: Content) -> Iterator[Difference]:
    found = by_key(rows(old, "legal_bases"), rows(new, "legal_bases"), lambda row: str(row.get("code") or ""))
    for row in found.added:
        yield added(_basis(row), _("Thêm căn cứ pháp lý: %s.") % basis_words(row), basis_words(row))
    for before, after in found.kept:
        if before != after:
            sides = basis_words(before), basis_words(after)
            words = {"old": sides[0], "new": sides[1]}
            replaced = before.get("code") != after.get("code")
            sentence = _("Thay căn cứ pháp lý %(old)s bằng %(new)s.")
            if not replaced:
                words = {"code": str(after.get("code") or ""), "old": short(before.get("name")), "new": short(after.get("name"))}
                sentence = _("Căn cứ pháp lý %(code)s nay ghi tên “%(new)s”, trước “%(old)s”.")
            yield changed(_basis(after), sentence % words, *sides)
    for row in found.removed:
        yield removed(_basis(row), _("Bỏ căn cứ pháp lý: %s.") % basis_words(row), basis_words(row))


def basis_words(row: Mapping[str, Any]) -> str:
    """60/2014/QH13 Luật Hộ tịch."""
    return " ".join(str(row.get(name)) for name in ("code", "name") if row.get(name))


def _basis(row: Mapping[str, Any]) -> str:
    return f"legal_bases/{row.get('code') or ''}".rstrip("/")


def eligibility(old: Content, new: Content) -> Iterator[Difference]:
    found = by_key(rows(old, "eligibility"), rows(new, "eligibility"))
    for row in found.added:
        yield added(_asked(row), _("Thêm câu hỏi kiểm tra: %s") % short(row.get("question")), row.get("question"))
    for before, after in found.kept:
        path, what = _asked(after), _("câu hỏi kiểm tra")
        yield from reworded(path, what, str(before.get("question") or ""), str(after.get("question") or ""))
        if before.get("options") != after.get("options"):
            yield from _options(path, short(after.get("question")), rows(before, "options"), rows(after, "options"))
        if before.get("hint") != after.get("hint"):
            what = _("gợi ý của câu hỏi kiểm tra “%s”") % short(after.get("question"))
            yield from reworded(path, what, str(before.get("hint") or ""), str(after.get("hint") or ""))
    for row in found.removed:
        yield removed(_asked(row), _("Bỏ câu hỏi kiểm tra: %s") % short(row.get("question")), row.get("question"))


def _options(path: str, question: str, old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]) -> Iterator[Difference]:
    """The answers of one question of the check, and what each leads to."""
    found = by_key(old, new, lambda row: str(row.get("value") or row.get("label") or ""))
    said = {"question": question}
    for row in found.added:
        message = _("Câu hỏi kiểm tra “%(question)s”: thêm câu trả lời “%(answer)s”.")
        yield added(path, message % (said | {"answer": short(row.get("label"))}), row.get("label"))
    for before, after in found.kept:
        answer = said | {"answer": short(after.get("label")), "old": short(before.get("label"))}
        if before.get("label") != after.get("label"):
            message = _("Câu hỏi kiểm tra “%(question)s”: câu trả lời “%(old)s” nay viết là “%(answer)s”.")
            yield changed(path, message % answer, before.get("label"), after.get("label"))
        if {**before, "label": 0} != {**after, "label": 0}:
            message = _("Câu hỏi kiểm tra “%(question)s”: đổi điều xảy ra khi trả lời “%(answer)s”.")
            yield changed(path, message % answer, before.get("result"), after.get("result"))
    if found.moved:
        yield changed(path, _("Câu hỏi kiểm tra “%(question)s”: đổi thứ tự các câu trả lời.") % said)
    for row in found.removed:
        message = _("Câu hỏi kiểm tra “%(question)s”: bỏ câu trả lời “%(answer)s”.")
        yield removed(path, message % (said | {"answer": short(row.get("label"))}), row.get("label"))


def _asked(row: Mapping[str, Any]) -> str:
    return f"eligibility/{row.get('key') or ''}".rstrip("/")


PARTS = (results, legal_bases, eligibility)
