"""Filters of the publisher's pages."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from portal.web.publisher.parts import Part, parts_of
from procedures.models import VersionDraft

register = template.Library()

_STATUS = {
    "draft": "govuk-tag--blue",
    "returned": "govuk-tag--red",
    "in-review": "govuk-tag--yellow",
    "approved": "govuk-tag--green",
    "published": "govuk-tag--green",
    "discarded": "govuk-tag--grey",
}
_LEVELS = {"error": "govuk-tag--red", "warning": "govuk-tag--yellow", "hint": "govuk-tag--grey"}
_LEVEL_WORDS = {"error": _("Phải sửa"), "warning": _("Nên sửa"), "hint": _("Gợi ý")}
_SEVERITY = {"stop": "govuk-tag--red", "warn": "govuk-tag--yellow", "hint": "govuk-tag--grey"}


@register.filter
def draft_tag(status: str) -> str:
    """The class of a draft's state."""
    return _STATUS.get(status, "govuk-tag--grey")


@register.filter
def severity_tag(severity: str) -> str:
    """The class of a remark's weight: stop, warn, hint."""
    return _SEVERITY.get(severity, "govuk-tag--grey")


@register.filter
def of(mapping: Mapping[str, object], name: str) -> object:
    """The entry of a mapping; empty when there is none."""
    return mapping.get(name, "") if mapping else ""


@register.filter
def level_tag(level: str) -> str:
    """The class of a finding's weight: error, warning, hint."""
    return _LEVELS.get(level, "govuk-tag--grey")


@register.filter
def level_words(level: str) -> str:
    """The same in a word."""
    return str(_LEVEL_WORDS.get(level, level))


@register.simple_tag
def draft_parts(seat: Seat, draft: VersionDraft, current: str = "") -> list[Part]:
    """The sections of a draft for the side navigation. No query."""
    return parts_of(seat.pk, draft, current=current)
