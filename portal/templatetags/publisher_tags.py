"""Filters of the publisher's pages."""

from collections.abc import Mapping

from django import template

register = template.Library()

_STATUS = {
    "draft": "govuk-tag--blue",
    "returned": "govuk-tag--red",
    "in-review": "govuk-tag--yellow",
    "approved": "govuk-tag--green",
    "published": "govuk-tag--green",
    "discarded": "govuk-tag--grey",
}
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
