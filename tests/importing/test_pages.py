"""The upload page: a file in, its progress, what became of every record; and files out."""

import io
import re
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import openpyxl
import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.selectors import actor_for
from common import outbox
from common.actors import Actor
from common.errors import NotAllowed
from procedures.exporting import annex, annexes
from procedures.exporting.choosing import chosen
from procedures.importing import runs, writing
from procedures.models import DecisionAnnex, ImportItem, ImportRun, VersionDraft
from procedures.tasks import import_files
from tests.importing.samples import CODE, full, lines, many, row
from tests.publisher.people import CODE as OFFERED
from tests.publisher.people import Publishers

pytestmark = pytest.mark.django_db


def author(publishers: Publishers) -> Actor:
    return actor_for(publishers.soan, publishers.author_seat)


def begun(publishers: Publishers, data: bytes) -> ImportRun:
    return runs.begin(ContentFile(data, name="quoc-gia.jsonl"), by=author(publishers))


def seated(publishers: Publishers, who: str = "soan") -> Client:
    return publishers.browser(getattr(publishers, who))


def test_a_file_is_handed_in_taken_over_and_told_of(publishers: Publishers) -> None:
    client, seat = seated(publishers), publishers.author_seat.pk
    file = SimpleUploadedFile("quoc-gia.jsonl", lines(full(), "{broken", row(code="9.100002")))
    with patch("portal.web.publisher.importing.views.wake_import", side_effect=ConnectionError):
        sent = client.post(reverse("importing:home", args=[seat]), {"file": file})
    run = ImportRun.objects.get()
    page = reverse("importing:run", args=[seat, run.pk])
    assert sent["Location"] == page
    waiting = client.get(page)
    assert waiting["Refresh"] == "3"
    assert "Chờ xử lý" in waiting.content.decode()
    assert "Refresh" not in client.get(page, {"dung": "1"})

    import_files()
    run.refresh_from_db()
    assert (run.status, run.done, run.total, run.created, run.failed) == ("done", 3, 3, 2, 1)
    done = client.get(page)
    assert "Refresh" not in done
    text = done.content.decode()
    assert "Cấp giấy đi xe đạp" in text
    assert "không đọc được JSON" in text
    assert reverse("catalogue:draft", args=[seat, VersionDraft.objects.get(procedure__code=CODE).pk]) in text
    only = client.get(page, {"loai": "failed"}).content.decode()
    assert "Cấp giấy đi xe đạp" not in only
    told = client.get(page, {"dieu": "paper-required-guessed"}).content.decode()
    assert "Đang lọc: Không đánh dấu giấy tờ bắt buộc" in told
    assert "9.100002" not in re.findall(r'class="code muted">([^<]+)<', told)


def test_a_file_that_cannot_be_read_says_why(publishers: Publishers) -> None:
    run = begun(publishers, b"nothing")
    runs.work(run.pk)
    run.refresh_from_db()
    assert run.status == "failed"
    page = seated(publishers).get(reverse("importing:run", args=[publishers.author_seat.pk, run.pk])).content.decode()
    assert "không phải JSON" in page


def test_a_file_that_is_gone_is_no_work_for_ever(publishers: Publishers) -> None:
    run = begun(publishers, lines(full()))
    run.file.storage.delete(run.file.name)
    import_files()
    run.refresh_from_db()
    assert (run.status, runs.waiting()) == ("failed", [])


def test_a_worker_that_died_is_followed_by_one_that_goes_on(publishers: Publishers) -> None:
    run = begun(publishers, lines(*many(5), full(code="9.200001", name="Lặp")))
    with patch.object(writing, "BATCH", 2):
        with patch.object(runs, "_batch", side_effect=_dying_after(1, runs._batch)), pytest.raises(KeyboardInterrupt):
            runs.work(run.pk)
        assert ImportItem.objects.count() == 2
        ImportRun.objects.update(touched_at=None)
        import_files()
    run.refresh_from_db()
    assert (run.status, run.done, run.created, run.unchanged) == ("done", 6, 5, 1)
    assert list(run.items.order_by("position").values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]
    last = run.items.get(position=6)
    assert last.lint[-1]["code"] == "record-duplicate", "what was read before the death counts too"


def _dying_after(number: int, real: Any) -> Any:
    done = iter(range(number))

    def batch(*args: Any) -> None:
        if next(done, None) is None:
            raise KeyboardInterrupt
        real(*args)

    return batch


def test_who_may(publishers: Publishers) -> None:
    run = begun(publishers, lines(full()))
    with pytest.raises(NotAllowed):
        runs.begin(ContentFile(b"x", name="x"), by=actor_for(publishers.phuong, publishers.ward_seat))
    with pytest.raises(NotAllowed):
        runs.begin(ContentFile(b"x", name="x"), by=actor_for(publishers.duyet, publishers.approver_seat))
    assert ImportRun.objects.count() == 1
    ward = seated(publishers, "phuong")
    home = reverse("importing:home", args=[publishers.ward_seat.pk])
    assert run.name not in ward.get(home).content.decode()
    assert ward.post(home, {"file": SimpleUploadedFile("x.json", b"{}")}).status_code == 404
    assert ward.get(reverse("importing:run", args=[publishers.ward_seat.pk, run.pk])).status_code == 404
    assert (
        seated(publishers, "duyet").get(reverse("importing:run", args=[publishers.approver_seat.pk, run.pk])).status_code == 200
    )


@pytest.mark.parametrize("data", [None, b""])
def test_nothing_handed_in_is_told_at_the_field(publishers: Publishers, data: bytes | None) -> None:
    sent = {} if data is None else {"file": SimpleUploadedFile("x.json", data)}
    page = seated(publishers).post(reverse("importing:home", args=[publishers.author_seat.pk]), sent)
    assert page.status_code == 422
    assert not ImportRun.objects.exists()


