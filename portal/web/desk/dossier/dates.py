"""A result's dates as officials write them, 20/10/2015, and as the paper's data keeps them, 2015-10-20.

Of an old entry only the month or the year may be known: what is no whole date stays as it was typed.
"""

from datetime import date, datetime

from django import forms


def shown(kept: str) -> str:
    """2015-10-20 → 20/10/2015."""
    try:
        return f"{date.fromisoformat(kept):%d/%m/%Y}"
    except ValueError:
        return kept


def kept(typed: str) -> str:
    """20/10/2015 or 20-10-2015 → 2015-10-20."""
    try:
        return datetime.strptime(typed.replace("-", "/").replace(".", "/"), "%d/%m/%Y").date().isoformat()
    except ValueError:
        return typed


class RegisterDate(forms.CharField):
    """A date of a register: shown and typed day first, given on as ``kept``."""

    def prepare_value(self, value: object) -> object:
        return shown(value) if isinstance(value, str) else value

    def clean(self, value: object) -> str:
        return kept(super().clean(value))
