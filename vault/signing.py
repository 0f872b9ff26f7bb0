"""Signing a result: PAdES B-B, B-T where a time stamp service is set, B-LT where the CA's CRL is known; a person first, then
the agency (ADR 0007, 0038).

Each signature is an approval signature in its own incremental update: the first leaves room for the second, the last
covers the entire file. Where it stands on the page comes from the document itself: its template leaves a place named
``ky-nguoi``, which the renderer writes down as a named destination.
"""

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from common import clock
from vault import keys, long_term, marks, time_stamps
from vault.ca import NAME_LENGTH
from vault.keys import agency_key, person_key
from vault.marks import OVERLAP, PERSON, SEAL
from vault.refusals import NothingSigned, NoTimeStamp, SigningFailed, WrongKey
from vault.tagging import tag

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import Signer
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko.stamp import StaticStampStyle

__all__ = ["Box", "NothingSigned", "SigningFailed", "WrongKey", "agency_key", "person_key", "sign"]

PLACE = "ky-nguoi"
_FIELDS = {"person": "NguoiKy", "agency": "CoQuan"}
_LABELS = {"person": "Chữ ký số của người có thẩm quyền", "agency": "Chữ ký số của cơ quan"}


@dataclass(frozen=True)
class Box:
    """A place on a page (0 is the first) in PDF points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


def sign(
    pdf: bytes,
    *,
    signer: Literal["person", "agency"],
    key: str,
    name: str = "",
    reason: str = "",
    location: str = "",
    box: Box | None = None,
    visible: bool = True,
    seal_follows: bool = False,
    consent: keys.Consent | None = None,
) -> bytes:
    """``pdf`` with one more signature by the key of that name (``keys.person_key``, ``keys.agency_key``).

    The first signature also puts its field into the tag tree, and with ``seal_follows`` the place of the agency's (tagging.py).
    Without ``box`` a person signs in the place that the template left, and the agency's seal covers the left third of
    the person's mark; ``visible`` False leaves no mark. ``name`` is who is meant to sign: a certificate that names another is
    refused. ``consent``: what the holder of a remote key typed. Raises a ``refusals.NothingSigned`` (no key, somebody else's,
    a bad certificate, no time stamp, service away, wrong PIN), or ``SigningFailed`` for a PDF that cannot be signed or a
    signature that was lost.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError

    moment = clock.local(clock.now()).replace(microsecond=0)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        field = _prepared(writer, signer, box, visible=visible, seal_follows=seal_follows)
        told = {"field_name": field, "reason": reason or None, "location": location or None}
        return asyncio.run(_signed(writer, told, signer, key, name, moment, consent))
    except TimestampRequestError as error:
        raise NoTimeStamp from error
    except (PdfError, SigningError, OSError, ValueError, KeyError) as error:
        raise SigningFailed from error


async def _signed(
    writer: "IncrementalPdfFileWriter",
    told: dict[str, Any],
    signer: str,
    key: str,
    name: str,
    moment: datetime,
    consent: keys.Consent | None,
) -> bytes:
    from pyhanko.sign import PdfSignatureMetadata
    from pyhanko.sign.fields import SigSeedSubFilter

    async with keys.signer(key, consent) as opened:
        style = _style(signer, _subject(opened, name), moment)
        stamper = await time_stamps.stamper()
        proof = await long_term.proof(opened, stamper, clock.now())
        metadata = PdfSignatureMetadata(md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, **told, **proof)
        maker = _maker()(metadata, opened, timestamper=stamper, stamp_style=style)
        maker.moment = moment
        return bytes((await maker.async_sign_pdf(writer)).getvalue())


@lru_cache
def _maker() -> type[Any]:
    from pyhanko.sign import PdfSigner

    class Maker(PdfSigner):
        """pyHanko's signer with the moment given, so that page, dictionary and audit row say the same second."""

        moment: datetime

        def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
            session = super().init_signing_session(pdf_out, existing_fields_only)
            session.system_time = self.moment
            return session

    return Maker


def _subject(opened: "Signer", name: str) -> dict[str, Any]:
    """The certificate's subject, which is what the mark shows; raises ``WrongKey`` when it is not ``name``'s."""
    assert opened.signing_cert is not None  # keys.opened
    subject: dict[str, Any] = opened.signing_cert.subject.native
    if name and _text(subject, "common_name") != name[:NAME_LENGTH]:
        raise WrongKey
    return subject


