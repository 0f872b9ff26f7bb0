"""Text: one line, several lines, e-mail, telephone, web address."""

import re
from collections.abc import Iterator
from typing import Any

from common.text import nfc, tidy
from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.paths import section
from eforms.ports import Ports
from eforms.types.base import FieldType, Json, Posted, Unreadable

MAX_LENGTH = 20_000
BIGGEST_NUMBER = 10**20
TEXT_RULES = frozenset({"minLength", "maxLength", "minWords", "maxWords", "pattern"})
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_PHONE = re.compile(r"0\d{9,10}")
_PHONE_MARKS = re.compile(r"[\s.\-()]+")
# Half a surrogate pair cannot be written as UTF-8 and would break the page; signs that turn the writing around hide a text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LETTER = "a-z0-9\u00a1-\ud7ff\uf900-\uffff"
_NAME = rf"[{_LETTER}](?:[{_LETTER}-]{{0,61}}[{_LETTER}])?"
_HOST = re.compile(rf"(?:{_NAME}\.)*{_NAME}", re.IGNORECASE)
_WEB = re.compile(r"(?:(https?|ftp)://|//)?([^\s/?#@:]{1,253})(?::(\d{2,5}))?(?:[/?#]\S*)?", re.IGNORECASE)
_TOP = re.compile(r"[a-z\u00a1-\ud7ff]{2,63}", re.IGNORECASE)
_INWARD = re.compile(r"(?:10|127)\..*|169\.254\..*|192\.168\..*|172\.(?:1[6-9]|2\d|3[01])\..*", re.ASCII)


class TextField(FieldType):
    """One line of text, NFC; blanks are collapsed where a person typed them."""

    name = "textfield"
    rules = TEXT_RULES

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base. A number is taken as its digits; lists and objects are refused (the reference lets them in)."""
        if raw is None:
            return None
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and abs(raw) < BIGGEST_NUMBER:  # not NaN, not infinity
            raw = str(raw)
        if not isinstance(raw, str):
            raise Unreadable("type", "text")
        if len(raw) > MAX_LENGTH:
            # One too many is kept, so that the saved text is still refused when it is looked at again.
            raise Unreadable("maxLength", "too-long", self.stored(raw[: MAX_LENGTH + 1]))
        return self.clean(raw) if field.spec.get("truncateMultipleSpaces") is True else self.stored(raw)

    def stored(self, raw: str) -> str:
        """The stored form of a text: NFC, without control characters."""
        return _CONTROL.sub("", nfc(raw))

    def clean(self, raw: str) -> str:
        """What a person meant who typed this."""
        return tidy(raw)

    def is_empty(self, value: Json) -> bool:
        """Blanks alone say nothing."""
        return value is None or (isinstance(value, str) and not value.strip())

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """See base."""
        typed = super().read(field, name, post)
        return self.clean(typed) if isinstance(typed, str) and len(typed) <= MAX_LENGTH else typed

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
    """An e-mail address in lower case."""

    name = "email"

    def stored(self, raw: str) -> str:
        """See base."""
        return super().stored(raw).strip().lower()

    def clean(self, raw: str) -> str:
        """Without the blanks that telephones add."""
        return "".join(tidy(raw).split())

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
    """A telephone number of Viet Nam; typed ``0912 345 678`` or ``+84 912…`` it is stored as 0912345678."""

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
        bare = self.clean(value)
        if not (bare.isascii() and _PHONE.fullmatch(bare)):
            yield "", "pattern", words.say("phone", "pattern")

    def display(self, field: Field, value: Json) -> str:
        """0912 345 678."""
        text = self.clean(value or "")
        return f"{text[:4]} {text[4:7]} {text[7:]}".strip() if _PHONE.fullmatch(text) else text

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        extra = {"type": "tel", "autocomplete": "tel", "spellcheck": False, "width": "govuk-input--width-20"}
        return {**super().widget(field, value, ports), **extra}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string"}


class Url(TextField):
    """A web address, with or without https://; none that leads inside a network, none that hides a name before an @."""

    name = "url"

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """See base."""
        if len(value) > 2_000 or not self._leads_out(value):
            yield "", "url", words.say("url")

    def _leads_out(self, address: str) -> bool:
        found = _WEB.fullmatch(address)
        if not found or not _HOST.fullmatch(found.group(2)):
            return False
        scheme, host = found.group(1), found.group(2)
        last = host.rpartition(".")[2]
        if last.isascii() and last.isdecimal():
            parts = host.split(".")
            real = len(parts) == 4 and all(part.isascii() and part.isdecimal() and int(part) < 256 for part in parts)
            return real and not _INWARD.fullmatch(host)
        return bool(_TOP.fullmatch(last)) if "." in host else bool(scheme)

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        extra = {"type": "url", "inputmode": "url", "autocomplete": "url", "spellcheck": False}
        return {**super().widget(field, value, ports), **extra}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "maxLength": 2_000}
