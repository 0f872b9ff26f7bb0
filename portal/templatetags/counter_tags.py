"""How the counter writes days and times."""

from datetime import date, timedelta

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def iso_day(value: str) -> str:
    """1992-11-20 → 20/11/1992; what is no day stays as it was typed."""
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value


@register.filter
def seconds(value: timedelta | None) -> str:
    """84 giây; from two minutes on 3 phút 5 giây."""
    whole = int(value.total_seconds()) if value else 0
    if whole < 120:
        return _("%(s)s giây") % {"s": whole}
    return _("%(m)s phút %(s)s giây") % {"m": whole // 60, "s": whole % 60}
