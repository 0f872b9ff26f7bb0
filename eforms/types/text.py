"""Text: one line, several lines, e-mail, telephone."""

import re
from collections.abc import Iterator
from typing import Any

from common.text import nfc, tidy
from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.paths import section
from eforms.ports import Ports
from eforms.types.base import FieldType, Json, Unreadable

MAX_LENGTH = 20_000
TEXT_RULES = frozenset({"minLength", "maxLength", "minWords", "maxWords", "pattern"})
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_PHONE = re.compile(r"0\d{9,10}")
_PHONE_MARKS = re.compile(r"[\s.\-()]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class TextField(FieldType):
    """One line of text, NFC, blanks collapsed."""

    name = "textfield"
    rules = TEXT_RULES

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base. A number is taken as its digits; lists and objects are refused (the reference lets them in)."""
        if raw is None:
            return ""
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            raw = str(raw)
        if not isinstance(raw, str):
            raise Unreadable("type", "text")
        if len(raw) > MAX_LENGTH:
            raise Unreadable("maxLength", "text", raw[:MAX_LENGTH])
        return self.clean(raw)

    def clean(self, raw: str) -> str:
        """The stored form of a text."""
        return tidy(raw)

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {**super().widget(field, value, ports), "type": "text", "spellcheck": field.spec.get("spellcheck", True)}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        rules = section(field.spec, "validate")
        return {"type": "string", **{key: int(rules[key]) for key in ("minLength", "maxLength") if rules.get(key)}}


class TextArea(TextField):
    """Several lines; line ends are kept."""

    name = "textarea"
    template = "eforms/textarea.html"

    def clean(self, raw: str) -> str:
        """See base."""
        lines = _CONTROL.sub("", nfc(raw)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(line.rstrip() for line in lines).strip()

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        rules = section(field.spec, "validate")
        return {**super().widget(field, value, ports), "rows": field.spec.get("rows") or 5, "max": rules.get("maxLength") or ""}


class Email(TextField):
    """An e-mail address; no blanks, domain in lower case."""

    name = "email"

    def clean(self, raw: str) -> str:
        """See base."""
        local, at, domain = "".join(tidy(raw).split()).partition("@")
        return f"{local}{at}{domain.lower()}"

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """See base."""
        if len(value) > 254 or not _EMAIL.fullmatch(value):
            yield "", "email", words.say("email")

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {**super().widget(field, value, ports), "type": "email", "autocomplete": "email", "spellcheck": False}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "format": "email"}


class PhoneNumber(TextField):
    """A telephone number of Viet Nam, stored as 0912345678 however it was typed (``0912 345 678``, ``+84 912…``)."""

    name = "phoneNumber"

    def clean(self, raw: str) -> str:
        """See base."""
        bare = _PHONE_MARKS.sub("", tidy(raw))
        for prefix in ("+84", "0084"):
            if bare.startswith(prefix):
                return "0" + bare.removeprefix(prefix).removeprefix("0")
        return f"0{bare[2:]}" if bare.startswith("84") and len(bare) == 11 else bare

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """See base."""
        if not (value.isascii() and _PHONE.fullmatch(value)):
            yield "", "pattern", words.say("phone", "pattern")

    def display(self, field: Field, value: Json) -> str:
        """0912 345 678."""
        text = value or ""
        return f"{text[:4]} {text[4:7]} {text[7:]}".strip() if _PHONE.fullmatch(text) else text

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        extra = {"type": "tel", "autocomplete": "tel", "spellcheck": False, "width": "govuk-input--width-20"}
        return {**super().widget(field, value, ports), **extra}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "pattern": r"^0\d{9,10}$"}
