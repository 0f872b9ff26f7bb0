"""More hostile files, made at test time: polyglots, bombs, archives, names that deceive, and PDFs that hide what runs.

Each row: (what it is, the name it comes under, how it is made, the code it is refused with); reliability-security.md §5.3.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.uploads import samples


def archive(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return out.getvalue()


def macro_document() -> bytes:
    """A Word file with a macro, as far as any reader can tell from its parts."""
    kind = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return archive(
        ("[Content_Types].xml", kind), ("word/document.xml", b"<w/>"), ("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 64)
    )


def old_document() -> bytes:
    """The head of an OLE file (.doc, .xls)."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def flate_png_bomb() -> bytes:
    """39 megapixels announced, 400 MB of noughts packed into half a megabyte behind them."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * (1 << 20)) for _ in range(400)) + packer.flush()
    head = struct.pack(">IIBBBBB", 7_800, 5_200, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed[: len(packed) // 2]) + b"cut"


def jpeg_with_size(width: int, height: int) -> bytes:
    """A small photo whose header claims another size."""
    data = bytearray(samples.photo())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def pdf_in(change: Callable[[pikepdf.Pdf, pikepdf.Page], None]) -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page()
    change(made, pikepdf.Page(page))
    return samples.saved(made)


SCRIPT = "app.launchURL('http://x')"


def _field_script(made: pikepdf.Pdf, _page: pikepdf.Page) -> None:
    action = Dictionary(S=Name.JavaScript, JS=made.make_stream(SCRIPT.encode()))
    box = made.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=action)))
    made.Root.AcroForm = Dictionary(Fields=Array([box]))


def _outline_script(made: pikepdf.Pdf, _page: pikepdf.Page) -> None:
    made.Root.Outlines = Dictionary(First=made.make_indirect(Dictionary(A=Dictionary(S=Name.JavaScript, JS=String(SCRIPT)))))


def _close_script(made: pikepdf.Pdf, _page: pikepdf.Page) -> None:
    made.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String(SCRIPT)))


def _launch_at_opening(made: pikepdf.Pdf, _page: pikepdf.Page) -> None:
    made.Root.OpenAction = Dictionary(S=Name.Launch, Win=Dictionary(F=String("cmd.exe"), P=String("/c calc")))


def _import_data(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.ImportData, F=String("x.fdf")))])


def _rendition(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    action = Dictionary(S=Name.Rendition, JS=String(SCRIPT))
    page.obj.Annots = Array([Dictionary(Subtype=Name.Link, A=action)])


def _sound(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Sound))])


def _movie(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = Array([Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.Movie))])


def _model(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = Array([made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name("/3D")))])


def _in_an_object_stream(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Annots = Array(
        [made.make_indirect(Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.JavaScript, JS=String(SCRIPT))))]
    )


def _hidden_in_a_thumbnail(made: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj.Thumb = made.make_stream(b"x", X=Dictionary(S=Name.JavaScript, JS=String(SCRIPT)))


def gif_with_script() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "GIF")
    return out.getvalue() + b"/*<script>alert(1)</script>*/"


PDFS = [
    (what, f"{what}.pdf", lambda change=change: pdf_in(change), "active")
    for what, change in {
        "script of a form field": _field_script,
        "script of a bookmark": _outline_script,
        "script at closing": _close_script,
        "program at opening": _launch_at_opening,
        "import of data": _import_data,
        "rendition with script": _rendition,
        "sound": _sound,
        "movie": _movie,
        "3d model": _model,
        "script in an object of its own": _in_an_object_stream,
        "script in a stream's dictionary": _hidden_in_a_thumbnail,
    }.items()
]
MORE: list[tuple[str, str, Callable[[], bytes], str]] = [
    *PDFS,
    ("word with a macro", "don.docm", macro_document, "type"),
    ("word with a macro as pdf", "don.pdf", macro_document, "type"),
    ("old word as pdf", "don.pdf", old_document, "type"),
    ("zip that climbs out", "anh.jpg", lambda: archive(("../../etc/passwd", b"x")), "type"),
    ("zip bomb as pdf", "a.pdf", lambda: archive(("a", b"\0" * 50_000_000)), "type"),
    ("html as png", "a.png", lambda: b"<!doctype html><script>alert(1)</script>", "type"),
    ("shell script as jpg", "a.jpg", lambda: b"#!/bin/sh\nrm -rf /\n", "type"),
    ("gif with a script", "a.png", gif_with_script, "type"),
    ("program for linux", "a.pdf", lambda: b"\x7fELF" + b"\0" * 200, "type"),
    ("png and a pdf in one", "a.png", lambda: samples.photo("PNG")[:60] + b"%PDF-1.7" + samples.photo("PNG")[60:], "mismatch"),
    ("heic as jpg", "a.jpg", lambda: samples.photo("HEIF"), "mismatch"),
    ("jpg as heic", "a.heic", samples.photo, "mismatch"),
    ("jpeg that claims 65,000 pixels", "a.jpg", lambda: jpeg_with_size(65_000, 65_000), "pixels"),
    ("png cut in a bomb", "a.png", flate_png_bomb, "pixels"),
    ("one byte", "a.jpg", lambda: b"\xff", "type"),
    ("only the magic of a pdf", "a.pdf", lambda: b"%PDF-1.7", "broken"),
    ("pdf whose pages are a circle", "a.pdf", lambda: samples.pdf().replace(b"/Kids [", b"/Kidz ["), "broken"),
    ("climbing name", "../../../etc/cron.d/x", lambda: b"* * * * *", "type"),
    ("device name", "a.pdf:stream.exe", samples.pdf, "type"),
    ("dot at the end", "a.pdf.", samples.pdf, "type"),
]
