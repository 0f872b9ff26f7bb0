"""Remarks on an accepted form: nothing here stops it, all of it is worth a look by its author."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from eforms import order
from eforms.nodes import Field, Lint, Page
from eforms.paths import bare, section

LONG_LABEL = 120
LONG_PAGE = 20


def remarks(nodes: Sequence[Field], pages: Sequence[Page], settled: Sequence[Field]) -> tuple[Lint, ...]:
    """All remarks, in the order of the document."""
    found: list[Lint] = []
    known = [bare(node.path) for node in nodes]
    for node in nodes:
        found += [Lint(node.path, code, message) for code, message in _of(node)]
        found += [Lint(node.path, "unknown-variable", message) for message in _unknown(node, nodes, known)]
    for page in pages:
        asked = sum(_inputs(node) for node in page.fields)
        if asked > LONG_PAGE:
            message = _("Trang có %d ô. Chia thành nhiều trang ngắn để dễ điền trên điện thoại.") % asked
            found.append(Lint(page.key, "long-page", message))
    return tuple(found)


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
    if node.spec.get("hidden") is True and node.kind.name != "hidden":
        yield "always-hidden", _("Thành phần luôn ẩn nên không ai thấy. Bỏ nó hoặc dùng loại hidden.")
    if section(node.spec, "validate").get("pattern") and not node.hint:
        yield "pattern-without-hint", _("Ô có mẫu bắt buộc nhưng chưa có gợi ý. Thêm “description” có ví dụ.")


def _unknown(node: Field, nodes: Sequence[Field], known: Sequence[str]) -> Iterator[str]:
    """Variables that no component fills: the rule would always see nothing."""
    scope = bare(nodes[node.grids[-1]].path) + "." if node.grids else ""
    for name in sorted(order.variables(node)):
        head, _dot, rest = name.partition(".")
        path = ".".join(part for part in (scope + rest if head == "row" else rest).split(".") if not part.isdecimal())
        if name == "*" or head in ("value", "form", "component", "input") or not rest:
            continue
        if head not in ("data", "row") or not any(_near(path, other) for other in known):
            yield _("Luật đọc “%s” nhưng không có ô nào như vậy. Viết data.<key> hoặc row.<key>.") % name


def _near(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}.") or other.startswith(f"{path}.")
