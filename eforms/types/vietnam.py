"""Vietnam's own types, each a Form.io base type plus ``properties.vn``: identity number, tax code, amounts and dates in words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from common import jsonlogic
from common.clock import local
from common.money import in_words
from common.text import tidy
from eforms import dates
from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.ports import Ports
from eforms.types.base import FieldType, Json
from eforms.types.text import TextField

_TWELVE = re.compile(r"\d{12}", re.ASCII)
_TAX = re.compile(r"\d{10}(?:-\d{3})?|\d{12}", re.ASCII)
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_FIRST_CENTURY = 1900


def birth_year(number: str) -> int:
    """The year of birth in an identity number: digit 4 is century and sex, digits 5-6 the year (NĐ 70/2024/NĐ-CP)."""
    return _FIRST_CENTURY + int(number[3]) // 2 * 100 + int(number[4:6])


def sex(number: str) -> str:
    """``nam`` or ``nu``: an even fourth digit is male."""
    return "nu" if int(number[3]) % 2 else "nam"


def tax_code_holds(code: str) -> bool:
    """The tenth digit of a tax code is a check digit (weights 31 29 23 19 17 13 7 5 3, modulo 11)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, code, strict=False))
    return 10 - total % 11 == int(code[9])


class NationalId(TextField):
    """Số định danh cá nhân: 12 digits; compared with the fields that ``vn.birthDate`` and ``vn.sex`` name, if any."""

    name = "nationalId"
    rules = frozenset()

    def stored(self, raw: str) -> str:
        """Without the blanks, points and dashes of grouping."""
        return re.sub(r"[\s.\-]+", "", tidy(raw))

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """See base."""
        if not _TWELVE.fullmatch(value):
            yield "", "nationalId", words.say("nationalId")
        elif not 1 <= int(value[:3]) <= 96 or birth_year(value) > local(context.now).year:
            yield "", "nationalId", words.say("nationalId-unreal", "nationalId")
        else:
            yield from self._crossed(field, value, context, words)

    def _crossed(self, field: Field, value: str, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        born = self._other(field, "birthDate", context)
        read = dates.read(born) if isinstance(born, str) else None
        if read and read.year and read.year != birth_year(value):
            yield "", "nationalId", words.say("nationalId-birth", "nationalId")
        stated = self._other(field, "sex", context)
        if stated in ("nam", "nu") and stated != sex(value):
            yield "", "nationalId", words.say("nationalId-sex", "nationalId")

    def _other(self, field: Field, name: str, context: Context) -> Json:
        path = field.vn.get(name)
        if not isinstance(path, str) or not path:
            return None
        if path.startswith("."):  # beside this one: ".ngaySinh"
            return jsonlogic.lookup(context.row, ".".join((*field.parts[:-1], path[1:])))
        head, _, rest = path.partition(".")
        return jsonlogic.lookup(context.row, rest) if head == "row" else jsonlogic.lookup(context.data, path)

    def display(self, field: Field, value: Json) -> str:
        """074 190 001 234: grouped by three, for reading only."""
        text = str(value or "")
        return " ".join(text[i : i + 3] for i in range(0, 12, 3)) if _TWELVE.fullmatch(text) else text

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        extra = {"type": "text", "inputmode": "numeric", "spellcheck": False, "width": "govuk-input--width-20 app-number"}
        return {**super().widget(field, value, ports), **extra, "autocomplete": "off"}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "pattern": r"^\d{12}$"}


class TaxCode(TextField):
    """Mã số thuế: 10 digits with a check digit, 13 for a branch (10-3), or 12: a person's identity number (TT 86/2024/TT-BTC)."""

    name = "taxCode"
    rules = frozenset()

    def stored(self, raw: str) -> str:
        """Digits; a branch is written 0101234567-001."""
        digits = re.sub(r"[\s.\-]+", "", tidy(raw))
        return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 and digits.isdecimal() else digits

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """See base."""
        if not _TAX.fullmatch(value):
            yield "", "taxCode", words.say("taxCode")
        elif len(value) != 12 and not tax_code_holds(value):
            yield "", "taxCode", words.say("taxCode-unreal", "taxCode")

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        extra = {"type": "text", "inputmode": "numeric", "spellcheck": False, "width": "govuk-input--width-20 app-number"}
        return {**super().widget(field, value, ports), **extra, "autocomplete": "off"}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        return {"type": "string", "pattern": r"^(\d{10}(-\d{3})?|\d{12})$"}


class _InWords(FieldType):
    """Words that follow from another answer, named by ``vn.of``; never taken from the client."""

    protected = True
    computed = True
    template = "eforms/computed.html"

    def compute(self, field: Field, data: Mapping[str, Json], row: Mapping[str, Json]) -> Json:
        """See base."""
        head, _, rest = str(field.vn.get("of") or "").partition(".")
        source = jsonlogic.lookup(row, rest) if head == "row" else jsonlogic.lookup(data, str(field.vn.get("of") or ""))
        return self.words(source)

    def words(self, value: Json) -> str:
        """The words for the other answer, "" while there is none."""
        raise NotImplementedError

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        return {"value": str(value or "")}


class AmountInWords(_InWords):
    """Số tiền bằng chữ."""

    name = "amountInWords"

    def words(self, value: Json) -> str:
        """8000 → Tám nghìn đồng."""
        if not isinstance(value, int) or isinstance(value, bool):
            return ""
        said = in_words(value)
        return said[:1].upper() + said[1:]


class DateInWords(_InWords):
    """Ngày bằng chữ, as the birth register asks (TT 04/2020/TT-BTP)."""

    name = "dateInWords"

    def words(self, value: Json) -> str:
        """15/03/2026 → Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu."""
        read = dates.read(value) if isinstance(value, str) and value else None
        if read is None or not read.year:
            return ""
        parts = [("ngày", read.day), ("tháng", read.month), ("năm", read.year)]
        said = " ".join(f"{word} {self._number(word, number)}" for word, number in parts if number)
        return said[:1].upper() + said[1:]

    def _number(self, word: str, number: int) -> str:
        if word == "tháng" and number == 4:
            return "tư"
        return in_words(number).removesuffix(" đồng")
