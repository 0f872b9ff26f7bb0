"""The side column of a desk seat."""

from collections.abc import Mapping

from django import template

from agencies.models import Seat
from portal.web.desk import links
from portal.web.desk.links import Link, Words

register = template.Library()


@register.simple_tag
def desk_links(seat: Seat) -> Mapping[Words, list[Link]]:
    """{words of a group: its links} for ``seat``."""
    return links.links(seat)
