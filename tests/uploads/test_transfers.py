"""Files in pieces over tus: what arrived stays, what was lost is asked for again, and nothing half is ever a paper."""

import base64
import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client

from common import clock
from common.models import Blob
from common.uploads import room
from dossiers.models import Draft, DraftFile, Transfer, TransferPart, UploadDay
from dossiers.services import drafting, papers, transfers
from tests.uploads import samples
from tests.world import PERMIT, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = "application/offset+octet-stream"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def draft(world: World) -> Draft:
    return drafting.start(world.an, *world.place(PERMIT))


@pytest.fixture
def an(world: World, client: Client) -> Client:
    client.force_login(world.an)
    return client


def announce(client: Client, draft: Draft, data: bytes, **said: str) -> Any:
    """POST of tus creation; ``said``: what the metadata says beside the name and the paper."""
    about = {"filename": "Giấy đất.jpg", "paper": "giay-to-dat", **said}
    metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in about.items())
    headers = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    return client.post(f"/nop-ho-so/{draft.pk}/tai-len/", headers=headers, content_type="application/octet-stream")


def patch(client: Client, place: str, offset: int, piece: bytes, **headers: str) -> Any:
    return client.patch(place, piece, content_type=BYTES, headers={**TUS, "Upload-Offset": str(offset), **headers})


def received(client: Client, draft: Draft, data: bytes, **said: str) -> Any:
    """The whole way in two pieces; the answer to finishing."""
    place = announce(client, draft, data, **said)["Location"]
    middle = len(data) // 2
    assert patch(client, place, 0, data[:middle])["Upload-Offset"] == str(middle)
    assert patch(client, place, middle, data[middle:]).status_code == 204
    return client.post(place)


def test_a_file_in_pieces_becomes_a_paper_once(an: Client, draft: Draft) -> None:
    photo = samples.photo()
    answer = received(an, draft, photo, sha256=hashlib.sha256(photo).hexdigest())
    assert (answer.status_code, answer.json()["state"], answer.json()["said"]) == (200, "received", "Đã nhận")
    file = draft.files.get()
    assert (file.paper_key, file.name, file.blob.sha256) == ("giay-to-dat", "Giấy đất.jpg", hashlib.sha256(photo).hexdigest())
    assert file.preview is not None and file.rendition is not None
    # asked again, it answers the same and nothing is there twice
    row = Transfer.objects.get()
    place = f"/nop-ho-so/{draft.pk}/tai-len/{row.pk}/"
    assert an.post(place).json()["file"] == an.get(place).json()["file"] == str(file.pk)
    assert draft.files.count() == 1 and not TransferPart.objects.exists()
    assert Blob.objects.count() == 3  # original, page, preview: the pieces are gone at once


def test_what_arrived_is_gone_on_with_from_anywhere(an: Client, draft: Draft, world: World) -> None:
    photo = samples.photo()
    digest = hashlib.sha256(photo).hexdigest()
    place = announce(an, draft, photo, sha256=digest)["Location"]
    cut = len(photo) * 7 // 10
    patch(an, place, 0, photo[:cut])
    page = an.get(f"/nop-ho-so/{draft.pk}/giay-to/").content.decode()
    assert f"Đã tải {cut * 100 // len(photo)} %, còn dở" in page
    # another device announces the same file
    other = Client()
    other.force_login(world.an)
    again = announce(other, draft, photo, sha256=digest)
    assert (again["Location"], again["Upload-Offset"]) == (place, str(cut))
    assert other.head(place, headers=TUS)["Upload-Offset"] == str(cut)
    patch(other, place, cut, photo[cut:])
    assert other.post(place).json()["state"] == "received"


def test_a_piece_twice_or_out_of_order_changes_nothing(an: Client, draft: Draft) -> None:
    photo = samples.photo()
    place = announce(an, draft, photo)["Location"]
    patch(an, place, 0, photo[:100])
    for offset in (0, 50, 200):
        answer = patch(an, place, offset, photo[offset : offset + 10])
        assert (answer.status_code, answer["Upload-Offset"]) == (409, "100")
    assert patch(an, place, 100, photo[100:] + b"more").status_code == 413
    early = an.post(place)
    assert (early.status_code, early["Upload-Offset"]) == (409, "100")
    assert Transfer.objects.get().offset == 100 and not draft.files.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "viele"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Metadata": "filename ???"}, 400),
        ({"Upload-Length": "0"}, 422),
        ({"Upload-Length": str(10 * 1024 * 1024 + 1)}, 413),
    ],
)
def test_what_is_not_the_protocol_is_refused(an: Client, draft: Draft, headers: dict[str, str], status: int) -> None:
    about = f"filename {base64.b64encode(b'a.jpg').decode()},paper {base64.b64encode(b'ban-ve').decode()}"
    sent = {**TUS, "Upload-Length": "10", "Upload-Metadata": about, **headers}
    assert an.post(f"/nop-ho-so/{draft.pk}/tai-len/", headers=sent).status_code == status
    assert not Transfer.objects.exists()


