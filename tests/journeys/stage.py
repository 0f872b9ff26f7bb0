"""Sets the stage for looking at pages beside a running portal: ``tests.journeys.stage:main`` through tests/behind.py.

``things`` are what an address can name, ``cookies`` the sessions of the people who look: some of them in the middle of
something that only a session remembers (a code that was sent, a second factor that is asked for). People and things are
made for this alone; the demonstration's citizens stay as they are. One transaction: the portal's worker sees none of it half.
"""

import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import Person, SeatAssignment, User
from accounts.selectors import actor_for, organisations
from agencies.models import CalendarDay, Seat
from common import blobs, clock, outbox
from common.models import OutboxMessage
from dossiers.loaded import load
from dossiers.models import Dossier, DraftFile
from dossiers.services import answering, consult, decide, drafting, issue, receive, take_back
from dossiers.services.supplement import Item, request_supplement
from eforms import building, engine
from notifications.services.notify import notify
from payments.models import FeeRequest, ManualCase
from payments.services import attempt, cash
from payments.services.refund import ask_refund
from payments.services.request_fee import cancel_fee, request_fee
from procedures.models import Synonym
from procedures.services import comments
from procedures.services.drafting import open_draft
from tests.access.scene import Scene, credential, pay
from tests.counter.hands import counter_things
from tests.importing.samples import annexed, handed_in
from tests.journeys.spoken import spoken_of
from tests.payments.conftest import COPIES as LINE
from tests.payments.conftest import RETURN
from tests.reception.halls import hall_things
from tests.registry.things import registry
from tests.scans.things import scanning
from tests.vault.things import vault_things
from tests.world import BIRTH, COPIES, PERMIT, World, citizen, drawing
from vault import printouts
from vault.models import Reading
from vault.printouts import Printout

PASSWORD = "Demo-2026-portal"
# As tests/world.py calls them: the demonstration account and its seat.
SEATS = {
    "binh": ("binh", "clerk-phu-cuong"),
    "chi": ("chi", "handler-phu-cuong"),
    "hai": ("hai", "handler-qldt-tdm"),
    "dung": ("dung", "leader-phu-cuong"),
    "giang": ("giang", "records-phu-cuong"),
    "nam": ("nam", "centre-head"),
    "thu": ("phuc", "finance-centre"),
    "tri": ("quantri", "sysadmin"),
    "soan": ("soan", "author"),
    "duyet": ("duyet", "approver"),
}
# Another one each time, so that a portal that stays can be looked at again.
RUN = f"{secrets.randbelow(10**6):06d}"


def cast(first: int = 1) -> Scene:
    """An, whom VNeID has verified, and Lan, who declares herself, are new; the officials are the demonstration's.

    ``first`` tells them from those of another stage beside the same portal.
    """
    mark = "" if first == 1 else str(first)
    an = person(f"an{mark}", "Đinh Thế Phong", first)
    world = World(an=an, lan=person(f"lan{mark}", "Lưu Ngọc Lan", first + 1))
    for name, (account, key) in SEATS.items():
        world.officials[name] = User.objects.get(email=f"{account}@demo.vn")
        world.seats[name] = Seat.objects.select_related("agency").get(key=key)
    Person.objects.filter(pk=world.lan.person_id).update(trust=Person.Trust.DECLARED)
    return Scene(world, {"an": world.an, "lan": world.lan, **world.officials})


def identity(number: int) -> str:
    """A made-up identity number of this run."""
    return f"0740{RUN}{number:02d}"


def person(name: str, full_name: str, number: int) -> User:
    """A citizen with a confirmed address and the demonstration's password."""
    user = citizen(f"{name}.{RUN}", full_name, identity(number), f"09345678{number:02d}")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def file(scene: Scene) -> None:
    """An's drafts, and a dossier at every step that looks different."""
    world = scene.world
    issued = world.issued()  # first: it works the outbox off for its papers
    things: dict[str, Any] = {"permit": PERMIT, "draft": world.draft().pk}
    for name, code in (("permit", PERMIT), ("copies", COPIES), ("birth", BIRTH)):
        version, offering = world.place(code)
        things[f"empty_{name}"] = drafting.start(world.an, version, offering).pk
        for number, page in enumerate(engine.visible_pages(load(version.pk).form, {}), start=1):
            things[f"{name}_page_{number}"] = page.key
    asked = world.submitted()
    items = [
        Item(label="Bản vẽ thiết kế", reason="Thiếu mặt cắt", paper_key="ban-ve"),
        Item(label="Số điện thoại", reason="Số không gọi được", field_path="nyc.dienThoai"),
    ]
    world.act(request_supplement, "binh", asked, items=items, note="Bổ sung xong hồ sơ được xử lý tiếp.")
    answering.open_answer(asked.pk, by=world.an)
    asked_first = world.submitted()
    world.act(request_supplement, "binh", asked_first, items=items[:1])
    taken_back = world.submitted()
    take_back.take_back(taken_back.pk, by=world.an)
    refused = world.submitted()
    world.act(receive.refuse, "binh", refused, reason="Thửa đất ở địa bàn khác.")
    approved = world.proposed()
    world.act(decide.approve, "dung", approved)
    consulted = world.received()
    world.act(consult.consult, "chi", consulted, question="Lô đất có phù hợp quy hoạch không?")
    scene.things |= things | {
        "asked": asked.pk,
        "refused": refused.pk,
        "waiting": (waiting := world.submitted()).pk,
        "file": waiting.files.get(paper_key="ban-ve").pk,
        "received": world.received().pk,
        "spoken_of": spoken_of(world).pk,
        "asked_first": asked_first.pk,
        "taken_back": taken_back.pk,
        "consulted": consulted.pk,
        "proposed": world.proposed().pk,
        "approved": approved.pk,
        "issued": issued.pk,
        "code": issued.code,
        "proof": identity(1)[-4:],
    }


