"""Filters and tags of every page: dates and money as people read them, the deadline tag, icons, fields and their errors.

Use: ``{% load portal_tags %}``. templates/README.md shows each with an example.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import clock, money, text
from deadlines import rules
from deadlines.selectors import NoCalendar, calendar_for
from eforms.html import field_id as _field_id
from portal.web.context import Site, frame
from portal.web.icons import ICONS
from portal.web.states import TO_OWNER

register = template.Library()

_STATE_TAGS = {
    "awaiting-payment": "govuk-tag--yellow",
    "submitted": "govuk-tag--blue",
    "processing": "govuk-tag--blue",
    "supplement": "govuk-tag--yellow",
    "completed": "govuk-tag--green",
    "delivered": "govuk-tag--green",
    "refused": "govuk-tag--red",
    "rejected": "govuk-tag--red",
}
_DUE_TAGS = {"on-time": "ok", "near": "near", "late": "late", "paused": "idle"}
_UNIT = " làm việc"
_DUE_SIGNS = {"on-time": "check", "near": "clock", "late": "alert", "paused": "pause"}


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """Thứ Ba, 24/11/2026."""
    if value is None or value == "":
        return ""
    return clock.long_date(clock.local(value).date() if isinstance(value, datetime) else value)


@register.filter
def vn_datetime(value: datetime | None) -> str:
    """14:32, Thứ Ba, 24/11/2026."""
    return clock.at(value) if value else ""


@register.filter
def vn_short(value: date | datetime | None) -> str:
    """14:32, 24/11/2026; a date alone: 24/11/2026."""
    if not value:
        return ""
    return clock.short_at(value) if isinstance(value, datetime) else f"{value.day}/{value.month}/{value.year}"


@register.filter
def vn_time(value: datetime | None) -> str:
    """14:32."""
    return f"{clock.local(value):%H:%M}" if value else ""


@register.filter
def vnd(amount: int | None) -> str:
    """8.000 đ."""
    return "" if amount is None else money.vnd(int(amount))


@register.filter
def grouped(number: str | None) -> str:
    """074190001234 → 074 190 001 234: an identity number for reading."""
    digits = str(number or "").replace(" ", "")
    return " ".join(digits[i : i + 3] for i in range(0, len(digits), 3))


@register.filter
def mask(number: str | None) -> str:
    """074190001234 → ••• ••• ••• 234: only the last three digits of an identity or phone number; – when there is none."""
    digits = str(number or "").replace(" ", "")
    if not digits:
        return "–"
    hidden = "•" * (len(digits) - 3) + digits[-3:]
    head = len(hidden) % 3
    parts = ([hidden[:head]] if head else []) + [hidden[i : i + 3] for i in range(head, len(hidden), 3)]
    return " ".join(parts)


@register.filter
def short_name(name: object) -> str:
    """Trần Thị Bình → Trần T. B."""
    return text.short_name(str(name or ""))


@register.filter
def masked_name(name: object) -> str:
    """Nguyễn Văn An → Ng*** V** A, for pages open to everyone."""
    return text.mask_name(str(name or ""))


@register.filter
def state_tag(state: str) -> str:
    """The class of the tag that shows a dossier's state."""
    return _STATE_TAGS.get(str(state), "govuk-tag--grey")


@register.filter
def state_to_owner(state: str) -> str:
    """A dossier's state in its owner's words."""
    return str(TO_OWNER[state])


@register.filter
def is_past(moment: datetime | None) -> bool:
    """Whether a moment is over."""
    return moment is not None and moment < clock.now()


@register.filter
def is_optional(field: forms.BoundField) -> bool:
    """Whether a box may stay empty whatever else is chosen; ``needed_when`` on a field says that it depends."""
    return not field.field.required and not getattr(field.field, "needed_when", "")


@register.filter
def field_id(path: str) -> str:
    """The id of an e-form's box, for links to it."""
    return _field_id(path)


