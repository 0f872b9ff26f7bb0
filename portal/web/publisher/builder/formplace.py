"""Which e-form of a draft an address is about: the procedure's own, or the one that a case has for itself ("<draft>~<case>")."""

import re
import uuid
from dataclasses import dataclass

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


@dataclass(frozen=True)
class FormPlace:
    """A draft and the code of the case whose form it is, "" for the procedure's."""

    draft: uuid.UUID
    case: str = ""

    def __str__(self) -> str:
        return f"{self.draft}~{self.case}" if self.case else str(self.draft)


class FormPlaceConverter:
    """``<formplace:draft>`` in an address; a bare draft is its procedure's form."""

    regex = rf"{_UUID}(?:~[^/]+)?"

    def to_python(self, value: str) -> FormPlace:
        """Read it."""
        draft, _tilde, case = value.partition("~")
        return FormPlace(uuid.UUID(draft), case)

    def to_url(self, value: object) -> str:
        """Write it."""
        text = str(value)
        if re.fullmatch(self.regex, text) is None:
            raise ValueError(text)
        return text
