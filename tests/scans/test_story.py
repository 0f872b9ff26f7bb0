"""Bình scans An's papers in one go: the machine splits and proposes, she decides, and signed papers lie in the dossier."""

import io

import pikepdf
import pytest

from audit.models import AuditEvent
from common import blobs
from common.errors import NotAllowed, Stale
from common.uploads import BadUpload
from dossiers import digitising
from dossiers.models import Digitisation, Dossier, Draft, ScannedPaper, ScanPage, ScanTable, ScanUpload
from dossiers.services import counter_end, decide, issue, papers
from dossiers.services.scans import arranging, confirming, saving, splitting, standing, taking
from tests.dossiers import extracts
from tests.scans import stacks
from tests.scans.conftest import drawn, laid, pages, table_for
from tests.uploads import samples
from tests.world import PERMIT, World

LAND, DRAWING = "giay-to-dat", "ban-ve"


def press(world: World, table: ScanTable, do: str, page: ScanPage | None = None, paper: str = "") -> None:
    table.refresh_from_db()
    given = {"by": world.officials["binh"], "seen": table.lock_version, "do": do, "paper": paper}
    arranging.arrange(table, page=page.pk if page else None, **given)


def save(world: World, table: ScanTable, place: Dossier | Draft) -> list[ScannedPaper]:
    table.refresh_from_db()
    return saving.save(table, place, by=world.officials["binh"], seat=world.seats["binh"], seen=table.lock_version)


@pytest.mark.slow
def test_a_stack_becomes_papers(world: World, on_paper: Dossier) -> None:
    """Separator sheets name the papers, the empty back is proposed to go, the page that lies on its side is turned."""
    side = stacks.printed().rotate(-90, expand=True)
    stack = [
        stacks.separator(PERMIT, LAND),
        stacks.printed(),
        stacks.blank(),
        stacks.separator(PERMIT, DRAWING),
        side,
    ]
    table = laid(world, on_paper, stacks.scanned(stack))
    first, page, back, second, turned = pages(table)
    assert [one.kind for one in (first, second)] == [ScanPage.Kind.SHEET] * 2
    assert [one.paper_key for one in (first, second)] == [LAND, DRAWING]
    assert (page.fate, back.fate) == (ScanPage.Fate.KEPT, ScanPage.Fate.BLANK)
    assert (page.turn, turned.turn, turned.turned_by_machine) == (0, 270, True)

    with pytest.raises(saving.Undecided, match="trắng"):
        save(world, table, on_paper)
    assert not on_paper.scanned.exists()
    press(world, table, "drop-blanks")
    land, drawing = save(world, table, on_paper)

    assert (land.paper_key, land.pages, drawing.paper_key, drawing.pages) == (LAND, 1, DRAWING, 1)
    with pikepdf.open(io.BytesIO(blobs.read(drawing.blob))) as pdf:
        _left, _bottom, width, height = (float(edge) for edge in pdf.pages[0].mediabox)
        assert height > width, "it stands upright"
        assert "/Annots" not in pdf.pages[0]
    files = {file.pk: file for file in on_paper.files.filter(replaced_at__isnull=True)}
    assert set(files) == {land.file, drawing.file}
    assert pages(table) == []
    event = AuditEvent.objects.get(stream=f"dossier:{on_paper.pk}", action="scan-papers")
    assert event.data["papers"] == [LAND, DRAWING]
    assert event.actor == f"official:{world.officials['binh'].pk}@{world.seats['binh'].pk}"


