"""What other pages say of a hall."""

from django import template

from accounts import rules
from agencies.models import Agency
from reception.models import Place
from reception.selectors import bookable

register = template.Library()


@register.simple_tag
def hall_of(agency: Agency, desk: Agency | None = None) -> Place | None:
    """The place of an office, or of its one-door section, where a visit can be booked. One query."""
    return bookable([unit.pk for unit in (desk, agency) if unit is not None])


@register.filter
def telephone(number: str) -> str:
    """0912 345 678."""
    return rules.show_phone(number)
