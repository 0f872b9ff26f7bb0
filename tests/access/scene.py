"""The scene that the matrix is played on: An's things in every state that an address can name, and a browser for everyone."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.models import SeatAssignment, User
from agencies.models import CalendarDay
from common import clock, outbox
from common.models import OutboxMessage
from dossiers.models import Dossier
from dossiers.services.supplement import Item, request_supplement
from notifications.models import Notification
from payments.models import FeeRequest, ManualCase, Receipt
from payments.services import settle
from payments.services.attempt import start
from payments.services.render_receipt import render
from payments.services.request_fee import request_fee
from tests.access.matrix import CITIZENS, EVERYONE, LOGIN_PAGE, NOBODY, Row
from tests.payments.conftest import COPIES, RETURN, ipn
from tests.world import PERMIT, World, build
from vault.models import Reading

# What a refused request may write all the same: its own session and the counts of tries.
HARMLESS = frozenset({"django_session", "accounts_limit"})

A_LONG_RUN = 3600
"""Seconds until a password counts as old; a busy machine may need longer than the five minutes of life."""


@dataclass
class Scene:
    """``things`` are the objects an address can name; ``secrets`` are An's words that no outsider's page may hold."""

    world: World
    things: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()

    def user(self, who: str) -> User:
        """An actor's account."""
        return getattr(self.world, who) if who in CITIZENS else self.world.officials[who]

    def seat_for(self, row: Row, who: str) -> int:
        """An official's own seat; those who have none try the seat of the person whose page it is."""
        return self.world.seats[who if who in self.world.seats else row.holder].pk

    def address(self, row: Row, seat: int | None) -> str:
        """The row's address with its objects filled in."""
        given = {name: value[1:] if value.startswith("=") else self.things[value] for name, value in row.of.items()}
        return reverse(row.name, kwargs=given | ({"seat": seat} if row.holder else {})) + self.things.get(row.query, "")

    def data(self, row: Row) -> dict[str, Any]:
        """The form's answers; ``$name`` is one of the things."""
        return {key: self.things[value[1:]] if str(value).startswith("$") else value for key, value in row.data.items()}

    def ask(self, who: str, method: str, address: str, data: dict[str, Any] | None = None) -> "Answer":
        """One request of one actor; whatever it wrote is undone."""
        browser = Client(raise_request_exception=False)
        if who != NOBODY:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        before = written()
        with undone():
            response = browser.get(address) if method == "get" else browser.post(address, data or {})
            after = written()
        return Answer(response, {table for table in after if after[table] != before.get(table, 0)} - HARMLESS)

    def log_in_everyone(self) -> None:
        """A session for each actor, fresh enough for pages that ask for the password again."""
        for who in EVERYONE:
            if who == NOBODY:
                continue
            browser = Client()
            browser.force_login(self.user(who))
            request = RequestFactory().get("/")
            request.session = browser.session
            record_authentication(request, self.user(who), method="password", reauthenticated=True)
            request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] += A_LONG_RUN
            request.session.save()
            self.cookies[who] = browser.cookies[settings.SESSION_COOKIE_NAME].value


@dataclass(frozen=True)
class Answer:
    """What came back, and the tables that the request wrote to."""

    response: HttpResponse
    wrote: set[str]

    @property
    def cell(self) -> int | str:
        """The status, or ``login`` for the way to the login page."""
        sent = self.response.headers.get("Location", "")
        return LOGIN_PAGE if sent.partition("?")[0] == reverse("account_login") else self.response.status_code

    @property
    def refused(self) -> bool:
        """Whether nothing may have changed."""
        return self.cell == LOGIN_PAGE or self.response.status_code >= 400


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is undone; what is durable in life may nest here, as in Django's TestCase."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def written() -> dict[str, int]:
    """Rows inserted, changed or removed so far in this transaction by table, undone ones included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return dict(cursor.fetchall())


def prepare() -> Scene:
    """The whole scene; about as long as one dossier's way into the vault."""
    world = build()
    scene = Scene(world)
    issued = world.issued()
    _filings(scene, issued)
    _money(scene, issued)
    _offices(scene)
    outbox.drain()
    _papers(scene, issued)
    scene.secrets = (*Dossier.objects.values_list("code", flat=True), "Nguyễn Văn An", "074090001234")
    scene.log_in_everyone()
    return scene


