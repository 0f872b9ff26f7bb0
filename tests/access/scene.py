"""The scene that the matrix is played on: An's things in every state that an address can name, and a browser for everyone."""

import uuid
from collections.abc import Iterable, Iterator
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
from accounts.selectors import actor_for
from agencies.models import CalendarDay, Delegation
from common import blobs, clock, outbox
from common.models import OutboxMessage
from dossiers.models import Dossier, DossierFile, WorkFile
from dossiers.services import desk, leave, national_intake, transfers
from dossiers.services.supplement import Item, request_supplement
from eforms import building
from notifications.models import Notification
from payments.models import FeeRequest, ManualCase, Receipt, TaxNotice
from payments.services import settle
from payments.services.attempt import start
from payments.services.refund import ask_refund
from payments.services.render_receipt import render
from payments.services.request_fee import request_fee
from procedures.models import LegalBasis, Synonym
from procedures.services import comments
from procedures.services.drafting import open_draft
from tests.access.company import COMPANY, company, file_for_company, keep_for_company, representatives
from tests.access.matrix import LOGIN_PAGE, NOBODY, Row
from tests.counter.hands import counter_things
from tests.importing.samples import annexed, handed_in
from tests.payments.conftest import COPIES, RETURN, ipn
from tests.reception.halls import hall_things
from tests.registry.things import registry
from tests.scans.things import scanning
from tests.vault.things import vault_things
from tests.world import BIRTH, PERMIT, World, build
from vault import printouts
from vault.models import Reading
from vault.printouts import Printout

# What a refused request may write all the same: its own session, the counts of tries, and what somebody whose session had ended
# typed, which reaches a draft only through its owner's login (tests/dossiers/test_saves.py).
HARMLESS = frozenset({"django_session", "accounts_limit", "dossiers_keptpage"})

A_LONG_RUN = 3600
"""Seconds until a password or a session counts as old; a busy machine may need longer than the five minutes of life."""


@dataclass
class Scene:
    """``things`` are the objects an address can name; ``secrets`` are An's and the company's words, in no outsider's page."""

    world: World
    people: dict[str, User]
    things: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()

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
        browser = self.browser(who)
        before = written()
        with undone():
            response = browser.get(address) if method == "get" else browser.post(address, data or {})
            after = written()
        return Answer(response, {table for table in after if after[table] != before.get(table, 0)} - HARMLESS)

    def browser(self, who: str) -> Client:
        """A browser of this actor, logged in."""
        browser = Client(raise_request_exception=False)
        if who != NOBODY:
            browser.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return browser

    def log_in(self, people: Iterable[str]) -> None:
        """A session for each of them, fresh enough for pages that ask for the password again."""
        for who in people:
            browser = Client()
            browser.force_login(self.people[who])
            request = RequestFactory().get("/")
            request.session = browser.session
            record_authentication(request, self.people[who], method="password", reauthenticated=True)
            request.session[AUTHENTICATION_METHODS_SESSION_KEY][-1]["at"] += A_LONG_RUN
            # Seen just now for all of the run: else each request would write its session, and have that undone.
            request.session["opened_at"] = request.session["seen_at"] = clock.now().timestamp() + A_LONG_RUN
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
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def prepare() -> Scene:
    """The whole scene; about as long as one dossier's way into the vault."""
    scene = enter(build())
    issued = scene.world.issued()
    _filings(scene, issued)
    _offices(scene)
    _publishing(scene)
    scene.things |= file_for_company(scene.world, scene.people["quang"])
    _money(scene, issued)
    outbox.drain()
    scene.things |= scanning(scene.world, scene.world.submitted())
    _papers(scene, issued)
    keep_for_company(scene.things)
    scene.things |= hall_things(scene.world)
    scene.things |= counter_things(scene.world)
    scene.secrets = (*Dossier.objects.values_list("code", flat=True), "Nguyễn Văn An", "074090001234", COMPANY)
    return scene


def enter(world: World) -> Scene:
    """Everyone with a browser of their own, and nothing to look at yet."""
    scene = Scene(world, {"an": world.an, "lan": world.lan, **representatives(), **world.officials})
    scene.log_in(scene.people)
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
        "transfer": transfers.begin(draft.pk, world.an, paper_key="ban-ve", name="a.pdf", size=10).pk,
        "submit_key": str(draft.submit_key),
        "page": draft.pages_done[0],
        "issued": issued.pk,
        "asked": asked.pk,
        "waiting": waiting.pk,
        "seen": waiting.lock_version,
        "picked": f"{waiting.pk}:{waiting.lock_version}",
        "code": issued.code,
    }


def _papers(scene: Scene, issued: Dossier) -> None:
    result, paper, binh = issued.results.get(), issued.files.first(), scene.world.officials["binh"]
    seat = scene.world.seats["binh"]
    Reading.objects.create(document=result.document, action=Reading.Action.VIEW, reader="official", agency=issued.handling)
    scene.things |= {
        "paper": paper.pk,
        "mark": desk.mark_page(paper.pk, by=binh, seat=seat, page=1, x=500, y=500, text="Mờ").pk,
        "saved_view": desk.save_view(by=binh, seat=seat, name="Cả đơn vị", query="muc=unit").pk,
        "work_file": _minutes(issued, paper).pk,
        "delegation": _delegation(scene.world).pk,
        "printed": issued.printed.filter(blob__isnull=False).first().pk,
        "result": result.pk,
        "document": result.document_id,
        "public_id": result.document.public_id,
        "printout_id": printouts.code(Printout(printouts.REGISTER, issued.receiving.name, clock.now(), 3)),
        "message": Notification.objects.filter(user=scene.world.an).first().pk,
    } | vault_things(scene.world, result.document)


