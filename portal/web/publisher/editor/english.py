"""The English texts beside the Vietnamese ones: one box a text, by the path that the content's ``translations`` use."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.kinds import TextField
from procedures import sections

LONG = 90
_TEXTS: tuple[str, ...] = ("summary", "who", "fee_text", "limit/text")
# list → the texts of one row
_LISTS: Mapping[str, tuple[str, ...]] = {
    "conditions": ("",),
    "steps": ("", "name", "text"),
    "methods": ("text", "limit/text"),
    "receiving": ("",),
    "returning": ("text",),
    "fees": ("name", "unit"),
    "papers": ("name", "only_if", "note"),
    "cases": ("name", "hint", "limit/text", "fee_text"),
    "results": ("name", "validity"),
}
Text = tuple[str, str]
"""(path, Vietnamese)."""


def texts(content: Mapping[str, Any]) -> Iterator[Text]:
    """Every text of the content that a reader meets, in the order of the page."""
    yield "names/vi", str(sections.at(content, "names/vi") or "")
    for path in _TEXTS:
        yield path, _text(sections.at(content, path))
    for part, names in _LISTS.items():
        for path, row in _rows(content, part):
            for name in names:
                yield f"{path}/{name}".rstrip("/"), _text(row if not name else sections.at(row, name))
    for path, row in _rows(content, "eligibility"):
        yield f"{path}/question", _text(row.get("question"))
        yield f"{path}/hint", _text(row.get("hint"))
        for option in row.get("options") or ():
            yield from _option(f"{path}/options/{option.get('value')}", option)


def _option(path: str, option: Mapping[str, Any]) -> Iterator[Text]:
    yield f"{path}/label", _text(option.get("label"))
    for name in ("title", "why", "instead"):
        yield f"{path}/result/{name}", _text(sections.at(option, f"result/{name}"))


def _rows(content: Mapping[str, Any], part: str) -> Iterator[tuple[str, Any]]:
    for number, row in enumerate(content.get(part) or ()):
        key = row.get("key") or row.get("code") if isinstance(row, Mapping) else None
        yield f"{part}/{key if key else number}", row


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


class EnglishBoxes(Boxes):
    """A box a text, the Vietnamese over it."""

    def offer(self, content: Mapping[str, Any]) -> None:
        """The boxes, with what is translated already."""
        known = sections.at(content, "translations/en") or {}
        self.paths: list[str] = []
        for path, words in texts(content):
            if not words.strip():
                continue
            self.paths.append(path)
            self.fields[path] = TextField(label=words, rows=1 if len(words) < LONG else 3)
            self.fields[path].widget.attrs["lang"] = "en"
            self.initial[path] = sections.at(content, "names/en") if path == "names/vi" else known.get(path)

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """``names/en`` and ``translations/en``; what translates a text that is gone goes with it."""
        typed = {path: self.cleaned_data.get(path) for path in self.paths}
        name = typed.pop("names/vi", None)
        made = {path: words for path, words in typed.items() if words}
        before = sections.at(held, "translations/en")
        kept = before if not made and not before else made
        return sections.with_parts(held, {"names/en": name, "translations/en": kept})


def untranslated(content: Mapping[str, Any]) -> str:
    """How many of the texts have English, in words."""
    wanted = [path for path, words in texts(content) if words.strip() and path != "names/vi"]
    known = sections.at(content, "translations/en") or {}
    return gettext("%(done)s trên %(total)s lời") % {"done": sum(path in known for path in wanted), "total": len(wanted)}