def _filings(scene: Scene, issued: Dossier) -> None:
    world = scene.world
    draft = world.draft()
    asked = world.submitted()
    item = Item(label="Bản vẽ", reason="Thiếu mặt cắt", paper_key="ban-ve")
    world.act(request_supplement, "binh", asked, items=[item])
    waiting = world.submitted()
    scene.things |= {
        "permit": PERMIT,
        "offering": str(draft.offering_id),
        "draft": draft.pk,
        "draft_file": draft.files.first().pk,
        "submit_key": str(draft.submit_key),
        "page": draft.pages_done[0],
        "issued": issued.pk,
        "asked": asked.pk,
        "waiting": waiting.pk,
        "seen": waiting.lock_version,
        "code": issued.code,
    }


def _papers(scene: Scene, issued: Dossier) -> None:
    result = issued.results.get()
    Reading.objects.create(document=result.document, action=Reading.Action.VIEW, reader="official", agency=issued.handling)
    scene.things |= {
        "paper": issued.files.first().pk,
        "printed": issued.printed.filter(blob__isnull=False).first().pk,
        "result": result.pk,
        "document": result.document_id,
        "public_id": result.document.public_id,
        "message": Notification.objects.filter(user=scene.world.an).first().pk,
    }


def _fee(scene: Scene, reference: str, collector: Any) -> FeeRequest:
    return request_fee(
        reference=reference,
        lines=[COPIES],
        payer=scene.world.an,
        payer_name="Nguyễn Văn An",
        title="Lệ phí",
        return_path="/ho-so/",
        collector=collector,
        expires_at=clock.now() + timedelta(days=1),
    )


def _money(scene: Scene, issued: Dossier) -> None:
    """A fee still due, one paid with its receipt, and a payment of a wrong amount at each of two communes."""
    here, elsewhere = issued.handling, scene.world.seats["mai"].agency
    due, paid, wrong, foreign = (_fee(scene, f"khoan-{n}", elsewhere if n == 3 else here) for n in range(4))
    returned = ""
    for fee, changes in ((paid, {"vnp_Amount": "1600000"}), (wrong, {"vnp_Amount": "100"}), (foreign, {"vnp_Amount": "200"})):
        attempt = start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
        message = ipn(attempt, vnp_TransactionNo=str(uuid.uuid4().int)[:8], **changes)
        settle.record_event("vnpay", message)
        returned = returned or f"?{message}"
    receipt = Receipt.objects.get(fee=paid)
    render({"receipt": str(receipt.pk)})
    scene.things |= {
        "fee_due": due.pk,
        "fee_paid": paid.pk,
        "receipt": receipt.pk,
        "returned": returned,
        "case": ManualCase.objects.get(fee=wrong).pk,
        "foreign_case": ManualCase.objects.get(fee=foreign).pk,
    }


def _offices(scene: Scene) -> None:
    """What the administrator's addresses name, and An's security key."""
    world = scene.world
    binh = world.officials["binh"]
    dead = OutboxMessage.objects.create(
        topic="mail", key="dead", payload={}, available_at=clock.now(), attempts=8, dead_at=clock.now(), last_error="away"
    )
    key = Authenticator.objects.create(
        user=world.an, type=Authenticator.Type.WEBAUTHN, data={"name": "Khóa", "credential": credential()}
    )
    scene.things |= {
        "binh": binh.pk,
        "an": world.an.pk,
        "assignment": SeatAssignment.objects.get(user=binh).pk,
        "free_seat": world.seats["hai"].pk,
        "agency": world.seats["mai"].agency_id,
        "day": CalendarDay.objects.first().pk,
        "dead": dead.pk,
        "key": key.pk,
    }


def credential() -> dict[str, Any]:
    """A security key as a browser registers it; nobody signs with it here, so its point need not lie on the curve."""
    key = AttestedCredentialData.create(bytes(16), b"an-key", ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    attested = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, key), {})
    client = CollectedClientData.create("webauthn.create", bytes(16), "https://testserver")
    name = websafe_encode(b"an-key")
    response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)}
    return {"id": name, "rawId": name, "type": "public-key", "response": response}
