"""An uploaded file taken over in batches: each batch with its items and the run's count in one transaction.

A worker that dies leaves whole batches; the next goes on behind the last. One worker a run (advisory lock).
"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.core.files.base import File
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from common import clock
from common.actors import Actor
from common.errors import DomainError, NotAllowed, NotFound
from common.locks import try_hold
from common.text import tidy
from procedures.importing import reading, writing
from procedures.importing.reading import Read
from procedures.importing.writing import Item, Options
from procedures.models import ImportItem, ImportRun, VersionDraft
from procedures.services.changes import must_hold, person

MOST_BYTES = 50 * 1024 * 1024
SILENT = timedelta(minutes=2)
KEPT = timedelta(days=30)
"""How long an uploaded file is kept after it was taken over: to look at when its result is doubted. What became of every
record stays."""
FOLDER = "imports"
STRAY = timedelta(days=1)
Status = ImportRun.Status


class TooLarge(DomainError):
    """The file is larger than ``MOST_BYTES``."""

    code = "too-large"
    default_message = _("Tệp lớn quá 50 MB. Nén bằng gzip hoặc chia thành nhiều tệp.")


class NothingInIt(DomainError):
    """The file is empty."""

    code = "empty"
    default_message = _("Tệp không có nội dung.")


def begin(file: File, *, by: Actor) -> ImportRun:
    """Keep an uploaded file to be imported. Authors of the root agency alone: a file may name any procedure.

    Raises ``NotAllowed``, ``TooLarge``, ``NothingInIt``; whether the file can be read is told by the run.
    """
    must_hold(by, [Seat.Role.AUTHOR])
    user_id, seat_id = person(by)
    if not Seat.objects.filter(pk=seat_id, agency__parent=None).exists():
        raise NotAllowed(str(_("Chỉ người soạn ở cơ quan cao nhất của tỉnh nhập được tệp thủ tục.")))
    if not file.size:
        raise NothingInIt
    if file.size > MOST_BYTES:
        raise TooLarge
    mark = hashlib.sha256()
    for chunk in file.chunks():
        mark.update(chunk)
    file.seek(0)
    run = ImportRun(by_id=user_id, seat_id=seat_id, name=tidy(file.name or "")[:200], size=file.size, sha256=mark.hexdigest())
    run.file.save(str(run.pk), file, save=False)
    run.save(force_insert=True)
    return run


def run_for(seat: Seat, run_id: uuid.UUID) -> ImportRun:
    """A run that a publisher of the root agency asked for; ``NotFound`` for everybody else. One query."""
    found = runs_within(seat).filter(pk=run_id).select_related("by__person").first()
    if found is None:
        raise NotFound
    return found


def runs_within(seat: Seat) -> QuerySet[ImportRun]:
    """The runs that a seat may see: all of them from the root agency, none from elsewhere."""
    return ImportRun.objects.all() if seat.agency.parent_id is None else ImportRun.objects.none()


def waiting() -> list[uuid.UUID]:
    """Runs that no worker has taken, and those whose worker has not been heard of. One query."""
    silent = Q(touched_at=None) | Q(touched_at__lt=clock.now() - SILENT)
    return list(ImportRun.objects.filter(silent, status__in=ImportRun.OPEN).order_by("created_at").values_list("pk", flat=True))


def work(run_id: uuid.UUID) -> None:
    """Take over what is left of a run; does nothing where another worker is at it or nothing is left."""
    with try_hold(f"procedures.import.{run_id}") as mine:
        run = ImportRun.objects.filter(pk=run_id, status__in=ImportRun.OPEN).first() if mine else None
        if run is None:
            return
        try:
            _work(run)
        except reading.Unreadable as bad:
            _give_up(run, str(bad))
        except FileNotFoundError:
            _give_up(run, str(_("tệp không còn trong kho")))


def _give_up(run: ImportRun, reason: str) -> None:
    run.status, run.reason, run.finished_at = Status.FAILED, reason[:500], clock.now()
    run.save(update_fields=["status", "reason", "finished_at"])


def _work(run: ImportRun) -> None:
    run.status, run.touched_at = Status.RUNNING, clock.now()
    with run.file.open("rb") as file:
        if run.total is None:
            run.total = reading.lines_in(file)
            file.seek(0)
        run.save(update_fields=["status", "touched_at", "total"])
        options = Options(source=run.name)
        # What was read before decides what is a repetition; codes of failed records are none.
        before = run.items.exclude(outcome=ImportItem.Outcome.FAILED).order_by("position").values_list("code", "line")
        for code, line in before:
            options.seen.setdefault(code, line)
        for batch in _batches(reading.read_file(file), run.done):
            _batch(run, batch, options)
    run.status, run.finished_at, run.total = Status.DONE, clock.now(), run.done
    run.save(update_fields=["status", "finished_at", "total"])


def _batches(reads: Iterator[Read], skip: int) -> Iterator[Sequence[Read]]:
    rest = islice(reads, skip, None)
    while batch := list(islice(rest, writing.BATCH)):
        yield batch


@transaction.atomic
def _batch(run: ImportRun, batch: Sequence[Read], options: Options) -> None:
    items = writing.write(batch, options)
    ImportItem.objects.bulk_create(_item(run, run.done + index, item) for index, item in enumerate(items, 1))
    run.done += len(items)
    for outcome, number in Counter(item.outcome for item in items).items():
        setattr(run, outcome, getattr(run, outcome) + number)
    run.touched_at = clock.now()
    run.save(update_fields=["done", "created", "updated", "unchanged", "failed", "touched_at"])


def _item(run: ImportRun, position: int, item: Item) -> ImportItem:
    return ImportItem(
        run=run,
        position=position,
        line=item.line,
        code=item.code[:40],
        name=item.name,
        outcome=item.outcome,
        error=item.error,
        lint=writing.as_json([found.as_dict() for found in item.lint]),
    )


def forget(now: datetime) -> int:
    """Delete files that were taken over ``KEPT`` ago, and files of uploads that broke off before their row; returns how many.

    The file goes before its name: a crash in between leaves a name, which the next run meets again.
    """
    old = list(ImportRun.objects.exclude(file="").filter(finished_at__lt=now - KEPT).order_by("pk"))
    for run in old:
        run.file.delete(save=False)
        ImportRun.objects.filter(pk=run.pk).update(file="")
    storage = ImportRun._meta.get_field("file").storage
    there = storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []
    named = set(ImportRun.objects.exclude(file="").values_list("file", flat=True))
    paths = [path for path in (f"{FOLDER}/{name}" for name in there) if path not in named]
    strays = [path for path in paths if storage.get_modified_time(path) < now - STRAY]
    for path in strays:
        storage.delete(path)
    return len(old) + len(strays)


def drafts_of(items: Sequence[ImportItem]) -> dict[str, uuid.UUID]:
    """The open drafts of the procedures of these items, by code. One query."""
    codes = [item.code for item in items if item.outcome != ImportItem.Outcome.FAILED]
    rows = VersionDraft.objects.filter(procedure__code__in=codes, status__in=VersionDraft.OPEN).order_by("pk")
    return dict(rows.values_list("procedure__code", "pk"))


def lint_counts(run: ImportRun) -> list[tuple[str, int]]:
    """(code, how many records have it) of a run, the commonest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT found ->> 'code', count(DISTINCT item.id) FROM procedures_importitem item, "
            "jsonb_array_elements(item.lint) found WHERE item.run_id = %s GROUP BY 1 ORDER BY 2 DESC, 1",
            [run.pk],
        )
        return cursor.fetchall()
