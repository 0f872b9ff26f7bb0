"""A province's own copy takes the place of a national procedure from a day on: in lists, search, and when one files."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from audit import log
from common.actors import Actor
from common.errors import DomainError
from procedures.locks import lock_procedure
from procedures.models import Procedure
from procedures.services.changes import must_publish
from procedures.services.shown import refresh


class BadCopy(DomainError):
    """A procedure that replaces itself, or one that itself was replaced: chains would hide what applies."""

    code = "bad-copy"
    default_message = _("Thủ tục thay thế và thủ tục được thay phải là hai thủ tục, không nối tiếp nhau.")


@transaction.atomic
def take_place(code: str, old: str, since: date, *, by: Actor) -> Procedure:
    """Procedure ``code`` stands in the place of ``old`` from ``since`` on, as soon as it is published itself.

    Once again with the same facts changes nothing. Raises ``BadCopy``, ``NotFound``, ``NotAllowed``.
    """
    must_publish(by, Seat.Role.AUTHOR, Seat.Role.APPROVER)
    # Always in the order of their codes: two acts the other way round would wait for each other.
    held = {one: lock_procedure(one) for one in sorted({code, old})}
    copy, replaced = held[code], held[old]
    if code == old or replaced.replaces_id or Procedure.objects.filter(replaces=copy).exists():
        raise BadCopy
    if (copy.replaces_id, copy.replaces_from) == (replaced.pk, since):
        return copy
    copy.replaces, copy.replaces_from = replaced, since
    return _keep(copy, replaced, "replace", by, {"replaces": old, "from": str(since)})


@transaction.atomic
def give_back(code: str, *, by: Actor) -> Procedure:
    """The copy no longer stands in another's place; both are listed again. Raises ``NotFound``, ``NotAllowed``."""
    must_publish(by, Seat.Role.AUTHOR, Seat.Role.APPROVER)
    copy = lock_procedure(code)
    replaced = copy.replaces
    copy.replaces, copy.replaces_from = None, None
    return _keep(copy, replaced, "give-back", by, {"replaces": replaced.code if replaced else ""})


def _keep(copy: Procedure, replaced: Procedure | None, act: str, by: Actor, facts: dict[str, str]) -> Procedure:
    copy.save(update_fields=["replaces", "replaces_from"])
    for one in (copy, replaced):
        if one is not None:
            refresh(one)
    log.append(f"procedure:{copy.code}", act, by, facts)
    return copy
