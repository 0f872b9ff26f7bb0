"""The catalogue's lexicon in this process: read once, read again when a publication or a synonym changed it."""

from procedures import revision
from procedures.models import SearchEntry, Synonym
from procedures.search.words import Lexicon, build

_held: tuple[str, Lexicon] | None = None


def current() -> Lexicon:
    """The lexicon of the catalogue as it is now. One query, and three more when something was published since."""
    global _held
    now = revision.current()
    if _held is None or _held[0] != now:
        rows = list(SearchEntry.objects.order_by("procedure_id").values_list("folded_title", "folded_text", "english"))
        afar = dict(Synonym.objects.exclude(elsewhere="").order_by("phrase").values_list("phrase", "elsewhere"))
        texts = (f"{text} {english}" if english else text for _title, text, english in rows)
        _held = now, build((row[0] for row in rows), texts, synonyms(), afar)
    return _held[1]


def synonyms() -> dict[str, str]:
    """Everyday phrase → what the catalogue says. One query."""
    return dict(Synonym.objects.order_by("phrase").values_list("phrase", "means"))
