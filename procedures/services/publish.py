"""Bringing a version into force: one transaction for the document, its standing, the search entry and the audit row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError, NotFound
from procedures import content as contents
from procedures.models import Procedure, ProcedureVersion, Publication
from procedures.services.index import reindex


class NotYet(DomainError):
    """The effective date lies in the future: planned publications are not offered yet."""

    code = "not-yet"
    default_message = _("Ngày áp dụng phải từ hôm nay trở về trước.")


@transaction.atomic
def publish(
    code: str,
    content: Mapping[str, Any],
    *,
    by: Actor,
    effective_from: date,
    decision: str,
    roles: frozenset[str] | None = None,
) -> ProcedureVersion:
    """Publish ``content`` as the next version of procedure ``code``; the version in force becomes superseded.

    Publishing what is already in force changes nothing and returns it. ``decision`` is the publication decision's
    number and date (NĐ 63/2010), ``roles`` the roles held where the procedure is offered.
    Raises ``contents.BadContent``, ``NotYet``, ``NotFound``; running drafts and dossiers keep their version.
    """
    if effective_from > clock.today():
        raise NotYet
    contents.validate(content, roles=roles)
    procedure = Procedure.objects.select_for_update().filter(code=code).first()
    if procedure is None:
        raise NotFound
    fingerprint = contents.digest(content)
    current = _in_force(procedure)
    if current and current.version.content_hash == fingerprint:
        return current.version
    version = _add_version(procedure, content, fingerprint)
    # A version whose intake was stopped is replaced too: publishing anew opens the intake again.
    shown = Publication.objects.filter(procedure=procedure).exclude(status=Publication.Status.WITHDRAWN)
    shown.update(status=Publication.Status.SUPERSEDED)
    Publication.objects.create(
        version=version,
        procedure=procedure,
        status=Publication.Status.PUBLISHED,
        effective_from=effective_from,
        decision=decision,
    )
    reindex(version)
    facts = {"version": str(version.pk), "number": version.number, "hash": fingerprint, "effective_from": str(effective_from)}
    log.append(f"procedure:{code}", "publish", by, facts)
    return version


def _in_force(procedure: Procedure) -> Publication | None:
    in_force = Publication.objects.select_related("version").filter(procedure=procedure, status=Publication.Status.PUBLISHED)
    return in_force.first()


def _add_version(procedure: Procedure, content: Mapping[str, Any], fingerprint: str) -> ProcedureVersion:
    last = procedure.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return ProcedureVersion.objects.create(
        procedure=procedure, number=last + 1, name=content["names"]["vi"], content=dict(content), content_hash=fingerprint
    )