def print_what_is_looked_at(scene: Scene) -> None:
    """Printing is what takes long: of the many dossiers, the papers of three are enough for pages that list papers."""
    shown = [str(scene.things[name]) for name in ("issued", "asked", "received")]
    waiting = OutboxMessage.objects.filter(topic="dossiers.print", done_at=None).exclude(payload__dossier__in=shown)
    waiting.update(done_at=clock.now())
    outbox.drain()


def papers(scene: Scene) -> None:
    """What is in the vault, and who looked."""
    world, issued = scene.world, Dossier.objects.get(pk=scene.things["issued"])
    world.act(issue.hand_over, "binh", issued)
    document = issued.results.get().document
    for reader, action in (("official", "view"), ("public", "check")):
        Reading.objects.create(document=document, action=action, reader=reader, agency=issued.handling)
    printed = issued.printed.filter(blob__isnull=False).first()
    told = {"kind": "account", "body": "Bạn không cần làm gì thêm.", "link": "", "key": "xem"}
    notify(world.an, title="Thông báo không dẫn đi đâu", **told)
    scene.things |= {
        "document": document.pk,
        "public_id": document.public_id,
        "number": document.number,
        "printed_id": printed.public_id,
        "printout_id": printouts.code(Printout(printouts.HAND_OVER, issued.receiving.name, clock.now(), 3)),
        "result": issued.results.get().pk,
        "own_file": DraftFile.objects.filter(draft=scene.things["draft"]).first().pk,
        "declaration": issued.printed.get(kind="declaration", blob__isnull=False).pk,
        "message": world.an.notifications.get(key="xem").pk,
        "signed_file": kept("giay-phep.pdf", blobs.read(document.blob)),
        "changed_file": kept("giay-phep-sua.pdf", blobs.read(document.blob).replace(b"/Title", b"/Titlf", 1)),
        "other_file": kept("ban-ve.pdf", drawing()),
    } | vault_things(world, document)


def kept(name: str, data: bytes) -> str:
    """A file to upload; returns where it lies."""
    path = settings.VAR_DIR / name
    path.write_bytes(data)
    return str(path)


