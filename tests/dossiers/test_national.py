"""The ten national statuses (domain.md §3.2): one table, one row for every dossier, each of the ten reached by real acts."""

from collections.abc import Callable
from itertools import product

import pytest

from dossiers import national
from dossiers.models import Dossier
from dossiers.services import decide, handing_over, receive, stop, take_back, withdraw
from dossiers.services.handle import propose, take
from dossiers.services.supplement import Item, request_supplement
from dossiers.states import NATIONAL, State
from tests.dossiers.routing import made
from tests.world import World

NAMES = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
ITEM = Item(label="Bản vẽ", reason="Thiếu mặt cắt", paper_key="ban-ve")


def test_every_state_with_every_fact_falls_under_exactly_one_row() -> None:
    for state, begun, owes in product(State, (False, True), (False, True)):
        rows = [row for row in NATIONAL if state in row.states and row.begun in (None, begun) and row.owes in (None, owes)]
        assert len(rows) == 1, (state, begun, owes)
    assert {row.code: row.name for row in NATIONAL} == NAMES


def taxed(world: World) -> Dossier:
    """At a step where the applicant pays what the tax office asks."""
    pay = made.step("pay", "handler", made.to("go", "approve", effect="forward"), stops="obligation", kind="pay")
    steps = made.plain()
    steps[1]["actions"] = [made.to("propose", "pay", requires=["opinion"])]
    dossier = made.filed(world, [*steps[:2], pay, *steps[2:]])
    world.act(receive.receive, "binh", dossier)
    world.act(propose, "chi", dossier, opinion="Thông báo thuế.")
    return dossier


def acted(world: World, stage: str, service: Callable[..., object], who: str, **given: object) -> Dossier:
    dossier = getattr(world, stage)()
    world.act(service, who, dossier, **given)
    return dossier


def by_applicant(dossier: Dossier, service: Callable[..., object], **given: object) -> Dossier:
    service(dossier.pk, **given)
    dossier.refresh_from_db()
    return dossier


REACHED: dict[str, tuple[int, Callable[[World], Dossier]]] = {
    "filed": (1, lambda world: world.submitted()),
    "taken back": (1, lambda world: by_applicant(world.submitted(), take_back.take_back, by=world.an)),
    "received, nobody has looked": (2, lambda world: world.received()),
    "refused": (3, lambda world: acted(world, "submitted", receive.refuse, "binh", reason="Sai nơi")),
    "taken by the handler": (4, lambda world: acted(world, "received", take, "chi")),
    "proposed": (4, lambda world: world.proposed()),
    "asked for papers": (5, lambda world: acted(world, "received", request_supplement, "chi", items=[ITEM])),
    "waits for tax": (6, taxed),
    "withdrawn": (7, lambda world: by_applicant(world.submitted(), withdraw.withdraw, by=world.an, reason="Đổi ý")),
    "stopped": (8, lambda world: acted(world, "received", stop.stop, "dung", reason="Tòa đang xử")),
    "rejected": (9, lambda world: acted(world, "proposed", decide.reject, "dung", reason="Không đủ")),
    "issued": (9, lambda world: world.issued()),
    "handed over": (10, lambda world: acted(world, "issued", handing_over.hand_over, "binh")),
}


@pytest.mark.parametrize("story", REACHED)
def test_each_status_is_reached(world: World, story: str) -> None:
    code, tell = REACHED[story]
    assert national.status(tell(world)).code == code


def test_none_is_left_out() -> None:
    assert {code for code, _tell in REACHED.values()} == set(NAMES)