def test_from_not_yet_to_signed(world: World, on_paper: Dossier) -> None:
    """The stages of TT 01/2023, what the queue and the figure say at each, and that nothing is signed before a person read it."""
    binh, seat = world.officials["binh"], world.seats["binh"]
    standing.look(on_paper)
    assert [(paper.key, paper.stage, paper.code) for paper in digitising.of(on_paper)] == [(LAND, 0, 0), (DRAWING, 0, 0)]
    assert [row.dossier for row in digitising.waiting(seat.agency_id)] == [on_paper]
    table = drawn(world, on_paper, 3)
    one, two, _three = pages(table)
    press(world, table, "paper", one, LAND)
    press(world, table, "paper", two, DRAWING)
    land, drawing = save(world, table, on_paper)
    assert {paper.stage for paper in digitising.of(on_paper)} == {digitising.SCANNED}
    assert not digitising.waiting(seat.agency_id).exists()
    with pytest.raises(NotAllowed):
        confirming.sign(on_paper, by=binh, seat=seat)

    said = {"number": "145/GXN-UBND", "day": "2024-03-12", "issuer": "Ủy ban nhân dân phường Phú Cường", "name": ""}
    confirming.confirm(land, by=binh, seat=seat, values=said)
    [signed] = confirming.sign(on_paper, by=binh, seat=seat)
    assert (signed.pk, signed.signed_with) == (land.pk, "agency-H09.21.23")
    assert b"/ETSI.CAdES.detached" in blobs.read(signed.signed)
    file = on_paper.files.get(pk=land.file)
    assert (file.rendition_id, file.blob_id) == (signed.signed_id, land.blob_id), "read signed, kept as it was scanned"
    assert {paper.key: paper.stage for paper in digitising.of(on_paper)} == {LAND: digitising.SIGNED, DRAWING: digitising.SCANNED}
    with pytest.raises(NotAllowed, match="đã ký số"):
        confirming.confirm(land, by=binh, seat=seat, values=said | {"number": "1"})
    row = Digitisation.objects.get(dossier=on_paper)
    assert (row.asked, row.there, row.confirmed, row.signed) == (2, 2, 1, 1)
    month = row.submitted_at.replace(day=1, hour=0)
    assert digitising.share(seat.agency, month, row.submitted_at) == digitising.Share(0, 0, 0), "until is not in it"
    assert digitising.share(seat.agency, month, row.complete_at).percent == 100


def test_two_tabs(world: World, on_paper: Dossier) -> None:
    """Who pressed on an old board is told, and nothing of it is done; what has no name stays on the table."""
    table = drawn(world, on_paper, 2)
    one, two = pages(table)
    seen = table.lock_version
    press(world, table, "turn", one)
    stale = {"by": world.officials["binh"], "seen": seen}
    with pytest.raises(Stale):
        arranging.arrange(table, page=two.pk, do="drop", **stale)
    with pytest.raises(Stale):
        saving.save(_named(world, table, two), on_paper, seat=world.seats["binh"], **stale)
    assert [page.fate for page in pages(table)] == [ScanPage.Fate.KEPT] * 2
    save(world, table, on_paper)
    assert pages(table) == [one]


def _named(world: World, table: ScanTable, page: ScanPage) -> ScanTable:
    press(world, table, "paper", page, LAND)
    return table


def test_the_paper_of_a_result_is_scanned_before_it_leaves(world: World) -> None:
    """It lies among the dossier's files under the result's name; what is not on paper yet cannot be named."""
    assert not [key for key in digitising.namable(world.received()) if key.startswith("ket-qua")]
    dossier = world.issued()
    key = f"ket-qua--{dossier.results.get().result_key}"
    assert digitising.others(dossier, digitising.of(dossier))[0] == (key, "Kết quả: Giấy phép xây dựng nhà ở riêng lẻ")
    table = drawn(world, dossier, 1)
    press(world, table, "paper", pages(table)[0], key)
    [paper] = save(world, table, dossier)
    assert (paper.paper_key, paper.dossier) == (key, dossier)
    [stage] = [one for one in digitising.of(dossier) if one.key == key]
    assert (stage.name, stage.stage, stage.required) == ("Kết quả: Giấy phép xây dựng nhà ở riêng lẻ", digitising.SCANNED, False)


