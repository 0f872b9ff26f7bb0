"""The pages of one component: only those that mean something for its type."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from eforms import building
from eforms.paths import section

CHOICES = frozenset({"radio", "select", "selectboxes"})
COMPUTED = frozenset({"number", "currency", "textfield", "hidden", "day", "datetime", "textarea"})


@dataclass(frozen=True)
class Tab:
    """One page about a component; ``set``: something is said there."""

    key: str
    label: str
    href: str
    current: bool
    set: bool = False


def tabs_of(seat: int, at: str, form: building.Document, place: building.Place, current: str) -> tuple[Tab, ...]:
    """The pages about a component, in the order to show."""

    def tab(key: str, label: str, said: bool = False) -> Tab:
        return Tab(key, label, reverse(f"builder:{key}", args=[seat, at, place.ref]), key == current, said)

    return tuple(tab(*row) for row in _rows(form, place))


def _rows(form: building.Document, place: building.Place) -> Iterator[tuple[Any, ...]]:
    spec, kind = place.spec, place.kind
    yield "question", _("Trang") if place.is_page else _("Câu hỏi") if place.asks else _("Thành phần")
    if place.type in CHOICES and not _listed(place):
        yield "options", _("Lựa chọn")
    yield "condition", _("Hiện khi nào"), bool(spec.get("conditional"))
    if kind is not None and kind.input and not kind.computed:
        rules = section(spec, "validate")
        if kind.name != "hidden":
            yield "required-when", _("Khi nào phải trả lời")
            yield "rule", _("Luật với câu khác"), bool(rules.get("json"))
        if place.type in COMPUTED:
            yield "calculation", _("Phép tính"), bool(spec.get("calculateValue"))
        if place.asks and not kind.repeats:
            yield "first-value", _("Chép sẵn"), bool(spec.get("customDefaultValue"))
    if building.block_of(form, place.ref) is not None:
        yield "block", _("Khối dùng chung"), True


def _listed(place: building.Place) -> bool:
    """Whether its choices are a published list."""
    return bool(section(place.spec, "data").get("list"))
