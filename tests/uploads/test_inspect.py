"""Good files come in and are readable; hostile ones stay out, each with the sentence that says why."""

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from common import jail, uploads
from common.uploads import BadUpload, antivirus
from runtime import places
from tests.uploads import samples
from tests.uploads.clamd import EICAR, Clamd
from tests.uploads.hostile import MORE

GOOD: list[tuple[str, Callable[[], bytes], str, int, tuple[str, ...]]] = [
    ("Ảnh chụp.JPG", samples.photo, "image/jpeg", 1, ()),
    ("anh.jpeg", samples.photo_with_place, "image/jpeg", 1, ()),
    ("scan.png", lambda: samples.photo("PNG"), "image/png", 1, ()),
    ("IMG_0001.HEIC", lambda: samples.photo("HEIF"), "image/heic", 1, ()),
    ("ho so.pdf", lambda: samples.pdf(3), "application/pdf", 3, ()),
    ("đơn đề nghị.pdf", lambda: samples.pdf(200), "application/pdf", 200, ()),
    ("attached.pdf", samples.pdf_with_attachment, "application/pdf", 1, ("embedded-file",)),
    ("ours.pdf", lambda: samples.pdf_with_attachment("du-lieu.json"), "application/pdf", 1, ()),
    ("opens.pdf", samples.pdf_that_opens_elsewhere, "application/pdf", 1, ("open-action",)),
    ("mended.pdf", lambda: samples.pdf().replace(b"startxref\n", b"startxref\n9"), "application/pdf", 1, ("repaired",)),
]

