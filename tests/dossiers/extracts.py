"""An asks phường Phú Cường for extracts of several entries (2.000635): a dossier at each stage of its way."""

from django.conf import settings

from agencies.models import Agency, AgencyLevel
from common import clock, outbox
from dossiers import printing, results
from dossiers.loaded import load
from dossiers.models import Dossier, DossierFee
from dossiers.services import decide, drafting, handle, issue, receive
from dossiers.services.submit import submit
from dossiers.states import State
from eforms import engine
from payments.services import settle
from payments.services.attempt import start
from portal.mainjob import samples
from procedures.services.seed import seed
from tests.payments.conftest import RETURN, ipn
from tests.snapshot import stage
from tests.world import COPIES, OPENED, World

BIRTH, MARRIAGE = samples.EXTRACTS["trichLuc"]
DEATH = BIRTH | {"loai": "khaiTu", "hoTen": "Nguyễn Văn Bảy", "ngaySinh": "00/00/1931", "soDangKy": "7", "soBan": "1"}
KEYS = ["trich-luc.1", "trich-luc.2"]
VALUES = {"kind": "Khai sinh", "subject.name": "Nguyễn Văn An", "source.number": "15/1990"}


def offer(world: World) -> World:
    """The world with the procedure and the two offices that it names."""
    stage("extracts offered", _offer)
    return world


def _offer() -> Agency:
    level, root = AgencyLevel.objects.get(code="so"), Agency.objects.get(code="H09")
    for code, name in (("H09.19", "Trung tâm Phục vụ hành chính công"), ("H09.03", "Sở Tư pháp cũ")):
        Agency.objects.create(
            code=code, name=name, kind="department", level=level, parent=root, path=f"H09/{code}/", valid_from=OPENED
        )
    seed(settings.BASE_DIR / "seeds", codes=[COPIES])
    return root


def filed(world: World, *rows: dict[str, str]) -> Dossier:
    """An's dossier that asks for these rows, not paid yet."""
    return stage(f"filed {rows}", lambda: _file(world, *rows))


def _file(world: World, *rows: dict[str, str]) -> Dossier:
    version, offering = world.place(COPIES)
    draft = drafting.start(world.an, version, offering)
    typed = samples.EXTRACTS | {"trichLuc": list(rows)}
    for page in engine.visible_pages(load(version.pk).form, {}):
        draft, outcome = drafting.save_page(draft.pk, world.an, page=page.key, typed=typed)
        assert outcome.errors == ()
    return submit(draft.pk, by=world.an, key=draft.submit_key, declared=True)


def received(world: World, *rows: dict[str, str]) -> Dossier:
    """Paid at the gateway and received: Chi has it."""
    return stage(f"received {rows}", lambda: _receive(world, *rows))


def _receive(world: World, *rows: dict[str, str]) -> Dossier:
    dossier = filed(world, *rows)
    fee = DossierFee.objects.get(dossier=dossier).fee_request
    attempt = start(fee, gateway="vnpay", ip="127.0.0.1", return_url=RETURN, now=clock.now())
    settle.record_event("vnpay", ipn(attempt, vnp_Amount=str(fee.total * 100)))
    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    world.act(receive.receive, "binh", dossier)
    return dossier


def proposed(world: World, *rows: dict[str, str]) -> Dossier:
    return stage(f"proposed {rows}", lambda: _propose(world, *rows))


def _propose(world: World, *rows: dict[str, str]) -> Dossier:
    dossier = received(world, *rows)
    facts = printing.result_facts(dossier)
    asked = results.asked(load(dossier.version_id), dossier.answers)
    drafts = {item.key: results.first_values(item, facts) for item in asked}
    world.act(handle.draft_results, "chi", dossier, drafts=drafts)
    world.act(handle.propose, "chi", dossier, opinion="Có trong sổ.")
    return dossier


def numbered(world: World, *rows: dict[str, str]) -> Dossier:
    """Approved, numbered, the papers made: Dũng may sign."""
    return stage(f"numbered {rows}", lambda: _number(world, *rows))


def _number(world: World, *rows: dict[str, str]) -> Dossier:
    dossier = proposed(world, *rows)
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    outbox.drain()
    return dossier


def states(dossier: Dossier) -> list[str]:
    return list(dossier.results.values_list("state", flat=True))
