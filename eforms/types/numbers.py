"""Numbers as Vietnamese people write them (1.250,5) and as JSON holds them; money in whole đồng."""

import math
import re
from typing import Any

from common.money import vnd
from eforms.nodes import Field
from eforms.paths import section
from eforms.ports import Ports
from eforms.types.base import FieldType, Json, Posted, Unreadable, kept

_PLAIN = re.compile(r"-?\d{1,15}(?:[.,]\d{1,10})?")
_GROUPED_DOTS = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d{1,10})?")
_GROUPED_BLANKS = re.compile(r"-?\d{1,3}(?: \d{3})+(?:[.,]\d{1,10})?")
_MONEY = re.compile(r"(-?\d{1,15}|-?\d{1,3}(?:[. ,]\d{3}){1,4}) ?(?:đ|₫|đồng|VND|VNĐ)?", re.IGNORECASE)
_JSON = re.compile(r"\s*[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})(?:[eE][+-]?\d{1,3})?\s*", re.ASCII)
BIGGEST = 10**15


def parse(text: str) -> int | float | None:
    """Read ``12``, ``12,5``, ``1.250``, ``1.250,5``, ``12.5``; ``None`` when it is none of these.

    A point before exactly three digits groups thousands only when it repeats or the first group has no leading zero.
    """
    text = text.strip().replace("\u00a0", " ")
    if _GROUPED_DOTS.fullmatch(text) and not text.lstrip("-").startswith("0"):
        text = text.replace(".", "").replace(",", ".")
    elif _GROUPED_BLANKS.fullmatch(text):
        text = text.replace(" ", "").replace(",", ".")
    elif _PLAIN.fullmatch(text):
        text = text.replace(",", ".")
    else:
        return None
    value = float(text)
    return int(value) if value.is_integer() else value


def shown(value: int | float) -> str:
    """Write with points between thousands and a comma before the fraction: 1.250,5; ``parse`` reads it back."""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    whole, _, fraction = f"{abs(value):.10f}".rstrip("0").partition(".")
    return ("-" if value < 0 else "") + f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


class Number(FieldType):
    """A number; ``decimalLimit: 0`` in the document asks for a whole one."""

    name = "number"
    rules = frozenset({"min", "max"})
    empty = None
    wrong = "number"

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base. JSON's own writing of numbers; words in a number are an error (the reference drops them in silence)."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
            raise Unreadable("type", self.wrong)
        value = (self.from_json(raw) if len(raw) < 60 else None) if isinstance(raw, str) else raw
        if value is None or (isinstance(value, float) and not math.isfinite(value)) or abs(value) > BIGGEST:
            raise Unreadable("type", self.wrong, kept(raw))
        value = int(value) if isinstance(value, float) and value.is_integer() else value
        if isinstance(value, float):
            value = round(value, 10)
            if self.whole(field):
                raise Unreadable("type", "whole", kept(raw))
        return value

    def from_json(self, text: str) -> int | float | None:
        """The number that a text in JSON is: 12.5, 1e3; ``None`` when it is none."""
        return float(text) if _JSON.fullmatch(text) else None

    def parse(self, text: str) -> int | float | None:
        """The number that a person wrote, or ``None``."""
        return parse(text)

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """See base: 1.250,5 as people write it; what is no number stays as typed."""
        typed = super().read(field, name, post)
        if not isinstance(typed, str) or not typed.strip() or len(typed) >= 60:
            return typed
        value = self.parse(typed)
        return typed if value is None else value

    def whole(self, field: Field) -> bool:
        """Tell whether fractions are refused."""
        limit = field.spec.get("decimalLimit")
        return limit is not None and str(limit) == "0"

    def display(self, field: Field, value: Json) -> str:
        """1.250,5 and the unit (``suffix``)."""
        if value is None or value == "":
            return ""
        text = shown(value) if isinstance(value, (int, float)) else str(value)
        suffix = field.spec.get("suffix") or ""
        return f"{text} {suffix}".strip()

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """See base."""
        return {"": ["" if value is None else shown(value) if isinstance(value, (int, float)) else str(value)]}

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {
            **super().widget(field, value, ports),
            "type": "text",
            "inputmode": "numeric" if self.whole(field) else "decimal",
            "spellcheck": False,
            "width": "govuk-input--width-5 app-number",
            "suffix": field.spec.get("suffix") or "",
        }

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        rules = section(field.spec, "validate")
        limits = {
            to: rules[key] for key, to in (("min", "minimum"), ("max", "maximum")) if isinstance(rules.get(key), (int, float))
        }
        return {"type": "integer" if self.whole(field) else "number", **limits}


class Currency(Number):
    """Money: whole đồng, typed as ``1.250.000 đ`` or ``1250000``."""

    name = "currency"
    wrong = "currency"

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base. An emptied box stays "", as in the reference: rules see the difference to one never asked."""
        return "" if isinstance(raw, str) and not raw.strip() else super().normalise(field, raw, ports)

    def from_json(self, text: str) -> int | float | None:
        """Money is written the same everywhere: there is no fraction of a đồng that a point could part."""
        return self.parse(text)

    def parse(self, text: str) -> int | float | None:
        """See base."""
        found = _MONEY.fullmatch(text.strip().replace("\u00a0", " "))
        return int(re.sub(r"[. ,]", "", found.group(1))) if found else None

    def whole(self, field: Field) -> bool:
        """There is no fraction of a đồng."""
        return True

    def display(self, field: Field, value: Json) -> str:
        """1.250.000 đ."""
        return vnd(value) if isinstance(value, int) else "" if value is None else str(value)

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {**super().widget(field, value, ports), "suffix": "đ", "width": "govuk-input--width-10 app-number"}
