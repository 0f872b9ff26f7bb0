"""What an act has told and printed: rows of the outbox, which a worker takes after the commit."""

from typing import Any

from common import outbox
from dossiers.models import Dossier

# What an applicant is not told of a part of their dossier (liên thông).
QUIET = frozenset({"submitted", "received", "issued", "delivered"})


def tell_applicant(dossier: Dossier, kind: str, *, once: str = "") -> None:
    """Queue the message of ``kind`` to the applicant; ``once`` tells repeated happenings of one kind apart.

    Of a part only what they have to do is told: the applicant has one dossier, and hears when that moves.
    """
    if dossier.parent_id and kind in QUIET:
        return
    payload = {"dossier": str(dossier.pk), "kind": kind, "once": once}
    outbox.append("dossiers.notify", payload, key=f"notify:{dossier.pk}:{kind}:{once}")


def print_form(dossier: Dossier, kind: str, *, once: str = "", data: dict[str, Any] | None = None) -> None:
    """Queue a paper of ``kind``; the worker renders it after commit."""
    payload = {"dossier": str(dossier.pk), "kind": kind, "once": once, **(data or {})}
    outbox.append("dossiers.print", payload, key=f"print:{dossier.pk}:{kind}:{once}")
