"""The catalogue's lexicon in this process: read once, read again when a publication or a synonym changed it."""

from procedures import revision
from procedures.models import SearchEntry, Synonym
from procedures.search.words import Lexicon, build

_held: tuple[str, Lexicon] | None = None


def current() -> Lexicon:
    """The lexicon of the catalogue as it is now. One query, and two more when something was published since."""
    global _held
    now = revision.current()
    if _held is None or _held[0] != now:
        rows = list(SearchEntry.objects.order_by("procedure_id").values_list("folded_title", "folded_text"))
        _held = now, build((row[0] for row in rows), (row[1] for row in rows), synonyms())
    return _held[1]


def synonyms() -> dict[str, str]:
    """Everyday phrase → what the catalogue says. One query."""
    return dict(Synonym.objects.order_by("phrase").values_list("phrase", "means"))
