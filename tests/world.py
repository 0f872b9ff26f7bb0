"""The cast of the stories: An (citizen), Bình (clerk), Chi (handler), Hải (second agency), Dũng (leader), Giang (records),
Trí (system administrator), Thu (finance), Soạn and Duyệt (author and approver of procedures), and Mai, an outsider from
another commune. A small province with the three real
procedures from seeds/."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from PIL import Image

from accounts.models import Person, SeatAssignment, User, identity_index, phone_index
from agencies.models import AdministrativeUnit, Agency, AgencyLevel, Seat
from common import outbox
from common.text import fold
from dossiers.loaded import load
from dossiers.models import Dossier, Draft
from dossiers.services import answering, consult, decide, drafting, handle, issue, papers, receive
from dossiers.services.submit import submit
from eforms import engine
from portal.mainjob import samples
from procedures import selectors as procedures
from procedures.models import Offering, ProcedureVersion
from procedures.services.seed import seed
from tests.snapshot import once, stage
from vault import ca, keys

OPENED = date(2020, 1, 1)
FIRST_SEAT = 1_000_000_000  # fixed, so that each seat's key is made once a run; where no sequence comes, or a key changes hands
PERMIT, COPIES, BIRTH = "1.013225", "2.000635", "1.001193"
# code, parent, kind, level, name: just what the seeded procedures name.
TREE = (
    ("H09", None, "authority", "tinh", "Ủy ban nhân dân tỉnh Bình Dương"),
    ("H09.01", "H09", "department", "so", "Sở Tư pháp"),
    ("H09.21", "H09", "authority", "huyen", "Ủy ban nhân dân thành phố Thủ Dầu Một"),
    ("H09.21.04", "H09.21", "division", "don-vi", "Phòng Quản lý đô thị"),
    ("H09.21.23", "H09.21", "authority", "xa", "Ủy ban nhân dân phường Phú Cường"),
    ("H09.21.23.01", "H09.21.23", "one-door", "don-vi", "Bộ phận Một cửa phường Phú Cường"),
    ("H09.21.24", "H09.21", "authority", "xa", "Ủy ban nhân dân phường Phú Hòa"),
    ("H09.21.24.01", "H09.21.24", "one-door", "don-vi", "Bộ phận Một cửa phường Phú Hòa"),
)
SEATS = (
    ("binh", "Phạm Thị Bình", "H09.21.23.01", "clerk", "Công chức tiếp nhận"),
    ("chi", "Võ Kim Chi", "H09.21.23", "handler", "Công chức địa chính xây dựng"),
    ("hai", "Đỗ Thanh Hải", "H09.21.04", "handler", "Chuyên viên"),
    ("dung", "Huỳnh Quốc Dũng", "H09.21.23", "leader", "Phó Chủ tịch"),
    ("giang", "Đặng Thu Giang", "H09.21.23", "records", "Văn thư"),
    ("mai", "Trịnh Thị Mai", "H09.21.24.01", "clerk", "Công chức tiếp nhận"),
    ("tri", "Kiều Anh Trí", "H09", "sysadmin", "Quản trị hệ thống"),
    ("thu", "Ngô Thị Thu", "H09.21.23", "finance", "Kế toán"),
    ("soan", "Hà Minh Soạn", "H09", "author", "Chuyên viên kiểm soát thủ tục"),
    ("duyet", "Quách Thu Duyệt", "H09", "approver", "Trưởng phòng Kiểm soát thủ tục"),
)


@dataclass
class World:
    """Everyone by short name; ``seat`` is the seat an official acts on."""

    an: User
    lan: User
    officials: dict[str, User] = field(default_factory=dict)
    seats: dict[str, Seat] = field(default_factory=dict)

    def place(self, code: str) -> tuple[ProcedureVersion, Offering]:
        """The published version and where it is filed: phường Phú Cường."""
        version = procedures.published(code)
        return version, next(row for row in procedures.offerings(version) if row.handling.code == "H09.21.23")

    def draft(self, code: str = PERMIT, *, owner: User | None = None) -> Draft:
        """A complete draft: every page saved, every paper uploaded."""
        owner = owner or self.an

        def fill() -> Draft:
            version, offering = self.place(code)
            draft = drafting.start(owner, version, offering)
            for page in engine.visible_pages(load(version.pk).form, {}):
                draft, _outcome = drafting.save_page(draft.pk, owner, page=page.key, typed=samples.ANSWERS[code])
            for paper in samples.PAPERS[code]:
                papers.add_file(draft.pk, owner, paper_key=paper, name=f"{paper}.pdf", data=drawing())
            return draft

        return stage(f"draft {code} of {owner.pk}", fill)

    def submitted(self, code: str = PERMIT) -> Dossier:
        """An's dossier, filed."""

        def file() -> Dossier:
            draft = self.draft(code)
            return submit(draft.pk, by=self.an, key=draft.submit_key, declared=True)

        return stage(f"submitted {code}", file)

    def act(self, service: Any, who: str, dossier: Dossier, **given: Any) -> Any:
        """One act of an official who has just looked at the dossier."""
        dossier.refresh_from_db()
        answer = service(dossier.pk, by=self.officials[who], seat=self.seats[who], seen=dossier.lock_version, **given)
        dossier.refresh_from_db()
        return answer

    def answered(self, dossier: Dossier, answers: Mapping[str, Any] | None = None, *papers_: str) -> Dossier:
        """An's answer to what was asked: corrected answers, and a new file for each paper of these keys."""
        draft = answering.open_answer(dossier.pk, by=self.an)
        for key in papers_:
            papers.add_file(draft.pk, self.an, paper_key=key, name=f"{key} mới.pdf", data=drawing())
        answering.save_answer(draft.pk, self.an, answers or {}, "")
        answering.answer_supplement(dossier.pk, by=self.an)
        dossier.refresh_from_db()
        return dossier

    def received(self, code: str = PERMIT) -> Dossier:
        """Bình received it: Chi has it now."""

        def take() -> Dossier:
            dossier = self.submitted(code)
            self.act(receive.receive, "binh", dossier)
            return dossier

        return stage(f"received {code}", take)

    def proposed(self) -> Dossier:
        """Chi asked Hải, drafted and proposed: Dũng has it now."""
        return stage("proposed", self._propose)

    def _propose(self) -> Dossier:
        dossier = self.received()
        self.act(consult.consult, "chi", dossier, question="Phù hợp quy hoạch không?")
        self.act(consult.answer_consultation, "hai", dossier, agree=True, answer="Phù hợp.")
        values = {"owner.name": "Nguyễn Văn An", "work.name": "Nhà ở", "work.address": "Phường Phú Cường"}
        self.act(handle.draft_result, "chi", dossier, key="giay-phep", values=values)
        self.act(handle.propose, "chi", dossier, opinion="Đủ điều kiện.")
        return dossier

    def issued(self) -> Dossier:
        """All the way into the vault; the demo CA makes the keys."""
        return stage("issued", self._issue)

    def _issue(self) -> Dossier:
        dossier = self.proposed()
        self.act(decide.approve, "dung", dossier)
        self.act(issue.number, "giang", dossier)
        outbox.drain()
        self.act(issue.sign, "dung", dossier)
        self.act(issue.stamp, "giang", dossier)
        return dossier


