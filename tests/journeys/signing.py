"""What the journey of signatures begins with: twenty papers that wait for Dũng, one of which cannot be signed."""

import time
from importlib import import_module

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.conf import settings
from django.db import transaction

from accounts.models import User
from agencies.models import Seat
from common import clock, outbox
from common.models import OutboxMessage
from dossiers.models import Dossier
from dossiers.services import decide, issue
from tests.journeys.entering import session
from tests.journeys.stage import RUN, SEATS, cast
from tests.signing.papers import another

PAPERS, BROKEN = 20, 7


def waiting() -> list[str]:
    """The codes of twenty dossiers, numbered and rendered; the eighth one's file is damaged."""
    block = transaction.atomic()
    block._from_testcase = True  # what is durable in life may nest here
    with block:
        world = cast(first=51).world
        dossier = world.proposed()
        world.act(decide.approve, "dung", dossier)
        world.act(issue.number, "giang", dossier)
        queued = OutboxMessage.objects.filter(done_at=None, topic="dossiers.print", payload__dossier=str(dossier.pk))
        queued.update(done_at=clock.now())
        outbox.drain()
        codes = [f"H09.21.23.01-{RUN}-{number:04d}" for number in range(1, PAPERS)]
        for number, code in enumerate(codes, start=1):
            another(world, dossier, code, broken=number == BROKEN)
        return [dossier.code, *codes]


def sealed(code: str) -> dict[str, str]:
    """Giang puts the seal on the papers of a dossier that Dũng signed: whose it is, its dossier, and where its paper is kept."""
    dossier = Dossier.objects.select_related("person").get(code=code)
    seat, giang = Seat.objects.get(key=SEATS["giang"][1]), User.objects.get(email="giang@demo.vn")
    issue.stamp(dossier.pk, by=giang, seat=seat, seen=dossier.lock_version)
    document = dossier.results.get().document
    owner = User.objects.get(person=dossier.person)
    return {"email": owner.email, "dossier": str(dossier.pk), "paper": f"/kho/{document.pk}/", "number": document.number}


def old_session(email: str) -> str:
    """A session whose last proof of who acts is an hour old."""
    cookie = session(email)
    kept = import_module(settings.SESSION_ENGINE).SessionStore(cookie)
    for record in kept[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time.time() - 3600
    kept.modified = True
    kept.save()
    return cookie
