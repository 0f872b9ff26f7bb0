"""The applicant says that something the State knows is wrong: the question is asked again, and the official is told."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import clock
from common.errors import EmptyReason, NotFound
from dossiers.files import ports
from dossiers.known import asking, chosen, known
from dossiers.loaded import load
from dossiers.locks import lock_open_draft
from dossiers.models import Draft
from eforms import engine, paths

MOST_WORDS = 500


class Unsaid(EmptyReason):
    """What is wrong was not said."""

    default_message = _("Viết thông tin này sai ở đâu để cán bộ đối chiếu.")


@transaction.atomic
def dispute(draft_id: uuid.UUID, user: User, *, name: str, said: str) -> Draft:
    """Take the fact ``name`` as not known; its question is asked, with the State's value in the box to be corrected.

    ``said`` goes with the dossier to the official. Raises ``Unsaid``, ``NotFound`` when nothing is known by that name.
    """
    said = " ".join(said.split())[:MOST_WORDS]
    if not said:
        raise Unsaid
    draft = lock_open_draft(draft_id, user)
    form = load(draft.version_id, draft.case).form
    one, node = chosen(draft).get(name), asking(form, name)
    if one is None or node is None or not one.source.firm:
        raise NotFound
    # The page shows what was known, to be corrected rather than typed anew.
    draft.answers = engine.prepare(form, draft.answers, prefill=known(draft), now=clock.now(), ports=ports(draft)).data
    value = paths.get(draft.answers, node.parts)
    entry = {
        "said": said,
        "known": "" if value is paths.MISSING else node.kind.display(node, value),
        "source": one.source.as_json(),
    }
    draft.disputes = {**(draft.disputes or {}), name: entry}
    return _keep(draft, node.path)


@transaction.atomic
def withdraw(draft_id: uuid.UUID, user: User, *, name: str) -> Draft:
    """The known value was right after all: it is shown again and no longer asked. Unknown names change nothing."""
    draft = lock_open_draft(draft_id, user)
    draft.disputes = {key: entry for key, entry in (draft.disputes or {}).items() if key != name}
    return _keep(draft, "")


def _keep(draft: Draft, path: str) -> Draft:
    """The page of a question that is asked again is not done any more."""
    pages = load(draft.version_id, draft.case).form.pages
    again = {page.key for page in pages if path and any(path in _paths(node) for node in page.fields)}
    draft.pages_done = sorted(set(draft.pages_done) - again)
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["answers", "disputes", "pages_done", "revision", "saved_at"])
    return draft


def _paths(node: object) -> set[str]:
    return {node.path} | {path for child in node.children for path in _paths(child)}  # type: ignore[attr-defined]
