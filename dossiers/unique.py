"""``unique`` across dossiers: one procedure, one question, one answer. Held as fingerprints, by a constraint of the database.

A dossier that ends without a result gives its answers back: who was refused may file the same again.
"""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.crypto import blind_index
from common.errors import Incomplete
from common.text import nfc
from dossiers.loaded import Loaded
from dossiers.models import Dossier, UniqueAnswer
from dossiers.states import State
from eforms import paths
from eforms.nodes import Field

GIVEN_BACK = frozenset({State.REFUSED, State.REJECTED, State.WITHDRAWN, State.STOPPED, State.EXPIRED})


def is_taken(version_id: uuid.UUID, path: str, value: Any, *, beside: Dossier | None = None) -> bool:
    """Whether a dossier of the version's procedure (another than ``beside``) has this answer; one query."""
    rows = UniqueAnswer.objects.filter(procedure__versions=version_id, path=path, digest=_digest(value))
    return (rows.exclude(dossier=beside) if beside else rows).exists()


def claim(dossier: Dossier, loaded: Loaded) -> None:
    """Hold the dossier's unique answers in place of those it held. A form without such questions costs nothing.

    Raises ``Incomplete`` when another dossier was quicker; the transaction stays usable.
    """
    asked = list(_asked(loaded))
    if not asked:
        return
    procedure_id = dossier.version.procedure_id
    answers = ((node, paths.get(dossier.answers, node.parts)) for node in asked)
    held = [(node, value) for node, value in answers if value is not paths.MISSING and not node.is_empty(value)]
    dossier.unique_answers.all().delete()
    for node, value in held:
        row = UniqueAnswer(procedure_id=procedure_id, path=node.path, digest=_digest(value), dossier=dossier)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise Incomplete(
                [_("%(question)s đã có trong một hồ sơ khác, hãy kiểm tra lại") % {"question": node.label}]
            ) from None


def give_back(dossier: Dossier) -> None:
    """The dossier ended: what ended without a result no longer keeps others from the same answer."""
    if dossier.state in GIVEN_BACK:
        dossier.unique_answers.all().delete()


def _asked(loaded: Loaded) -> Iterator[Field]:
    return (node for node in loaded.source.nodes if node.unique and not node.grids)


def _digest(value: Any) -> str:
    """Words that differ only in case or blanks are the same answer."""
    plain = " ".join(nfc(value).lower().split()) if isinstance(value, str) else value
    return blind_index(json.dumps(plain, sort_keys=True, ensure_ascii=False), purpose="unique")