def money(scene: Scene) -> None:
    """A fee in each state that a payer can see, and a case for the accountant."""
    agency = scene.world.seats["thu"].agency
    names = ("due", "paid", "pending", "checked", "failed", "cancelled", "expired", "code", "cash")
    fees = {name: fee(scene, name, agency) for name in names}
    pay(fees["paid"], 1_600_000)
    pay(fees["checked"], 100)
    open_try = attempt.start(fees["pending"], gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    assert open_try.redirect_url
    pay(fees["failed"], 1_600_000, "24")
    attempt.start(fees["code"], gateway="vietqr", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    cash.take(fees["cash"].pk, by=scene.world.officials["binh"], seat=scene.world.seats["binh"], received=20_000)
    asked = {"source": "applied", "kind": "le-phi", "amount": 8000, "reason": "Miễn một bản", "way": "cash"}
    officer = {"by": scene.world.officials["thu"], "seat": scene.world.seats["thu"]}
    scene.things["refund"] = ask_refund(fees["paid"].inflows.get(), **asked, **officer).pk
    scene.things["fee_receipt"] = fees["paid"].receipts.get().pk
    cancel_fee(fees["cancelled"])
    FeeRequest.objects.filter(pk=fees["expired"].pk).update(status=FeeRequest.Status.EXPIRED)
    scene.things |= {f"fee_{name}": row.pk for name, row in fees.items()}
    scene.things["case"] = ManualCase.objects.get(fee=fees["checked"]).pk


def fee(scene: Scene, name: str, agency: Any) -> FeeRequest:
    """16.000 đ that An owes."""
    return request_fee(
        reference=f"{RUN}-{name}",
        lines=[LINE],
        payer=scene.world.an,
        payer_name="Đinh Thế Phong",
        title="Cấp bản sao trích lục hộ tịch",
        return_path="/ho-so/",
        collector=agency,
        expires_at=clock.now() + timedelta(days=1),
    )


def offices(scene: Scene) -> None:
    """What the administrator's addresses name."""
    binh = scene.world.officials["binh"]
    OutboxMessage.objects.create(
        topic="mail", key=RUN, payload={}, available_at=clock.now(), attempts=8, dead_at=clock.now(), last_error="away"
    )
    scene.things |= {
        "official": binh.pk,
        "assignment": SeatAssignment.objects.get(user=binh, until__isnull=True).pk,
        "agency": scene.world.seats["binh"].agency_id,
        "day": CalendarDay.objects.order_by("-day").first().pk,
        "seats": {name: seat.pk for name, seat in scene.world.seats.items()},
    }


def secured(scene: Scene) -> None:
    """People with an authenticator app, a security key, no password, and one who represents a company."""
    with_app = person("ung-dung", "Mạc Thị Ứng", 3)
    with_key = person("khoa", "Hồ Văn Khóa", 4)
    without = person("moi", "Kha Mới", 5)
    TOTP.activate(with_app, generate_totp_secret())
    RecoveryCodes.activate(with_app)
    key = Authenticator.objects.create(
        user=with_key, type=Authenticator.Type.WEBAUTHN, data={"name": "Khóa", "credential": credential()}
    )
    without.set_unusable_password()
    without.save()
    scene.people |= {"with_app": with_app, "with_key": with_key, "without": without}
    scene.people["company"] = User.objects.get(email="congty@demo.vn")
    scene.things["firm"] = organisations(scene.people["company"])[0].pk
    scene.things["key"] = key.pk


def half_way(scene: Scene) -> None:
    """Sessions in the middle of something."""
    address = {"email": f"an.{RUN}@example.vn"}
    scene.cookies["reset_asked"] = went(("account_reset_password", address))
    browser = Client(headers={"host": "127.0.0.1"})
    browser.post(reverse("account_reset_password"), address)
    code = browser.session["account_password_reset_verification"]["code"]
    browser.post(reverse("account_confirm_password_reset_code"), {"code": code})
    scene.cookies["reset_proven"] = cookie(browser)
    new = {"email": f"them.{RUN}@example.vn", "password1": "Mat-khau-rat-dai-9", "full_name": "Thêm Xem", "phone": "0934567899"}
    scene.cookies["unconfirmed"] = went(("account_signup", new))
    scene.cookies["second_factor"] = went(("account_login", {"login": f"ung-dung.{RUN}@example.vn", "password": PASSWORD}))
    scene.cookies["from_vneid"] = from_vneid()


def went(*steps: tuple[str, dict[str, str]]) -> str:
    """The session after these forms were sent."""
    browser = Client(headers={"host": "127.0.0.1"})
    for name, data in steps:
        browser.post(reverse(name), data)
    return cookie(browser)


def cookie(browser: Client) -> str:
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def from_vneid() -> str:
    """Came back from VNeID for the first time and is asked for an address."""
    browser = Client(headers={"host": "127.0.0.1"})
    session = browser.session
    provider = get_adapter().get_provider(RequestFactory().get("/"), "vneid")
    claims = {"userinfo": {"TechID": RUN, "identity_number": identity(9), "name": "Trịnh Mới"}}
    account = SocialAccount(provider="vneid", uid=RUN, extra_data=claims)
    session["socialaccount_sociallogin"] = SocialLogin(user=User(), account=account, provider=provider).serialize()
    session.save()
    return cookie(browser)


def publishing(scene: Scene) -> None:
    """The next version of the birth registration, begun by its author."""
    by = actor_for(scene.world.officials["soan"], scene.world.seats["soan"])
    draft = open_draft(BIRTH, by=by)
    comments.say(draft.pk, "Có bỏ được văn bản ủy quyền không?", by=by, section="papers")
    refs = {place.key: place.ref for place in building.places(draft.content["form"])}
    scene.things |= {"version_draft": draft.pk, "question": refs["soBanSao"], "choices": refs["nyc.quanHe"]}
    scene.things |= {"import_run": handed_in(by).pk, "annex": annexed(by, BIRTH).pk}
    scene.things |= {"synonym": Synonym.objects.order_by("pk").values_list("pk", flat=True).first()}
    scene.things |= {f"registry_{name}": pk for name, pk in registry(scene.world, BIRTH).items()}


def main() -> dict[str, Any]:
    """What an address can name (``things``) and the people's sessions (``cookies``)."""
    block = transaction.atomic()
    block._from_testcase = True  # what is durable in life may nest here
    with block:
        scene = cast()
        file(scene)
        print_what_is_looked_at(scene)
        papers(scene)
        money(scene)
        publishing(scene)
        offices(scene)
        scene.things |= hall_things(scene.world)
        scene.things |= counter_things(scene.world)
        scene.things |= scanning(scene.world, scene.world.submitted())
        secured(scene)
        outbox.drain()
        scene.log_in(scene.people)
        half_way(scene)
    return {"things": scene.things, "cookies": scene.cookies}