@register.simple_tag
def due_tag(due_at: datetime | None, paused: bool = False) -> SafeString:
    """How much time is left: a sign, words and the date under it. No query once the calendar is in memory."""
    left = _remaining(None if paused else due_at)
    when = format_html('<span class="due__at">{}</span>', clock.short_at(due_at)) if due_at and not paused else ""
    kind, sign = _DUE_TAGS[left.state], _DUE_SIGNS[left.state]
    # "làm việc" gives way on a phone, where the code and the tag share a line (brand.md).
    words, unit = left.text.removesuffix(_UNIT), left.text.endswith(_UNIT)
    tail = format_html('<span class="due__unit">{}</span>', _UNIT) if unit else ""
    return format_html('<span class="due due--{}">{}{}{}</span>{}', kind, icon(sign), words, tail, when)


def _remaining(due_at: datetime | None) -> rules.Remaining:
    """Working time left by the province's calendar; without any calendar only late or not is said."""
    now = clock.now()
    if due_at is None:
        return rules.Remaining("paused", _("tạm dừng"))
    try:
        return rules.remaining(now, due_at, calendar_for(None, clock.today()))
    except (NoCalendar, ValueError):
        return rules.Remaining("late", _("quá hạn")) if due_at < now else rules.Remaining("on-time", _("còn hạn"))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing beside words that say the same; hidden from screen readers."""
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="{}"/></svg>', ICONS[name]
    )


@register.simple_tag(takes_context=True)
def site_frame(context: template.Context) -> Site:
    """``site``, also where no context processor ran (the error pages that must not touch the database)."""
    found = context.get("site")
    if isinstance(found, Site):
        return found
    request = context.get("request")
    return frame(request if isinstance(request, HttpRequest) else None)


@register.simple_tag
def summary_rows(form: forms.BaseForm | None = None, errors: Iterable[Any] | None = None) -> list[tuple[str, str]]:
    """(anchor without #, sentence) of every error, in the order of the page; the anchor is empty when there is no field.

    ``errors`` may hold sentences, (anchor, sentence) pairs or mappings with ``href`` and ``text``.
    """
    if errors:
        return [_summary_row(error) for error in errors]
    if not isinstance(form, forms.BaseForm) or not form.is_bound:
        return []
    rows = [("", str(message)) for message in form.non_field_errors()]
    for field in form:
        rows += [(_first_box(field), str(message)) for message in field.errors]
    return rows


def _summary_row(error: Any) -> tuple[str, str]:
    if isinstance(error, Mapping):
        return str(error.get("href", "")).removeprefix("#"), str(error["text"])
    if isinstance(error, list | tuple) and len(error) == 2:
        return str(error[0]).removeprefix("#"), str(error[1])
    return "", str(error)


def _first_box(field: forms.BoundField) -> str:
    """The id that an error link must reach: the first choice of a group, the input otherwise."""
    if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id or ""


@register.filter
def widget_kind(field: forms.BoundField) -> str:
    """Which drawing a field needs: input, textarea, select, radios, checkboxes, checkbox, file or hidden."""
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.HiddenInput, "hidden"),
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.FileInput, "file"),
        (forms.Textarea, "textarea"),
        (forms.Select, "select"),
    )
    return next((kind for cls, kind in kinds if isinstance(field.field.widget, cls)), "input")


_CLASSES = {
    "input": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}


@register.simple_tag
def draw(field: forms.BoundField, has_hint: bool = False) -> SafeString:
    """The field's input with our classes, and aria-describedby naming its hint and its error."""
    kind = widget_kind(field)
    described = [f"{field.auto_id}_goi-y"] * bool(has_hint) + [f"{field.auto_id}_loi"] * bool(field.errors)
    attrs = dict(field.field.widget.attrs)
    own = attrs.get("class", "")
    classes = [_CLASSES.get(kind, ""), own, f"{_CLASSES.get(kind, '')}--error" if field.errors and kind != "checkbox" else ""]
    extra: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    if described:
        extra["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=extra)


@register.filter
def at(mapping: Mapping[str, object], key: str) -> object:
    """What a mapping has under a key that is only known here, None where it has nothing."""
    return mapping.get(key)


@register.filter
def lower_first(value: object) -> str:
    """Tỉnh Bình Dương → tỉnh Bình Dương, inside a sentence."""
    words = str(value or "")
    return words[:1].lower() + words[1:]