HOSTILE: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("nothing", "a.pdf", lambda: b"", "empty"),
    ("too big", "a.pdf", lambda: b"%PDF-1.7" + b"x" * (10 * 1024 * 1024), "too-big"),
    ("eicar", "eicar.com", lambda: EICAR, "type"),
    ("eicar as pdf", "eicar.pdf", lambda: EICAR, "type"),
    ("svg", "a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "type"),
    ("svg as png", "a.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "type"),
    ("html as pdf", "a.pdf", lambda: b"<html><script>alert(1)</script>", "type"),
    ("docx", "a.docx", lambda: b"PK\x03\x04" + b"\0" * 100, "type"),
    ("zip as pdf", "a.pdf", lambda: b"PK\x03\x04" + b"\0" * 100, "type"),
    ("exe as jpg", "a.jpg", lambda: b"MZ" + b"\0" * 200, "type"),
    ("gif", "a.gif", lambda: samples.photo("GIF"), "type"),
    ("tiff as jpg", "a.jpg", lambda: samples.photo("TIFF"), "type"),
    ("webp as png", "a.png", lambda: samples.photo("WEBP"), "type"),
    ("no ending", "pdf", samples.pdf, "type"),
    ("double ending", "a.pdf.exe", samples.pdf, "type"),
    ("nul in the name", "a.pdf\x00.exe", samples.pdf, "type"),
    ("right-to-left name", "a\u202efdp.exe", samples.pdf, "type"),
    ("png as jpg", "a.jpg", lambda: samples.photo("PNG"), "mismatch"),
    ("pdf as png", "a.png", samples.pdf, "mismatch"),
    ("jpeg that is a pdf too", "a.jpg", lambda: samples.photo()[:20] + b"%PDF-1.7" + samples.photo()[20:], "mismatch"),
    ("pdf behind rubbish", "a.pdf", lambda: b"rubbish" * 10 + samples.pdf(), "type"),
    ("cut jpeg", "a.jpg", lambda: samples.photo()[:1500], "broken"),
    ("cut png", "a.png", lambda: samples.photo("PNG")[:300], "broken"),
    ("cut heic", "a.heic", lambda: samples.photo("HEIF")[:600], "broken"),
    ("cut pdf", "a.pdf", lambda: samples.pdf(30)[:-600], "broken"),
    ("pdf without pages", "a.pdf", lambda: samples.saved(pikepdf.new()), "broken"),
    ("pdf of noughts", "a.pdf", lambda: b"%PDF-1.7\n" + b"\0" * 4000 + b"%%EOF", "broken"),
    ("201 pages", "a.pdf", lambda: samples.pdf(201), "pages"),
    ("password", "a.pdf", lambda: samples.pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "password"),
    ("owner's password", "a.pdf", lambda: samples.pdf(encryption=pikepdf.Encryption(owner="o", user="")), "password"),
    ("png bomb", "a.png", lambda: samples.png_header(50_000, 50_000), "pixels"),
    ("42 megapixels", "a.png", lambda: samples.png_header(7_000, 6_000), "pixels"),
    ("pdf bomb", "a.pdf", samples.pdf_bomb, "broken"),
    *(
        (where, "a.pdf", lambda where=where: samples.pdf_with(where), "active")
        for where in (
            "open-action-js",
            "names-js",
            "link-launch",
            "next-of-an-action",
            "page-aa",
            "xfa",
            "rich-media",
            "form-submit",
        )  # fmt: skip
    ),
    *MORE,
]


def test_the_corpus_is_as_large_as_the_design_asks() -> None:
    assert len({row[0] for row in HOSTILE}) == len(HOSTILE) >= 60


@pytest.mark.parametrize(("name", "make", "mime", "pages", "findings"), GOOD, ids=[row[0] for row in GOOD])
def test_good_files_come_in(name: str, make: Callable[[], bytes], mime: str, pages: int, findings: tuple[str, ...]) -> None:
    found = uploads.inspect(make(), name)
    assert (found.mime, found.pages, found.findings, found.scan) == (mime, pages, findings, "not-scanned")
    assert (found.rendition is not None) == (mime != "application/pdf" or bool(findings))
    if found.rendition:
        with pikepdf.open(io.BytesIO(found.rendition)) as pdf:
            assert len(pdf.pages) == pages
            assert not len(pdf.attachments) and "/OpenAction" not in pdf.Root


def peak() -> int:
    """The most memory, in KiB, that any child of this process ever had."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


@pytest.mark.parametrize(("name", "make", "code"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_files_stay_out(name: str, make: Callable[[], bytes], code: str) -> None:
    data = make()
    started, before = time.monotonic(), peak()
    with pytest.raises(BadUpload) as refused:
        uploads.inspect(data, name)
    assert refused.value.code == code
    assert time.monotonic() - started < 20
    assert peak() <= max(before, 600 * 1024)


def test_the_sentences_are_those_of_the_design() -> None:
    said = {code: str(BadUpload(code).message) for code in ("too-big", "password", "empty", "malware", "type")}
    assert said == {
        "too-big": "Tệp phải nhỏ hơn 10 MB",
        "password": "Tệp có mật khẩu, hãy gỡ mật khẩu rồi tải lại",
        "empty": "Tệp trống",
        "malware": "Tệp có mã độc nên không được nhận",
        "type": "Tệp phải là ảnh (JPG, PNG, HEIC) hoặc PDF",
    }


def test_a_photo_loses_its_place_and_stands_upright() -> None:
    rendition = uploads.inspect(samples.photo_with_place(), "a.jpg").rendition
    assert rendition is not None and b"SecretPhone" not in rendition and b"Exif" not in rendition
    with pikepdf.open(io.BytesIO(rendition)) as pdf:
        picture = pikepdf.PdfImage(pdf.pages[0].Resources.XObject["/Anh"]).as_pil_image()
        box = [float(v) for v in pdf.pages[0].MediaBox]
    assert picture.size == (480, 640) and box[3] > box[2]
    assert not picture.getexif()


def test_a_clear_picture_is_laid_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    rendition = uploads.inspect(out.getvalue(), "a.png").rendition
    assert rendition is not None
    with pikepdf.open(io.BytesIO(rendition)) as pdf:
        assert pikepdf.PdfImage(pdf.pages[0].Resources.XObject["/Anh"]).as_pil_image().getpixel((25, 25)) == (255, 255, 255)


def test_a_40_megapixel_photo_fits_into_the_jail() -> None:
    """Asked by a small process: what a child of a large one takes counts from the large one's own memory."""
    ask = "import django; django.setup(); from tests.uploads.test_inspect import jailed; jailed()"
    photo = samples.photo(size=(7_600, 5_200), quality=40)
    said = subprocess.run([sys.executable, "-c", ask], input=photo, capture_output=True, check=True, cwd=places.ROOT)
    assert int(said.stdout) <= 600 * 1024


def jailed() -> None:
    """In that process: inspect the photo on stdin, print the kilobytes that its children took at most."""
    assert uploads.inspect(sys.stdin.buffer.read(), "a.jpg").rendition
    print(peak())


def test_photos_and_pdfs_become_one_pdf_in_their_order() -> None:
    whole = uploads.combine([samples.photo(), samples.pdf(2), samples.photo("PNG", (480, 640)), samples.photo("HEIF")])
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        sizes = [tuple(round(float(v)) for v in page.MediaBox[2:]) for page in pdf.pages]
    assert sizes == [(842, 595), (612, 792), (612, 792), (595, 842), (842, 595)]


def test_combining_refuses_what_inspection_refuses() -> None:
    with pytest.raises(BadUpload) as refused:
        uploads.combine([samples.photo()[:900]])
    assert refused.value.code == "broken"
    with pytest.raises(BadUpload):
        uploads.combine([])


def test_the_jail_ends_what_runs_too_long() -> None:
    with pytest.raises(jail.Escaped):  # over before it began, however slow the machine
        jail.run("common.uploads.parser", samples.pdf(), {"task": "inspect", "mime": "application/pdf"}, seconds=-1)


def test_the_jail_keeps_our_secrets_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_KEY", "secret")
    assert "DATA_KEY" not in jail._ENVIRONMENT


def test_the_scanner_is_asked_when_it_is_configured(settings, tmp_path: Path) -> None:
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd.sock")
    data = samples.photo()
    assert uploads.inspect(data, "a.jpg").scan == antivirus.WAITING  # configured but down: in, but not to be opened yet
    with Clamd(tmp_path / "clamd.sock"):
        assert uploads.inspect(data, "a.jpg").scan == antivirus.CLEAN
        with pytest.raises(BadUpload) as refused:
            uploads.inspect(data + EICAR, "a.jpg")
    assert refused.value.code == "malware"
