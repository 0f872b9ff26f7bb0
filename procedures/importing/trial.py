"""Publishing imports without review, for trials: refused unless the setting allows it, and production never does.

Such a version is only shown (``service_level`` information): it has no e-form and no process, so ``contents.validate`` and
with it ``services.publish`` would rightly refuse it. What it writes is otherwise the same.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError
from common.ids import uuid7
from procedures import content as contents
from procedures import revision, selectors
from procedures.models import DraftChange, Procedure, ProcedureVersion, Publication, VersionDraft
from procedures.services.index import reindex_many

Status = Publication.Status
MOST_NAME = ProcedureVersion._meta.get_field("name").max_length or 500


class NotAllowedHere(DomainError):
    """This installation does not publish without review."""

    code = "trial-publish-refused"
    default_message = _("Bản cài đặt này không cho công bố bỏ qua bước duyệt (ALLOW_TRIAL_PUBLISH chưa bật).")


def must_be_allowed() -> None:
    """Raise ``NotAllowedHere`` unless the setting ALLOW_TRIAL_PUBLISH is on."""
    if not settings.ALLOW_TRIAL_PUBLISH:
        raise NotAllowedHere


def publish(drafts: Sequence[VersionDraft], *, by: Actor) -> list[ProcedureVersion]:
    """Bring drafts into force today, findable at once; in the caller's transaction, which holds their locks."""
    must_be_allowed()
    if not drafts:
        return []
    ids = [draft.procedure_id for draft in drafts]
    numbers = dict(Procedure.objects.filter(pk__in=ids).values_list("pk").annotate(last=Max("versions__number")).order_by("pk"))
    versions = [_version(draft, (numbers[draft.procedure_id] or 0) + 1) for draft in drafts]
    ProcedureVersion.objects.bulk_create(versions)
    shown = Publication.objects.filter(procedure__in=ids, status__in=(Status.PUBLISHED, Status.INTAKE_STOPPED))
    shown.update(status=Status.SUPERSEDED, intake_notice="")
    Publication.objects.bulk_create(_standing(version) for version in versions)
    _close(drafts, versions)
    log.append("system", "trial-publish", by, {"versions": [str(version.pk) for version in versions]})
    findable = set(selectors.listed().filter(pk__in=ids).values_list("pk", flat=True))
    reindex_many(version for version in versions if version.procedure_id in findable)
    revision.bump()
    return versions


def _version(draft: VersionDraft, number: int) -> ProcedureVersion:
    content: dict[str, Any] = {**draft.content, "service_level": "information"}
    name = content["names"]["vi"]
    return ProcedureVersion(
        id=uuid7(),
        procedure=draft.procedure,
        number=number,
        name=name if len(name) <= MOST_NAME else name[: MOST_NAME - 1] + "…",
        content=content,
        content_hash=contents.digest(content),
    )


def _standing(version: ProcedureVersion) -> Publication:
    decided = version.content["source"].get("decision", {})
    return Publication(
        version=version,
        procedure=version.procedure,
        status=Status.PUBLISHED,
        effective_from=clock.today(),
        decision=", ".join(filter(None, (decided.get("number", ""), decided.get("agency", ""))))[:150],
        decision_number=decided.get("number", "")[:60],
        public_on=_day(decided.get("public", "")),
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _close(drafts: Sequence[VersionDraft], versions: Sequence[ProcedureVersion]) -> None:
    moment = clock.now()
    for draft, version in zip(drafts, versions, strict=True):
        draft.status, draft.published_as, draft.updated_at = VersionDraft.Status.PUBLISHED, version, moment
        draft.revision += 1
    VersionDraft.objects.bulk_update(drafts, ["status", "published_as", "revision", "updated_at"])
    DraftChange.objects.bulk_create(
        DraftChange(draft=draft, revision=draft.revision, act="publish", operation={"version": str(version.pk)}, at=moment)
        for draft, version in zip(drafts, versions, strict=True)
    )
