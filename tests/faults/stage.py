"""Sets the stage beside a running portal: drafts, dossiers at the desk, letters; asked for through tests/behind.py.

The first complete draft is made through the services, the others as copies of its rows.
"""

import uuid
from typing import Any

from django.db import transaction

from accounts.models import SeatAssignment, User
from agencies.models import Seat
from common import clock
from dossiers.loaded import load
from dossiers.models import Draft, DraftFile
from dossiers.services import drafting, papers
from dossiers.services.submit import submit
from notifications.services import mail
from portal.invariants import check_all
from portal.mainjob import samples, story
from procedures import selectors as procedures

BIRTH = "1.001193"  # free of charge, one paper: from the form straight to the desk
CLERK_SEAT = "clerk-phu-cuong"


def complete_draft(owner: User) -> Draft:
    """One draft of a birth registration with every page saved and its paper uploaded."""
    version = procedures.published(BIRTH)
    offering = next(row for row in procedures.offerings(version) if story.PLACE in row.handling.name)
    draft = drafting.start(owner, version, offering)
    for page in load(version.pk).form.pages:
        draft, outcome = drafting.save_page(draft.pk, owner, page=page.key, typed=samples.ANSWERS[BIRTH])
        assert outcome.valid, outcome.errors
    for paper in samples.PAPERS[BIRTH]:
        papers.add_file(draft.pk, owner, paper_key=paper, name=f"{paper}.pdf", data=story.drawing())
    return draft


def copies(draft: Draft, count: int) -> list[Draft]:
    """``count`` drafts with the same answers and papers, each with a key of its own."""
    files = list(draft.files.all())
    made = []
    for _number in range(count):
        copy = Draft.objects.get(pk=draft.pk)
        copy.pk, copy.submit_key, copy._state.adding = uuid.uuid4(), uuid.uuid4(), True
        copy.save(force_insert=True)
        rows = [(file.paper_key, file.name, file.blob_id, file.rendition_id, file.pages, file.status) for file in files]
        names = ("paper_key", "name", "blob_id", "rendition_id", "pages", "status")
        DraftFile.objects.bulk_create([DraftFile(draft=copy, **dict(zip(names, row, strict=True))) for row in rows])
        made.append(copy)
    return made


def drafts(count: int) -> list[str]:
    """An's complete drafts, ready to be submitted."""
    owner = User.objects.get(email="an@demo.vn")
    return [str(draft.pk) for draft in copies(complete_draft(owner), count)]


def desk(count: int) -> dict[str, Any]:
    """Dossiers that wait at Bình's desk, where a second clerk now sits too."""
    owner = User.objects.get(email="an@demo.vn")
    seat = Seat.objects.get(key=CLERK_SEAT)
    SeatAssignment.objects.get_or_create(
        user=User.objects.get(email="oanh@demo.vn"), seat=seat, until=None, defaults={"since": clock.now()}
    )
    made = [submit(draft.pk, by=owner, key=draft.submit_key, declared=True) for draft in copies(complete_draft(owner), count)]
    return {"seat": seat.pk, "dossiers": [str(dossier.pk) for dossier in made]}


@transaction.atomic
def letters(count: int) -> list[str]:
    """Letters in the outbox, each with a subject of its own."""
    subjects = [f"Letter {uuid.uuid4().hex}" for _number in range(count)]
    for subject in subjects:
        mail.queue("an@demo.vn", subject=subject, body="Nội dung", key=subject)
    return subjects


def broken() -> list[str]:
    """Violations of I1-I8."""
    return [f"{name}: {violation}" for name, check in check_all().items() for violation in check.violations]
