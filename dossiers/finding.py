"""Full text over a unit's dossiers: code, name, phone and identity number, by one index that holds at any size.

``dossier_terms`` (migration ``finding_dossiers``) makes of each dossier the words it is found by, each led by the id of a
unit that receives, handles or holds it: a search reads only its own unit's part of the index, however large the table. Names
are folded; numbers are there as blind indexes only (decisions.md).
"""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.functions import Cast

from accounts.models import identity_index, phone_index
from common.crypto import blind_index
from common.text import fold
from dossiers.models import Dossier

MOST = 1000
"""More than these are found by walking the queue in its order instead: such words are everywhere in it."""
HASH = 20
WHOLE = (9, 10, 11, 12)
"""How many digits identity and phone numbers have."""
_NUMBER = re.compile(r"[+\d][\d .\-]*\Z")
_END_OF_CODE = re.compile(r"\d{6}-\d+\Z")
_HIDDEN = re.compile(r"#[0-9a-f]{20}\Z")
_ARGUMENTS = ("receiving_id", "handling_id", "holder_id", "owner_folded", "code", "proof_indexes")


class _Matches(Func):
    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def _matching(query: str, agency_id: int) -> _Matches | None:
    """The condition that a dossier fits what was typed, by the indexed expression; None where nothing can be searched for."""
    asked = [" | ".join(_lexeme(agency_id, word, open_end) for word, open_end in either) for either in _words(query)]
    if not asked:
        return None
    terms = Func(*map(F, _ARGUMENTS), function="dossier_terms", output_field=SearchVectorField())
    return _Matches(terms, Cast(Value(" & ".join(f"({one})" for one in asked)), TextField()))


@dataclass(frozen=True)
class Found:
    """The keys of the dossiers that fit, at most ``MOST``; ``more``: there are others."""

    keys: list[Any]
    more: bool


def ids(query: str, agency_id: int) -> Found:
    """What the unit's part of the index has for the words typed; one query, none where nothing can be searched for."""
    condition = _matching(query, agency_id)
    if condition is None:
        return Found([], more=False)
    keys = list(Dossier.objects.filter(condition).order_by().values_list("pk", flat=True)[: MOST + 1])
    return Found(keys[:MOST], more=len(keys) > MOST)


def hidden(query: str) -> str:
    """What was typed as an address may carry it: a whole identity or phone number as its blind index, led by "#"."""
    typed = query.strip()
    digits = "".join(c for c in typed if c.isdigit())
    if _NUMBER.match(typed) and len(digits) in WHOLE and not _END_OF_CODE.match(typed):
        return "#" + _hash(digits)
    return query


def is_hidden(query: str) -> bool:
    """Whether the text is a number that ``hidden`` made unreadable."""
    return _HIDDEN.match(query) is not None


def on_the_way(query: str) -> Q:
    """The same words of a task's dossier as a condition without index: for words that are met soon on the way through a tab."""
    found = Q()
    for word in fold(query).split():
        found &= Q(dossier__owner_folded__contains=word) | Q(dossier__code__icontains=word)
    return found


_Word = tuple[str, bool]


def _words(query: str) -> list[list[_Word]]:
    """What must be there, each as alternatives of (word, whether more may follow it). The last word may be unfinished.

    Digits may be the end of a code or a number of the applicant's, whole or its last four.
    """
    typed = query.strip()
    if is_hidden(typed):
        return [[(typed[1:], False)]]
    digits = "".join(c for c in typed if c.isdigit())
    if _NUMBER.match(typed) and len(digits) in (4, *WHOLE):
        return [[(_hash(digits), False), (fold(typed), True)]]
    words = fold(typed).split()
    return [[(word, index == len(words) - 1 or any(c.isdigit() for c in word))] for index, word in enumerate(words)]


def _hash(digits: str) -> str:
    """The blind index of what so many digits can be."""
    if len(digits) == 4:
        return blind_index(digits, purpose="proof")[:HASH]
    if len(digits) in (9, 12):
        return identity_index(digits)[:HASH]
    local = "0" + digits[2:] if digits.startswith("84") and len(digits) == 11 else digits
    return phone_index(local)[:HASH]


def _lexeme(agency_id: int, word: str, open_end: bool) -> str:
    """A word of the unit's part of the index as a ``tsquery`` has it, taken as it stands."""
    quoted = f"{agency_id}:{word}".replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'" + (":*" if open_end else "")