def test_a_piece_must_be_what_its_checksum_says(an: Client, draft: Draft) -> None:
    place = announce(an, draft, b"x" * 20)["Location"]
    right = base64.b64encode(hashlib.sha256(b"x" * 10).digest()).decode()
    assert patch(an, place, 0, b"y" * 10, **{"Upload-Checksum": f"sha256 {right}"}).status_code == 460
    assert patch(an, place, 0, b"x" * 10, **{"Upload-Checksum": f"sha256 {right}"}).status_code == 204
    assert an.patch(place, b"x", content_type="text/plain", headers={**TUS, "Upload-Offset": "10"}).status_code == 415
    assert an.options(f"/nop-ho-so/{draft.pk}/tai-len/")["Tus-Extension"] == "creation,termination,expiration,checksum"


REFUSED = [
    (lambda: b"\xff\xd8\xff\xe0" + b"cut", "a.jpg", "Tệp bị hỏng"),
    (lambda: samples.pdf_with("names-js"), "a.pdf", "Tệp PDF có phần tự chạy"),
    (samples.photo, "a.exe", "Tệp phải là ảnh"),
]


@pytest.mark.parametrize(("make", "name", "said"), REFUSED, ids=[row[2] for row in REFUSED])
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(
    an: Client, draft: Draft, make: Callable[[], bytes], name: str, said: str
) -> None:
    answer = received(an, draft, make(), filename=name)
    assert answer.status_code == 422 and answer.json()["said"].startswith(said)
    assert not draft.files.exists() and not Blob.objects.exists()


def test_bytes_that_are_not_those_announced_are_refused(an: Client, draft: Draft) -> None:
    answer = received(an, draft, samples.photo(), sha256="0" * 64)
    assert answer.json()["code"] == "changed" and not draft.files.exists()


def test_names_and_sums_that_are_none_do_no_harm(an: Client, draft: Draft) -> None:
    said = {"filename": "../../etc/\x00pass\u202ewd.jpg", "sha256": "\x00" * 64, "replaces": "x"}
    assert received(an, draft, samples.photo(), **said).json()["name"] == "passwd.jpg"
    assert announce(an, draft, samples.photo(), field="\x00" * 300).status_code == 403
    assert announce(an, draft, samples.photo(), paper="\x00").status_code == 403


def test_a_cancelled_file_leaves_nothing(an: Client, draft: Draft) -> None:
    place = announce(an, draft, b"x" * 20)["Location"]
    patch(an, place, 0, b"x" * 10)
    assert an.delete(place, headers=TUS).status_code == 204
    assert an.head(place, headers=TUS).status_code == 404
    assert not Transfer.objects.exists() and not Blob.objects.exists()


def test_what_is_given_up_is_swept_with_its_bytes(an: Client, draft: Draft) -> None:
    place = announce(an, draft, b"x" * 20)["Location"]
    patch(an, place, 0, b"x" * 10)
    path = Blob.objects.get().path
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        assert an.head(place, headers=TUS).status_code in (302, 404)  # the session has ended too
        assert transfers.sweep() == 1
    assert not default_storage.exists(path) and not Transfer.objects.exists()


def test_nobody_else_gets_at_it(an: Client, draft: Draft, world: World) -> None:
    place = announce(an, draft, b"x" * 20)["Location"]
    lan = Client()
    lan.force_login(world.lan)
    assert announce(lan, draft, b"x" * 20).status_code == 404
    answers = [lan.head(place, headers=TUS), patch(lan, place, 0, b"x"), lan.post(place), lan.delete(place, headers=TUS)]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert Transfer.objects.get().offset == 0


def test_an_account_sends_a_gigabyte_a_day(an: Client, draft: Draft, world: World) -> None:
    UploadDay.objects.create(owner=world.an, day=clock.today(), bytes=transfers.DAY_LIMIT - 10)
    answer = announce(an, draft, b"x" * 11)
    assert answer.status_code == 413 and answer.json()["said"].startswith("Hôm nay bạn đã tải lên quá 1 GB")
    assert not Transfer.objects.exists()


def test_a_draft_takes_twenty_files(an: Client, draft: Draft, world: World) -> None:
    first = papers.add_file(draft.pk, world.an, paper_key="ban-ve", name="a.pdf", data=samples.pdf())
    same = {"draft": draft, "paper_key": "ban-ve", "name": "b", "blob": first.blob, "status": "received"}
    DraftFile.objects.bulk_create(DraftFile(**same, position=number) for number in range(1, 20))
    assert announce(an, draft, samples.photo()).json()["code"] == "too-many"
    # a file that takes another's place is no more
    assert received(an, draft, samples.photo(), paper="ban-ve", replaces=str(first.pk)).json()["state"] == "received"
    assert draft.files.count() == 20 and draft.files.first().name == "Giấy đất.jpg"


def test_a_full_disk_is_told_in_words_and_leaves_no_half_file(an: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    place = announce(an, draft, b"x" * 20)["Location"]

    def full(name: str, content: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    answer = patch(an, place, 0, b"x" * 10)
    assert answer.status_code == 507 and "hãy tải lại tệp sau ít phút" in answer.json()["said"]
    assert Transfer.objects.get().offset == 0 and not Blob.objects.exists()
    monkeypatch.setattr(room, "SHARE", 2.0)
    monkeypatch.setattr(room, "ENOUGH", 1 << 60)
    assert announce(an, draft, b"y" * 20).json()["code"] == "no-room"
    assert an.get(f"/nop-ho-so/{draft.pk}/giay-to/").status_code == 200  # the rest works
