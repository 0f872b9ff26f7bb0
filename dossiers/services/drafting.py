"""Drafts: start, save a page, discard. Each save touches only its own page, so two tabs lose nothing. Files: papers.py."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person, User
from accounts.selectors import known_facts
from agencies.models import Agency
from common import clock
from common.errors import NotAllowed
from common.ids import uuid7
from dossiers import saves
from dossiers.files import ports
from dossiers.known import known
from dossiers.loaded import load
from dossiers.locks import lock_open_draft
from dossiers.models import Draft
from dossiers.saves import Tab
from dossiers.terms import span
from eforms import engine
from eforms.nodes import Form
from procedures import content as contents
from procedures import places
from procedures.models import Offering, ProcedureVersion

PAGE_FIELDS = ("answers", "pages_done", "page", "saves", "replaced")


@transaction.atomic
def start(
    user: User,
    version: ProcedureVersion,
    offering: Offering,
    organisation: Organisation | None = None,
    *,
    child: Person | None = None,
    case: str = "",
    receiving: Agency | None = None,
    draft_id: uuid.UUID | None = None,
    known: dict[str, Any] | None = None,
    gathered: dict[str, Any] | None = None,
) -> Draft:
    """Open a draft of the published version at the place chosen; what the account knows is copied in once.

    ``case``: the code of one of the version's cases, needed where there are some to choose from; ``receiving``: another one-door
    section than the offering's, where the procedure is received anywhere. ``known``: of somebody else than ``user``, for whom
    a clerk or a parent begins it. ``gathered``: what ``services/begin.py`` found out
    before; pages begin a draft there. Raises ``contents.UnknownCase``, ``NotAllowed`` for a section that does not receive it.
    """
    now = clock.now()
    must_fit(version, case)
    if receiving is not None and not places.may_receive(version, offering, receiving):
        raise NotAllowed(_("Bộ phận Một cửa này không tiếp nhận thủ tục."))
    return Draft.objects.create(
        id=draft_id or uuid7(),
        owner=user,
        organisation=organisation,
        child=child,
        version=version,
        offering=offering,
        receiving=receiving if receiving != offering.receiving else None,
        case=case,
        known=known_facts(user) if known is None else known,
        gathered=gathered,
        saved_at=now,
        expires_at=now + span("draft"),
    )


def must_fit(version: ProcedureVersion, case: str) -> None:
    """Raise ``contents.UnknownCase`` for a case that the version lacks, or for none where there are some to choose from."""
    if case:
        contents.case_named(version.content, case)
    elif contents.needs_choice(version.content):
        raise contents.UnknownCase(str(_("Chọn trường hợp của bạn.")))


@transaction.atomic
def save_page(
    draft_id: uuid.UUID, user: User, *, page: str, typed: dict[str, Any], tab: Tab | None = None, by_itself: bool = False
) -> tuple[Draft, engine.Outcome]:
    """Run the engine on one page over the answers saved so far and keep the result, wrong input included.

    Only this page's answers are taken from ``typed``, under the row lock: a second tab's pages stand as they are. For the same
    page in two tabs see dossiers/saves.py: what saves ``by_itself`` raises ``Overtaken`` and changes nothing, what a person
    sends wins and ``draft.replaced`` tells what it replaced. Raises ``NotAllowed`` once it was submitted. Three statements.
    """
    draft = lock_open_draft(draft_id, user)
    form = load(draft.version_id, draft.case).form
    facts, now = known(draft), clock.now()
    late, elsewhere = saves.is_late(draft.saves, page, tab), saves.overtaken(draft.saves, page, tab)
    if elsewhere and by_itself:
        raise saves.Overtaken(elsewhere)
    taken = {} if late else typed
    outcome = engine.process(form, taken, page=page, previous=draft.answers, prefill=facts, now=now, ports=ports(draft))
    if late:
        return draft, outcome
    _note_replaced(draft, form, page, outcome.data, elsewhere)
    draft.saves = saves.noted(draft.saves, page, tab, now)
    draft.answers = outcome.data
    done = set(draft.pages_done)
    draft.pages_done = sorted(done | {page} if outcome.valid else done - {page})
    draft.page = page
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.expires_at = draft.saved_at + span("draft")
    draft.warned_at = None
    draft.save(update_fields=[*PAGE_FIELDS, "revision", "saved_at", "expires_at", "warned_at"])
    return draft, outcome


def _note_replaced(draft: Draft, form: Form, page: str, answers: dict[str, Any], elsewhere: datetime | None) -> None:
    """What this save replaces is shown until the page is saved again; nobody's words disappear unseen."""
    rows = saves.differences(form, page, draft.answers, answers) if elsewhere else []
    if rows and elsewhere:
        draft.replaced = {"page": page, "at": elsewhere.isoformat(), "rows": rows}
    elif (draft.replaced or {}).get("page") == page:
        draft.replaced = None


@transaction.atomic
def discard(draft_id: uuid.UUID, user: User) -> None:
    """Delete a draft that its owner no longer wants."""
    draft = lock_open_draft(draft_id, user)
    draft.delete()
