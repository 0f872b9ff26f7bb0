"""Text to read inside a form: a few tags are kept, everything else is shown as the letters it is made of."""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from eforms.types.base import Spec

_KEPT = {
    "p": "govuk-body", "ul": "govuk-list govuk-list--bullet", "ol": "govuk-list govuk-list--number", "li": "",
    "strong": "", "b": "", "em": "", "i": "", "br": "", "h2": "govuk-heading-m", "h3": "govuk-heading-s", "a": "govuk-link",
}  # fmt: skip
_DROPPED = frozenset({"script", "style", "iframe", "object", "embed", "svg", "math", "form", "template"})
_LINKS = ("https://", "/", "mailto:", "tel:")


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.muted = 0
        self.hostile = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a known tag with our class and, for a link, a harmless address."""
        self.hostile |= tag in _DROPPED or any(name.startswith("on") for name, _value in attrs)
        if tag in _DROPPED:
            self.muted += 1
        if self.muted or tag not in _KEPT:
            return
        attributes = f' class="{_KEPT[tag]}"' if _KEPT[tag] else ""
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith(_LINKS) and not href.startswith("//"):
            attributes += f' href="{escape(href)}"'
        self.hostile |= "javascript:" in href.lower()
        self.out.append(f"<{tag}{attributes}>")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened, in order."""
        if tag in _DROPPED:
            self.muted = max(self.muted - 1, 0)
        elif tag in self.open and not self.muted:
            while self.open:
                inner = self.open.pop()
                self.out.append(f"</{inner}>")
                if inner == tag:
                    break

    def handle_data(self, data: str) -> None:
        """Text is escaped."""
        if not self.muted:
            self.out.append(escape(data, quote=False))


def _cleaned(source: str) -> _Cleaner:
    cleaner = _Cleaner()
    cleaner.feed(source)
    cleaner.close()
    cleaner.out.extend(f"</{tag}>" for tag in reversed(cleaner.open))
    return cleaner


def check(spec: Spec, refuse: Callable[[str, str], None]) -> None:
    """Refuse active content: scripts, handlers, frames."""
    if _cleaned(str(spec.get("html") or spec.get("content") or "")).hostile:
        refuse(
            "active-content", _("Đoạn nội dung có mã chạy được hoặc khung nhúng. Chỉ giữ chữ, danh sách, tiêu đề và liên kết.")
        )


def render(spec: Spec) -> SafeString:
    """The cleaned HTML of a content component; plain text becomes a paragraph."""
    source = str(spec.get("html") or spec.get("content") or "")
    out = "".join(_cleaned(source).out)
    return mark_safe(out if "<" in out else f'<p class="govuk-body">{out}</p>')  # noqa: S308 - built from escaped parts above