def test_the_result_as_a_spreadsheet(publishers: Publishers) -> None:
    run = begun(publishers, lines(full(name="=1+1"), "{broken"))
    runs.work(run.pk)
    answer = seated(publishers).get(reverse("importing:report", args=[publishers.author_seat.pk, run.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1][:4] == (1, CODE, "=1+1", "Tạo mới")
    assert book.active["C2"].data_type == "s"
    assert rows[-1][3] == "Lỗi"


def test_the_number_of_queries_is_the_same_for_one_and_fifty(publishers: Publishers) -> None:
    client, counted = seated(publishers), []
    client.get(reverse("importing:home", args=[publishers.author_seat.pk]))
    for number in (1, 50):
        run = begun(publishers, lines(*many(number)))
        runs.work(run.pk)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("importing:run", args=[publishers.author_seat.pk, run.pk]))
        counted.append(len(seen))
    assert counted[0] == counted[1]


def export(client: Client, publishers: Publishers, **query: str) -> Any:
    return client.get(reverse("importing:export", args=[publishers.author_seat.pk]), query)


def test_chosen_procedures_as_json_and_excel(publishers: Publishers) -> None:
    client = seated(publishers)
    runs.work(begun(publishers, lines(full())).pk)
    codes = f"{CODE}\n{OFFERED}"
    assert len(export(client, publishers, codes=codes, kind="json").content.splitlines()) == 2
    assert export(client, publishers, codes=codes, kind="xlsx").content.startswith(b"PK")
    assert export(client, publishers, codes=codes, kind="pdf").status_code == 200, "an address alone asks for no annex"
    assert not DecisionAnnex.objects.exists()
    unknown = export(client, publishers, codes="9.999999", kind="json")
    assert unknown.status_code == 422
    assert "9.999999" in unknown.content.decode()
    assert export(client, publishers, codes=", ".join(f"9.3{n:05d}" for n in range(21)), kind="pdf").status_code == 422


def test_an_annex_is_made_by_the_worker_and_kept_for_a_week(publishers: Publishers) -> None:
    client, seat = seated(publishers), publishers.author_seat.pk
    sent = {"codes": OFFERED, "kind": "pdf", "number": "12/QĐ-UBND", "day": "24/11/2026", "agency": "UBND tỉnh"}
    page = client.post(reverse("importing:export", args=[seat]), sent)["Location"]
    made = DecisionAnnex.objects.get()
    file = reverse("importing:annex-file", args=[seat, made.pk])
    assert client.get(page)["Refresh"] == "3"
    assert "Refresh" not in client.get(page, {"dung": "1"})
    assert client.get(file).status_code == 404
    outbox.drain()
    assert file in client.get(page).content.decode()
    answer = client.get(file)
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "vi"
    assert seated(publishers, "phuong").get(page.replace(f"/{seat}/", f"/{publishers.ward_seat.pk}/")).status_code == 404
    made.refresh_from_db()
    assert annexes.forget(made.created_at + annexes.KEPT) == 0
    assert annexes.forget(made.created_at + annexes.KEPT + timedelta(seconds=1)) == 1
    assert not made.file.storage.exists(made.file.name)


def test_an_annex_beyond_its_bounds_says_so(publishers: Publishers) -> None:
    made = annexes.ask([OFFERED], annex.Decision(), by=author(publishers))
    with patch.object(annex, "SECONDS", 0):
        outbox.drain()
    page = seated(publishers).get(reverse("importing:annex", args=[publishers.author_seat.pk, made.pk]))
    assert "quá dài để lập trong một lần" in page.content.decode()


def test_uploaded_files_go_after_their_time_their_results_stay(publishers: Publishers) -> None:
    done, waiting = begun(publishers, lines(full())), begun(publishers, lines(full()))
    runs.work(done.pk)
    done.refresh_from_db()
    storage, name = done.file.storage, done.file.name
    stray = storage.save("imports/bo-do", ContentFile(b"x"))
    runs.forget(done.finished_at + runs.KEPT)
    assert [storage.exists(one) for one in (name, stray, waiting.file.name)] == [True, False, True]
    assert runs.forget(done.finished_at + runs.KEPT + timedelta(seconds=1)) == 1
    assert [storage.exists(one) for one in (name, waiting.file.name)] == [False, True]
    page = seated(publishers).get(reverse("importing:run", args=[publishers.author_seat.pk, done.pk])).content.decode()
    assert "đã được xóa theo thời hạn lưu" in page
    assert "Cấp giấy đi xe đạp" in page


def test_a_ward_exports_only_what_it_handles(publishers: Publishers) -> None:
    runs.work(begun(publishers, lines(full())).pk)
    ward = seated(publishers, "phuong")
    page = reverse("importing:export", args=[publishers.ward_seat.pk])
    assert ward.get(page, {"codes": OFFERED, "kind": "json"}).status_code == 200
    assert ward.get(page, {"codes": CODE, "kind": "json"}).status_code == 422


def test_the_annex_says_all_parts(publishers: Publishers) -> None:
    runs.work(begun(publishers, lines(full())).pk)
    text = annex.html(chosen([CODE, OFFERED]), annex.Decision("12/QĐ-UBND", None, "UBND tỉnh"))
    for said in (
        "Kèm theo Quyết định số 12/QĐ-UBND",
        "Cấp giấy đi xe đạp",
        "Trung tâm Xe đạp",
        "Tờ khai đi xe đạp",
        "Phí: 20.000 đồng – Một xe",
        "5 ngày làm việc",
        "Nghị định về xe đạp (1/2026/NĐ-CP)",
        "Công dân Việt Nam; Doanh nghiệp",
        "Biết đi xe đạp.",
    ):
        assert said in text