def _minutes(dossier: Dossier, paper: DossierFile) -> WorkFile:
    """A file that an official put to the dossier."""
    task = dossier.tasks.first()
    return WorkFile.objects.create(dossier=dossier, task=task, name="bien-ban.pdf", blob=paper.blob, created_at=clock.now())


def _delegation(world: World) -> Delegation:
    """Chi will be away in a month; Giang acts on her seat then, and not before."""
    away = clock.now() + timedelta(days=30)
    chi, giang = world.officials["chi"], world.officials["giang"]
    given = {"since": away, "until": away + timedelta(days=3), "paper": "12/GUQ-UBND"}
    return leave.give(world.seats["chi"], giang, by=chi, acting=world.seats["chi"], from_user=chi, **given)


def _fee(scene: Scene, reference: str, collector: Any, *, of_company: bool = False) -> FeeRequest:
    return request_fee(
        reference=reference,
        lines=[COPIES],
        payer=scene.people["quang" if of_company else "an"],
        organisation=company() if of_company else None,
        payer_name="Nguyễn Văn An",
        title="Lệ phí",
        return_path="/ho-so/",
        collector=collector,
        expires_at=clock.now() + timedelta(days=1),
    )


def _money(scene: Scene, issued: Dossier) -> None:
    """A fee due and one paid, An's and the company's each, and a payment of a wrong amount at each of two communes."""
    here, elsewhere = issued.handling, scene.world.seats["mai"].agency
    due, paid, wrong, foreign = (_fee(scene, f"khoan-{n}", elsewhere if n == 3 else here) for n in range(4))
    company_due, company_paid = (_fee(scene, f"khoan-{n}", here, of_company=True) for n in (4, 5))
    blob = blobs.put(b"%PDF-1.7", "application/pdf")
    seen = {"name": "tb.pdf", "blob": blob, "entered_by": scene.world.officials["chi"], "seat": scene.world.seats["chi"]}
    when = {"issued_on": clock.today(), "entered_at": clock.now()}
    for one in (due, company_due):
        TaxNotice.objects.create(fee=one, number="1/TB", issuer="Chi cục Thuế", **seen, **when)
    returned = {fee: pay(fee, amount) for fee, amount in ((paid, 1600000), (company_paid, 1600000), (wrong, 100), (foreign, 200))}
    receipt, company_receipt = Receipt.objects.get(fee=paid), Receipt.objects.get(fee=company_paid)
    for one in (receipt, company_receipt):
        render({"receipt": str(one.pk)})
    scene.things |= {
        "company_fee_due": company_due.pk,
        "company_fee_paid": company_paid.pk,
        "company_receipt": company_receipt.pk,
        "company_returned": returned[company_paid],
        "fee_due": due.pk,
        "fee_paid": paid.pk,
        "receipt": receipt.pk,
        "returned": returned[paid],
        "of_name": "?muc=full_name",
        "case": ManualCase.objects.get(fee=wrong).pk,
        "collected": paid.pk,
        "collected_receipt": receipt.pk,
        "foreign_fee": foreign.pk,
        "refund": _refund(scene, paid),
        "foreign_case": ManualCase.objects.get(fee=foreign).pk,
    }


def _refund(scene: Scene, fee: FeeRequest) -> Any:
    """8.000 đ that Thu asks to send back."""
    asked = {"source": "applied", "kind": "le-phi", "amount": 8000, "reason": "Miễn một bản", "way": "cash"}
    return ask_refund(fee.inflows.get(), **asked, by=scene.world.officials["thu"], seat=scene.world.seats["thu"]).pk


def pay(fee: FeeRequest, amount: int, response: str = "00") -> str:
    """The gateway tells of so many hundredths of a đồng; the query with which it sends the payer back."""
    attempt = start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    own = {"vnp_TransactionNo": str(uuid.uuid4().int)[:8], "vnp_Amount": str(amount)}
    message = ipn(attempt, response=response, secret=settings.VNPAY["secret"], **own)
    settle.record_event("vnpay", message)
    return f"?{message}"


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


def _publishing(scene: Scene) -> None:
    """The next version of the permit, as its author has just begun it, with a remark on it."""
    by = actor_for(scene.world.officials["soan"], scene.world.seats["soan"])
    draft = open_draft(PERMIT, by=by)
    remark = comments.say(draft.pk, "Xem lại giấy tờ", by=by)
    asked = next(place for place in building.places(draft.content["form"]) if place.asks)
    scene.things |= {"version_draft": draft.pk, "version_seen": draft.revision, "question": asked.ref}
    scene.things |= {"remark": remark.pk, "basis": LegalBasis.objects.order_by("pk").values_list("code", flat=True).first()}
    scene.things |= {"import_run": handed_in(by).pk, "annex": annexed(by, PERMIT).pk}
    duyet = actor_for(scene.world.officials["duyet"], scene.world.seats["duyet"])
    given = {"notice": "Nộp ở Cổng quốc gia.", "address": "https://dichvucong.gov.vn/", "reason": "CV 1"}
    scene.things |= {"national_row": national_intake.switch(BIRTH, **given, by=duyet).pk}
    scene.things |= {"synonym": Synonym.objects.order_by("pk").values_list("pk", flat=True).first()}
    scene.things |= {f"registry_{name}": pk for name, pk in registry(scene.world, PERMIT).items()}


def credential() -> dict[str, Any]:
    """A security key as a browser registers it; nobody signs with it here, so its point need not lie on the curve."""
    key = AttestedCredentialData.create(bytes(16), b"an-key", ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    attested = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, key), {})
    client = CollectedClientData.create("webauthn.create", bytes(16), "https://testserver")
    name = websafe_encode(b"an-key")
    response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)}
    return {"id": name, "rawId": name, "type": "public-key", "response": response}
