"""Files that people send, good and hostile, made here: nothing is downloaded and no virus is kept."""

import io
import struct
import zlib

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

pillow_heif.register_heif_opener()


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A phone's photo turned on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[2] = (10.98, 0.0, 0.0)
    return photo(exif=exif.tobytes())


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 10_000_000)) + chunk(b"IEND", b"")


def pdf(pages: int = 1, **save: object) -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    return saved(made, **save)


def saved(made: pikepdf.Pdf, **save: object) -> bytes:
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def pdf_with(where: str) -> bytes:
    """A PDF with something that runs or hides in one of the places where viewers look for it."""
    made = pikepdf.new()
    page = made.add_blank_page()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    if where == "open-action-js":
        made.Root.OpenAction = script
    elif where == "names-js":
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), made.make_indirect(script)])))
    elif where == "link-launch":
        page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=launch)])
    elif where == "next-of-an-action":
        goto = Dictionary(S=Name.URI, URI=String("https://example.vn"), Next=Array([launch]))
        page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=goto)])
    elif where == "page-aa":
        page.obj.AA = Dictionary(O=script)
    elif where == "xfa":
        made.Root.AcroForm = Dictionary(Fields=Array(), XFA=made.make_stream(b"<xdp/>"))
    elif where == "rich-media":
        page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9])])
    elif where == "form-submit":
        page.obj.Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("http://x")))]
        )
    return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pdf_with_attachment(name: str = "invoice.exe") -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments[name] = b"MZ hidden"
    return saved(made)


def pdf_that_opens_elsewhere() -> bytes:
    made = pikepdf.new()
    made.add_blank_page()
    made.Root.OpenAction = Dictionary(S=Name.URI, URI=String("https://example.vn"))
    return saved(made)


def pdf_bomb() -> bytes:
    """An object stream that unfolds to 640 MB."""
    packer, block = zlib.compressobj(1), b" " * (1 << 20)  # in blocks, so that the test itself stays small
    raw = b"".join(packer.compress(block) for _ in range(640)) + packer.flush()
    body = b"%PDF-1.5\n1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length " + str(len(raw)).encode() + b">>stream\n"
    body += raw + b"\nendstream endobj\n"
    xref = len(body)
    rows = struct.pack(">BHB", 0, 0, 0) + struct.pack(">BHB", 1, 9, 0) + struct.pack(">BHB", 2, 1, 0)
    body += b"5 0 obj<</Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Length " + str(len(rows)).encode() + b">>stream\n" + rows
    return body + b"\nendstream endobj\nstartxref\n" + str(xref).encode() + b"\n%%EOF"