def build() -> World:
    """Make the world in the test's database. Its rows have the same keys in every test, so what was kept of them goes first."""
    cache.clear()
    once("world", _make)
    users = {user.email.partition("@")[0]: user for user in User.objects.select_related("person")}
    seats = {seat.pk: seat for seat in Seat.objects.select_related("agency")}
    names = [name for name, *_rest in SEATS]
    return World(
        an=users["an"],
        lan=users["lan"],
        officials={name: users[name] for name in names},
        seats={name: seats[FIRST_SEAT + number] for number, name in enumerate(names)},
    )


def _make() -> None:
    _tree()
    call_command("seed_calendars", force=True, verbosity=0)
    citizen("an", "Nguyễn Văn An", "074090001234", "0912345678")
    citizen("lan", "Trần Thị Lan", "074192005678", "0987654321")
    for number, (name, full_name, agency, role, title) in enumerate(SEATS):
        _seat(name, full_name, Agency.objects.get(code=agency), role, title, FIRST_SEAT + number)
    seed(settings.BASE_DIR / "seeds", codes=[PERMIT, BIRTH])


def _tree() -> None:
    levels = {
        code: AgencyLevel.objects.create(code=code, name=code, rank=rank)
        for rank, code in enumerate(("tinh", "so", "huyen", "xa", "don-vi"))
    }
    made: dict[str | None, Agency] = {}
    for code, parent, kind, level, name in TREE:
        above = made.get(parent)
        path = f"{above.path if above else ''}{code}/"
        made[code] = Agency.objects.create(
            code=code, name=name, kind=kind, level=levels[level], parent=above, path=path, valid_from=OPENED
        )
    province = AdministrativeUnit.objects.create(
        edition="2025", code="79", name="Thành phố Hồ Chí Minh", level="province", folded=""
    )
    AdministrativeUnit.objects.create(
        edition="2025", code="25747", name="Phường Thủ Dầu Một", level="commune", parent=province, folded="thu dau mot"
    )


def citizen(name: str, full_name: str, identity: str, phone: str) -> User:
    """A person whom VNeID has verified, with an account."""
    person = Person.objects.create(
        full_name=full_name,
        folded_name=fold(full_name),
        birth_date=date(1990, 5, 2),
        identity_number=identity,
        identity_index=identity_index(identity),
        phone=phone,
        phone_index=phone_index(phone),
        trust=Person.Trust.VNEID,
    )
    return User.objects.create_user(f"{name}@example.vn", "mật khẩu dài", person=person)


def _seat(name: str, full_name: str, agency: Agency, role: str, title: str, number: int) -> None:
    person = Person.objects.create(full_name=full_name, folded_name=fold(full_name))
    user = User.objects.create_user(f"{name}@example.vn", "mật khẩu dài", person=person, is_official=True)
    seat = Seat.objects.create(pk=number, agency=agency, role=role, title=title)
    SeatAssignment.objects.create(user=user, seat=seat, since=datetime(2026, 1, 1, tzinfo=UTC))
    if role == "leader":
        ca.ensure(keys.person_key(seat.pk), ca.Subject(full_name, agency.name, title))
        ca.ensure(keys.agency_key(agency.code), ca.Subject(agency.name, agency.name))


def drawing() -> bytes:
    """A one-page PDF, as a scanner makes it."""
    out = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(out, "PDF")
    return out.getvalue()
