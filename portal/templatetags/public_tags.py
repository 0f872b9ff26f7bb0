"""Tags of the public pages: working days as people say them, days, links that may be followed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from common import clock
from procedures import tariffs

register = template.Library()

HOURS_A_DAY = 8


@register.filter
def working_days(days: float) -> str:
    """2.5 → 2,5 ngày làm việc; under one day in hours: 0.25 → 2 giờ làm việc; less than an hour is said as that."""
    if days >= 1:
        amount = f"{round(days, 1):g}".replace(".", ",")
        return _("%(amount)s ngày làm việc") % {"amount": amount}
    hours = round(days * HOURS_A_DAY)
    return _("%(hours)s giờ làm việc") % {"hours": hours} if hours else _("dưới một giờ làm việc")


@register.filter
def vn_day(value: date | datetime | None) -> str:
    """24/11/2026, of a moment too."""
    if not value:
        return ""
    day = clock.local(value).date() if isinstance(value, datetime) else value
    return f"{day.day}/{day.month}/{day.year}"


@register.filter
def is_web(address: object) -> bool:
    """Whether a published address may become a link: published texts are other people's words."""
    return str(address or "").lower().startswith(("https://", "http://"))


@register.filter
def thousands(number: int) -> str:
    """5670 → 5.670."""
    return f"{number:,}".replace(",", ".")


@register.filter
def rate(fee: Mapping[str, Any]) -> str:
    """8.000 đ một bản; with tiers and a ceiling as procedures/tariffs.py says them."""
    return tariffs.in_words(fee)
