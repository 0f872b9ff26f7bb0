"""Long lists as HTML, built outside the template engine: a page may hold six lists of a hundred places each."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

from eforms.ports import Option


def option_tags(options: Sequence[Option], chosen: str) -> SafeString:
    """``<option>`` elements, escaped, the chosen one selected; the list's own text is remembered."""
    drawn = _drawn(tuple(options))
    if not chosen:
        return drawn
    mark = f'<option value="{escape(chosen)}"'
    return SafeString(drawn.replace(f"{mark}>", f"{mark} selected>", 1))


@lru_cache(maxsize=512)
def _drawn(options: tuple[Option, ...]) -> SafeString:
    return SafeString("".join(_one(option) for option in options))


def _one(option: Option) -> str:
    label = f"{option.label} ({option.note})" if option.note else option.label
    return f'<option value="{escape(option.value)}">{escape(label)}</option>'
