"""Compliance cost by the official method, and what the system would cut. Pure."""

from procedures.candidates import candidates, saving
from procedures.costs import Line, as_json, corrected, from_json, lines_of, reckon
from procedures.observed import Observed
from tests.checking.sound import paper, sound

HOUR = 60_000


def test_a_dossier_costs_time_fees_and_the_rest() -> None:
    lines = [
        Line("paper", "Giấy tờ", "prepare", 30, 5_000),
        Line("counter", "Tại quầy", "file", 120, 20_000, 0.5),
        Line("fee", "Phí", "fee", 0, 8_000),
    ]
    cost = reckon(lines, labour_hour=HOUR, cases_a_year=1_000)
    # 30 + 60 minutes at 1.000 đ, 8.000 of fees, 5.000 + 10.000 of expenses.
    assert (cost.hours, cost.time_money, cost.fees, cost.other) == (1.5, 90_000, 8_000, 15_000)
    assert (cost.total, cost.year, cost.hours_a_year) == (113_000, 113_000_000, 1_500)


def test_the_procedure_gives_the_lines_to_begin_with() -> None:
    content = sound(
        papers=[paper(), paper("dat", "Giấy tờ đất", held_by={"register": "land"}, required=False), paper("don", eform=True)],
        fees=[{"code": "p", "name": "Phí", "kind": "phi", "amount": 8000, "basis": "TT"}],
    )
    lines = {line.key: line for line in lines_of(content, Observed())}
    assert list(lines) == ["paper-don", "form", "file-online", "fetch-online", "file-counter", "fetch-counter", "fee-p", "pay"]
    assert all(line.assumed for key, line in lines.items() if key != "fee-p")
    assert lines["fee-p"].money == 8000


def test_real_dossiers_speak_louder() -> None:
    seen = Observed(filed=100, online=80, finished=90, minutes=12.5, supplements=25, papers={"don": 40})
    lines = {line.key: line for line in lines_of(sound(), seen)}
    assert (lines["form"].minutes, lines["form"].assumed) == (12.5, False)
    assert (lines["paper-don"].share, lines["file-online"].share, lines["file-counter"].share) == (0.4, 0.8, 0.2)
    assert lines["supplement"].share == 0.25


def test_a_sheet_is_kept_and_read_as_it_was() -> None:
    lines = lines_of(sound(), Observed())
    assert from_json(as_json(lines)) == lines
    put = corrected(lines[0], minutes=5, money=0, share=1)
    assert (put.minutes, put.assumed) == (5, False)
    assert corrected(lines[0], minutes=lines[0].minutes, money=lines[0].money, share=lines[0].share) is lines[0]


def test_the_system_finds_what_nobody_uses() -> None:
    step = {
        "key": "approve",
        "name": "Duyệt",
        "kind": "approve",
        "role": "leader",
        "agency": "handling",
        "share": 0.5,
        "actions": [{"key": "reject", "label": "Duyệt", "to": "end"}, {"key": "return", "label": "Trả lại", "to": "receive"}],
    }
    receive = sound()["process"]["steps"][0]
    content = sound(
        limit={"value": "20wd", "text": "20 ngày làm việc"},
        process={"schema": 1, "name": "thử", "steps": [receive, step]},
        papers=[paper(), paper("thua", "Giấy tờ thừa")],
    )
    seen = Observed(
        filed=100,
        online=100,
        finished=90,
        median_days=2.0,
        p90_days=4.5,
        papers={"don": 100},
        outcomes={"approve": {"approve": 90}},
        supplements=30,
    )
    found = {one.path: one for one in candidates(content, seen)}
    assert list(found) == ["papers/thua", "process/approve", "limit", "papers"]
    assert "0 trong 100" in found["papers/thua"].evidence
    assert "90% xong trong 4,5 ngày" in found["limit"].evidence
    assert saving(found["papers/thua"], lines_of(content, Observed())) == (30, 5_000)


def test_few_dossiers_say_nothing() -> None:
    seen = Observed(filed=5, online=5, finished=5, p90_days=0.1, median_days=0.1, papers={})
    assert candidates(sound(limit={"value": "20wd", "text": "20 ngày làm việc"}), seen) == []


def test_a_step_that_changed_something_stays() -> None:
    seen = Observed(filed=100, finished=90, papers={"don": 90}, outcomes={"approve": {"approve": 80, "return": 10}})
    assert [one for one in candidates(sound(), seen) if one.kind == "step"] == []
