"""Sets the stage beside a running portal: ``python -m tests.faults.stage drafts|desk|letters COUNT`` prints JSON.

One process boot makes many complete drafts: the first through the services, the others as copies of its rows.
"""

import json
import os
import sys
import uuid
from typing import Any

import django
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
django.setup()

from accounts.models import SeatAssignment, User  # noqa: E402
from agencies.models import Seat  # noqa: E402
from common import clock  # noqa: E402
from dossiers.loaded import load  # noqa: E402
from dossiers.models import Draft, DraftFile  # noqa: E402
from dossiers.services import drafting, papers  # noqa: E402
from dossiers.services.submit import submit  # noqa: E402
from notifications.services import mail  # noqa: E402
from portal.mainjob import samples, story  # noqa: E402
from procedures import selectors as procedures  # noqa: E402

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


if __name__ == "__main__":
    made_here = {"drafts": drafts, "desk": desk, "letters": letters}[sys.argv[1]](int(sys.argv[2]))
    print(json.dumps(made_here))
