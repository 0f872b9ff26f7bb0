"""Editing everyday words: every change is a row of the audit log and counts for the next search."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit import log
from audit.selectors import history
from common.actors import Actor
from common.errors import DomainError, NotFound
from common.text import tidy
from procedures import revision
from procedures.models import Synonym
from procedures.search import misses
from procedures.search.words import everyday, plain

STREAM = "search:synonyms"


class AlreadyThere(DomainError):
    """Another row has this phrase."""

    code = "phrase-there"
    default_message = _("Từ này đã có trong danh sách.")


class SaysNothing(DomainError):
    """A phrase or its meaning has no letter or digit, or the meaning only repeats the phrase."""

    code = "says-nothing"
    default_message = _("Nhập từ người dân nói và từ danh mục ghi, hai bên khác nhau.")


class ChangedMeanwhile(DomainError):
    """Somebody changed the row since it was read."""

    code = "synonym-changed"
    default_message = _("Người khác vừa sửa từ này. Xem lại rồi lưu.")


@transaction.atomic
def add(phrase: str, means: str, *, by: Actor, elsewhere: str = "") -> Synonym:
    """Add an everyday phrase: what the catalogue calls it, or where else it is done; a query in vain that says the same leaves
    its list. Raises ``SaysNothing``, ``AlreadyThere``."""
    phrase, means, elsewhere = _checked(phrase, means, elsewhere)
    try:
        with transaction.atomic():
            made = Synonym.objects.create(phrase=phrase, means=means, elsewhere=elsewhere)
    except IntegrityError:
        raise AlreadyThere from None
    misses.settle(phrase)
    _told("synonym-add", by, {"id": made.pk, "phrase": phrase, "means": means, "elsewhere": elsewhere})
    return made


@transaction.atomic
def change(synonym_id: int, phrase: str, means: str, *, seen: str, by: Actor, elsewhere: str = "") -> Synonym:
    """Change a row whose meaning the person saw as ``seen``. Raises also ``ChangedMeanwhile``, ``NotFound``."""
    phrase, means, elsewhere = _checked(phrase, means, elsewhere)
    row = _locked(synonym_id)
    if row.means != seen:
        raise ChangedMeanwhile
    before = {"phrase": row.phrase, "means": row.means, "elsewhere": row.elsewhere}
    row.phrase, row.means, row.elsewhere = phrase, means, elsewhere
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise AlreadyThere from None
    _told("synonym-change", by, {"id": row.pk, "phrase": phrase, "means": means, "elsewhere": elsewhere, "before": before})
    return row


@transaction.atomic
def remove(synonym_id: int, *, by: Actor) -> None:
    """Take a row away. Raises ``NotFound``."""
    row = _locked(synonym_id)
    facts = {"id": row.pk, "phrase": row.phrase, "means": row.means}
    row.delete()
    _told("synonym-remove", by, facts)


def taken_away() -> set[str]:
    """The phrases that publishers removed or changed into others and that nobody added again. One query."""
    gone: set[str] = set()
    for act in history(STREAM):
        if act.action == "synonym-remove":
            gone.add(act.data["phrase"])
            continue
        gone |= {act.data["before"]["phrase"]} if "before" in act.data else set()
        gone.discard(act.data["phrase"])
    return gone


def _checked(phrase: str, means: str, elsewhere: str) -> tuple[str, str, str]:
    phrase, means, elsewhere = tidy(phrase).lower(), tidy(means), tidy(elsewhere)
    said = everyday({phrase: means}) if means or not elsewhere else plain(phrase)
    if not said or plain(phrase) == plain(means):
        raise SaysNothing
    return phrase, means, elsewhere


def _locked(synonym_id: int) -> Synonym:
    row = Synonym.objects.select_for_update().filter(pk=synonym_id).first()
    if row is None:
        raise NotFound
    return row


def _told(action: str, by: Actor, facts: dict[str, object]) -> None:
    log.append(STREAM, action, by, facts)
    revision.bump()