def test_of_several_results_each_paper_finds_its_own(world: World) -> None:
    """One dossier for two people: what lies on the table is named apart, and a page scanned anew replaces no other's."""
    dossier = extracts.proposed(extracts.offer(world), extracts.BIRTH, extracts.MARRIAGE)
    world.act(decide.approve, "dung", dossier)
    world.act(issue.number, "giang", dossier)
    names = {f"ket-qua--trich-luc__{n}": f"Kết quả {n}: Bản sao trích lục hộ tịch, bản sao giấy khai sinh" for n in (1, 2)}
    assert dict(digitising.others(dossier, digitising.of(dossier))).items() >= names.items()
    table = drawn(world, dossier, 2)
    first, second = pages(table)
    press(world, table, "drop", first)
    press(world, table, "drop", first)  # and back
    press(world, table, "cut", second)
    for page, key in zip((second, first), names, strict=True):
        press(world, table, "paper", page, key)
    found = {row.paper_key: row for row in save(world, table, dossier)}
    assert found.keys() == names.keys()
    shown = {one.key: (one.name, one.stage) for one in digitising.of(dossier) if one.key in names}
    assert shown == {key: (name, digitising.SCANNED) for key, name in names.items()}
    assert {file.pk: file.paper_key for file in dossier.files.filter(paper_key__in=names)} == {
        row.file: key for key, row in found.items()
    }


def test_at_the_counter_before_it_is_filed(world: World, reception: Draft) -> None:
    """A reception's scans are files of its draft; once it is filed they, the table and who scanned are the dossier's."""
    table = drawn(world, reception, 2)
    one, two = pages(table)
    press(world, table, "paper", two, LAND)
    [paper] = save(world, table, reception)
    assert reception.files.get().pk == paper.file
    papers.add_file(reception.pk, reception.owner, paper_key=DRAWING, name="ban-ve.pdf", data=samples.pdf())
    filing = counter_end.finish(reception.counter.pk, by=reception.owner, seat=world.seats["binh"], ending=counter_end.Ending())
    dossier = filing.dossier
    assert standing.sweep() == 1
    assert table_for(world, dossier).pk == table.pk
    assert pages(table) == [one]
    assert dossier.scanned.get() == paper
    stages = {paper.key: paper.stage for paper in digitising.of(dossier)}
    assert stages == {LAND: digitising.SCANNED, DRAWING: digitising.FILED}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("quet.pdf", samples.pdf_with("open-action-js"), "active"),
        ("quet.pdf", b"MZ" + bytes(200), "type"),
        ("quet.pdf", samples.photo("PNG"), "mismatch"),
        ("quet.pdf", b"", "empty"),
        ("quet.pdf", b"%PDF-1.7 " + bytes(taking.MOST_BYTES), "too-big"),
    ],
)
def test_a_scanner_may_be_anyone(world: World, on_paper: Dossier, name: str, data: bytes, code: str) -> None:
    """What comes from the counter's computer is judged like any stranger's file."""
    table = table_for(world, on_paper)
    with pytest.raises(BadUpload) as refused:
        taking.take(table, by=world.officials["binh"], seat=world.seats["binh"], name=name, data=data)
    assert refused.value.code == code
    assert not table.uploads.exists()


def test_a_file_that_kills_the_reader(world: World, on_paper: Dossier) -> None:
    """It is tried twice, then said to be broken; what others scanned goes on."""
    table = drawn(world, on_paper, 1)
    upload = table.uploads.get()
    spoilt = blobs.put(b"%PDF-1.7\n" + bytes(500) + b"%%EOF", "application/pdf")
    ScanUpload.objects.filter(pk=upload.pk).update(state=ScanUpload.State.WAITING, rendition=spoilt, split=0)
    assert [splitting.split_next() for _try in range(3)] == [True, True, False]
    upload.refresh_from_db()
    assert upload.state == ScanUpload.State.BROKEN
    assert len(pages(table)) == 1
