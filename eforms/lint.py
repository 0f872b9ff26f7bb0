"""Remarks on an accepted form: nothing here stops it, all of it is worth a look by its author."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from eforms import order, translating
from eforms.nodes import Field, Lint, Page
from eforms.paths import bare, section
from eforms.rules import without_effect
from eforms.vocabulary import LOOKS, USED

LONG_LABEL = 120
LONG_PAGE = 20


def remarks(nodes: Sequence[Field], pages: Sequence[Page], dead: set[int], document: Mapping[str, Any]) -> tuple[Lint, ...]:
    """All remarks, in the order of the document. ``dead``: indexes of components that nothing can show."""
    found: list[Lint] = []
    known = {bare(node.path) for node in nodes}
    known |= {outer for path in known for outer in _outer(path)}
    for node in nodes:
        found += [Lint(node.path, code, message) for code, message in _of(node)]
        found += [Lint(node.path, code, message) for code, message in _odd(node)]
        found += [Lint(node.path, "unknown-variable", message) for message in _unknown(node, nodes, known)]
        if node.index in dead and not node.sealed and not any(index in dead for index in node.ancestors):
            found.append(Lint(node.path, "unreachable", _("Không câu trả lời nào làm phần này hiện ra. Sửa lại điều kiện.")))
    for page in pages:
        asked = sum(_inputs(node) for node in page.fields)
        if asked > LONG_PAGE:
            message = _("Trang có %d ô. Chia thành nhiều trang ngắn để dễ điền trên điện thoại.") % asked
            found.append(Lint(page.key, "long-page", message))
    return (*found, *_untranslated(document))


def _outer(path: str) -> Iterator[str]:
    return (path[:dot] for dot in range(len(path)) if path[dot] == ".")


def _inputs(node: Field) -> int:
    own = 1 if node.kind.input and not node.kind.repeats and node.kind.name != "hidden" else 0
    return own + sum(_inputs(child) for child in node.children)


def _of(node: Field) -> Iterator[tuple[str, str]]:
    if node.kind.input and node.kind.name != "hidden":
        if not node.label:
            yield "no-label", _("Ô chưa có nhãn nên trình đọc màn hình không đọc được. Đặt “label”.")
        elif len(node.label) > LONG_LABEL:
            yield "long-label", _("Nhãn quá dài. Chuyển phần giải thích xuống “description”.")
        if node.spec.get("placeholder") and not node.label:
            yield "placeholder-label", _("Chữ mờ trong ô không thay được nhãn.")
    if node.kind.name == "panel" and not node.label:
        yield "no-title", _("Trang chưa có tên. Đặt “title”.")
    if node.required and node.protected:
        yield "required-computed", _("Ô này do hệ thống tính nên “required” không có tác dụng với người điền.")
    if node.sealed and not node.logic:
        yield "always-hidden", _("Thành phần luôn ẩn nên không ai thấy. Bỏ nó hoặc dùng loại hidden.")
    if section(node.spec, "validate").get("pattern") and not node.hint:
        yield "pattern-without-hint", _("Ô có mẫu bắt buộc nhưng chưa có gợi ý. Thêm “description” có ví dụ.")


def _odd(node: Field) -> Iterator[tuple[str, str]]:
    """What the document says and this language does not keep."""
    for name in without_effect(node.kind, node.spec):
        yield "rule-ignored", _("Luật “%s” không có tác dụng với loại ô này. Bỏ nó đi.") % name
    strange = sorted(name for name in node.spec if name not in USED and name not in LOOKS)
    if strange:
        yield "unknown-property", _("Thuộc tính không có trong ngôn ngữ biểu mẫu nên bị bỏ qua: %s.") % ", ".join(strange)
    if node.spec.get("wysiwyg") or node.spec.get("editor"):
        yield "plain-text", _("Ô này chỉ nhận chữ thường, không có trình soạn thảo.")
    if node.kind.name == "day" and node.spec.get("dayFirst") is not True:
        yield "month-first", _("Ô này đọc tháng trước, ngày sau, như Form.io khi thiếu dayFirst. Đặt dayFirst: true.")
    if node.kind.name == "phoneNumber" and node.spec.get("inputMask"):
        yield "mask", _("Mẫu nhập (inputMask) buộc gõ số điện thoại đúng từng dấu “%s”. Bỏ nó đi.") % node.spec["inputMask"]


def _unknown(node: Field, nodes: Sequence[Field], known: set[str]) -> Iterator[str]:
    """Variables that no component fills: the rule would always see nothing."""
    scope = bare(nodes[node.grids[-1]].path) + "." if node.grids else ""
    for name in sorted(order.variables(node) | order.judged_by(node)):
        head, _dot, rest = name.partition(".")
        path = ".".join(part for part in (scope + rest if head == "row" else rest).split(".") if not part.isdecimal())
        if name == "*" or head in ("value", "form", "component", "input", "result") or not rest:
            continue
        if head not in ("data", "row") or not (path in known or any(outer in known for outer in _outer(path))):
            yield _("Luật đọc “%s” nhưng không có ô nào như vậy. Viết data.<key> hoặc row.<key>.") % name


def _untranslated(document: Mapping[str, Any]) -> Iterator[Lint]:
    dictionaries = translating.dictionaries(document)
    wanted = translating.texts(document) if dictionaries else set()
    for language, words in dictionaries.items():
        lacking = sorted(wanted - words.keys())
        if lacking:
            message = _("Còn %d đoạn chữ chưa dịch, ví dụ “%s”.") % (len(lacking), lacking[0][:60])
            yield Lint(f"i18n.{language}", "untranslated", message)
