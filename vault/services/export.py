"""Exports: asked for, their parts kept for some days, gone afterwards. What is in them is gathered by portal/export.py."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit import log
from common import blobs, clock, outbox
from common.actors import Actor
from common.errors import DomainError
from common.events import emit
from vault.given import Export, ExportPart
from vault.happened import VaultHappened

TOPIC = "vault.export"
KEPT = timedelta(days=7)
ZIP = "application/zip"


class UnderWay(DomainError):
    """One is being made already."""

    code = "under-way"
    default_message = _("Bản xuất trước đang được tạo. Hệ thống báo bạn khi xong.")


def ask(user: User) -> Export:
    """Ask for everything; the worker makes it. Raises ``UnderWay``."""
    try:
        with transaction.atomic():
            export = Export.objects.create(user=user)
            outbox.append(TOPIC, {"export": str(export.pk)}, key=f"{TOPIC}:{export.pk}")
            log.append(f"account:{user.pk}", "export-asked", Actor("citizen", user_id=user.pk), {"export": str(export.pk)})
    except IntegrityError:
        raise UnderWay from None
    return export


def add_part(export: Export, number: int, data: bytes) -> None:
    """Keep one ZIP; a worker that was killed and comes again puts it in the place of the first."""
    blob = blobs.put(data, ZIP)
    ExportPart.objects.update_or_create(export=export, number=number, defaults={"blob": blob})


@transaction.atomic
def finish(export: Export, papers: int) -> None:
    """It may be fetched from now on, for seven days; its owner is told."""
    export.done_at, export.papers = clock.now(), papers
    export.expires_at = export.done_at + KEPT
    export.save(update_fields=["done_at", "papers", "expires_at"])
    log.append(f"account:{export.user_id}", "export-made", Actor("system"), {"export": str(export.pk)})
    emit(VaultHappened("exported", export.pk, (export.user_id,), until=clock.at(export.expires_at)))


def sweep() -> int:
    """Remove the parts of exports whose days are over; their bytes go with the next sweep of files. Two queries."""
    return ExportPart.objects.filter(export__expires_at__lt=clock.now()).delete()[0]