def _prepared(writer: "IncrementalPdfFileWriter", signer: str, box: Box | None, *, visible: bool, seal_follows: bool) -> str:
    """The name of the field to sign: the one that was kept for the seal, else a new one, tagged if it is the first."""
    from pyhanko.sign.fields import append_signature_field, enumerate_sig_fields

    there = {found: value for found, value, _reference in enumerate_sig_fields(writer.prev)}
    kept = _FIELDS[signer]
    if kept in there and there[kept] is None:
        return kept
    if not visible:
        return _unseen(writer, signer)
    place = box or _place(writer.prev, signer)
    field = _field(writer.prev, signer, place)
    made = {field.sig_field_name: _LABELS[signer]}
    append_signature_field(writer, field)
    if seal_follows and not there:
        append_signature_field(writer, _field(writer.prev, "agency", _over(place)))
        made[_FIELDS["agency"]] = _LABELS["agency"]
    if not there:
        tag(writer, made)
    return str(field.sig_field_name)


def _unseen(writer: "IncrementalPdfFileWriter", signer: str) -> str:
    """A field without a mark: on papers of others, which have no place for one."""
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    name = _free_field(writer.prev, _FIELDS[signer])
    append_signature_field(writer, SigFieldSpec(name, on_page=0, readable_field_name=_LABELS[signer]))
    return name


def _field(reader: Any, signer: str, place: Box) -> "SigFieldSpec":
    from pyhanko.sign.fields import SigFieldSpec

    box: Any = (place.left, place.bottom, place.right, place.top)  # pyHanko takes fractions of a point
    name = _free_field(reader, _FIELDS[signer])
    return SigFieldSpec(name, on_page=place.page, box=box, readable_field_name=_LABELS[signer])


def _free_field(reader: Any, name: str) -> str:
    from pyhanko.sign.fields import enumerate_sig_fields

    taken = {found for found, _value, _ref in enumerate_sig_fields(reader)}
    number = 1
    while (candidate := name if number == 1 else f"{name}{number}") in taken:
        number += 1
    return candidate


def _style(signer: str, subject: dict[str, Any], moment: datetime) -> "StaticStampStyle":
    """The mark's drawing; who signs is read from the certificate, never from the caller."""
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
    from pyhanko.stamp import StaticStampStyle

    name, agency = _text(subject, "common_name"), _text(subject, "organization_name")
    if signer == "person":
        width, height = PERSON
        drawing = marks.person(name, _text(subject, "title"), agency, moment)
    else:
        width = height = SEAL
        drawing = marks.seal(name, _text(subject, "organizational_unit_name"))
    content = RawContent(drawing, box=BoxConstraints(width, height))
    whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
    return StaticStampStyle(background=content, border_width=0, background_layout=whole)


def _text(subject: dict[str, Any], key: str) -> str:
    value = subject.get(key, "")
    return value[0] if isinstance(value, list) else str(value)


def _place(reader: Any, signer: str) -> Box:
    """Where this signature stands when the caller does not say."""
    from pyhanko.sign.fields import enumerate_sig_fields

    for _name, value, reference in enumerate_sig_fields(reader):
        if signer == "agency" and value is not None:
            return _beside(reader, reference.get_object())
    page, left, top = _destination(reader)
    person = Box(page, left, top - PERSON[1], left + PERSON[0], top)
    return person if signer == "person" else _over(person)


def _over(person: Box) -> Box:
    """The seal's place: its right third lies on the left third of the person's mark (NĐ 30/2020, Phụ lục I)."""
    right = person.left + (person.right - person.left) * OVERLAP
    middle = (person.bottom + person.top) / 2
    return Box(person.page, right - SEAL, middle - SEAL / 2, right, middle + SEAL / 2)


def _beside(reader: Any, field: Any) -> Box:
    left, bottom, right, top = (float(value) for value in field["/Rect"])
    return _over(Box(_page_number(reader, field.raw_get("/P").reference), left, bottom, right, top))


def _destination(reader: Any) -> tuple[int, float, float]:
    """The page and upper left corner of the place that the template left; ``KeyError`` when it left none."""
    names = reader.root["/Names"]["/Dests"]["/Names"]
    for index in range(0, len(names), 2):
        if str(names[index]) == PLACE:
            target = names[index + 1]
            return _page_number(reader, target.raw_get(0).reference), float(target[2]), float(target[3])
    raise KeyError(PLACE)


def _page_number(reader: Any, reference: Any) -> int:
    for number in range(int(reader.root["/Pages"]["/Count"])):
        if reader.find_page_for_modification(number)[0].reference == reference:
            return number
    raise KeyError(str(reference))
