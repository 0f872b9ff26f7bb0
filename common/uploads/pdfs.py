"""PDFs: opened by qpdf (pikepdf), counted, searched for what runs or hides. Jail only.

Refused: a password, JavaScript, Launch, XFA, embedded media, a file cut off. Flagged and taken out of the rendition:
foreign attachments and actions at opening. Our own results carry ``du-lieu.json`` and are left alone.
"""

import io
from collections.abc import Iterator

import pikepdf

from common.uploads.refusal import Refused

MAX_PAGES = 200
OWN_ATTACHMENTS = frozenset({"du-lieu.json"})
_ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound"})
_ACTIVE_KEYS = ("/JS", "/XFA")
_ACTIVE_KINDS = frozenset({"/RichMedia", "/Screen", "/3D"})


def inspect(data: bytes) -> tuple[int, list[str], bytes]:
    """(pages, findings, rendition or b""); raises ``Refused``."""
    if b"%%EOF" not in data[-2048:]:
        raise Refused("broken")
    findings: list[str] = []
    with _open(data, findings) as pdf:
        if pdf.is_encrypted:
            raise Refused("password")
        pages = len(pdf.pages)
        if not pages:
            raise Refused("broken")
        if pages > MAX_PAGES:
            raise Refused("pages")
        _search(pdf, findings)
        findings = sorted(set(findings))
        return pages, findings, _rendition(pdf) if set(findings) - {"signed"} else b""


def _open(data: bytes, findings: list[str]) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data), attempt_recovery=False)
    except pikepdf.PasswordError:
        raise Refused("password") from None
    except pikepdf.PdfError:
        pass
    try:
        # Scanner apps write cross-reference tables that are a little wrong; viewers mend them, and so do we.
        findings.append("repaired")
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise Refused("password") from None
    except pikepdf.PdfError:
        raise Refused("broken") from None


def _search(pdf: pikepdf.Pdf, findings: list[str]) -> None:
    for node in _dictionaries(pdf):
        if any(key in node for key in _ACTIVE_KEYS) or _name(node, "/S") in _ACTIVE_ACTIONS:
            raise Refused("active")
        if _name(node, "/Subtype") in _ACTIVE_KINDS:
            raise Refused("active")
        if "/EF" in node and str(node.get("/UF", node.get("/F", ""))) not in OWN_ATTACHMENTS:
            findings.append("embedded-file")
        if _name(node, "/FT") == "/Sig" and "/V" in node:
            findings.append("signed")
    if "/OpenAction" in pdf.Root or "/AA" in pdf.Root:
        findings.append("open-action")


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary of the file, those inside others and inside arrays too, each indirect one once."""
    for thing in pdf.objects:
        waiting = [thing]
        while waiting:
            node = waiting.pop()
            if isinstance(node, pikepdf.Stream):
                # A stream is always indirect; its dictionary's own values may hold direct actions.
                yield node
                waiting += [value for value in _values(node) if _direct_container(value)]
            elif isinstance(node, pikepdf.Dictionary):
                yield node
                waiting += [value for value in _values(node) if _direct_container(value)]
            elif isinstance(node, pikepdf.Array):
                waiting += [value for value in node if _direct_container(value)]


def _values(node: pikepdf.Object) -> list[pikepdf.Object]:
    """What a dictionary, or a stream's, holds under each of its keys."""
    return [node[key] for key in list(node.keys())]


def _direct_container(value: object) -> bool:
    """Direct values only: indirect ones come up by themselves, so cycles end here."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _name(node: pikepdf.Object, key: str) -> str:
    value = node.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _rendition(pdf: pikepdf.Pdf) -> bytes:
    """The pages alone, without attachments, actions, forms' values' scripts or metadata."""
    clean = pikepdf.new()
    clean.add_pages_from(pdf)
    for page in clean.pages:
        for key in ("/AA", "/AF", "/Metadata", "/PieceInfo"):
            if key in page.obj:
                del page.obj[key]
        if "/Annots" in page.obj:
            kept = [note for note in page.obj.Annots if _name(note, "/Subtype") != "/FileAttachment"]
            page.obj.Annots = pikepdf.Array(kept)
    out = io.BytesIO()
    clean.save(out, deterministic_id=True)
    return out.getvalue()
