"""A person says what a scanned paper says, then it is signed: only then it stands for the paper (TT 01/2023/TT-VPCP).

Signed by the official's own key where the seat has one, else by the agency's: the seal stands in the upper right corner of the
first page, where NĐ 30/2020/NĐ-CP (art. 25) puts it on a copy made from paper.
"""

import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import blobs, clock
from common.errors import NotAllowed
from common.text import tidy
from dossiers import scan_fields
from dossiers.models import Dossier, DossierFile, DraftFile, ScannedPaper
from dossiers.services.scans import reading, standing
from vault import keys, marks, signing

_MARGIN = 14.0
PDF = "application/pdf"


@transaction.atomic
def confirm(paper: ScannedPaper, *, by: User, seat: Seat, values: Mapping[str, str]) -> ScannedPaper:
    """Keep what a person read in the paper: the fields of ``scan_fields``, a day as YYYY-MM-DD; empty where the paper says none.

    Raises ``NotAllowed`` for a paper that is signed or no longer there, or when a day is none.
    """
    row = ScannedPaper.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=paper.pk)
    if row.signed_at is not None:
        raise NotAllowed(_("Bản số hóa này đã ký số nên không sửa dữ liệu được nữa."))
    _must_be_there(row)
    said = {field: tidy(values.get(field, "")) for field in scan_fields.FIELDS}
    if said[scan_fields.DAY]:
        said[scan_fields.DAY] = date.fromisoformat(said[scan_fields.DAY]).isoformat()
    row.values, row.confirmed_by, row.confirmed_at = said, by, clock.now()
    row.save(update_fields=["values", "confirmed_by", "confirmed_at"])
    if row.dossier is not None:
        log.append(f"dossier:{row.dossier_id}", "extract-paper", actor_for(by, seat), {"scanned": str(row.pk)})
        standing.look(row.dossier)
    return row


def sign(dossier: Dossier, *, by: User, seat: Seat) -> list[ScannedPaper]:
    """Sign every paper of the dossier whose data a person confirmed; returns them, one transaction each.

    Raises ``NotAllowed`` where nothing is to be signed, ``keys.NoKey``, ``signing.WrongKey`` or ``signing.SigningFailed``: those
    signed before stay signed.
    """
    rows = dossier.scanned.filter(confirmed_at__isnull=False, signed_at__isnull=True)
    ready = [row.pk for row in rows if DossierFile.objects.filter(pk=row.file, replaced_at__isnull=True).exists()]
    if not ready:
        raise NotAllowed(_("Chưa có bản số hóa nào đã trích dữ liệu để ký."))
    key, signer = _key(seat)
    return [_sign(pk, key=key, signer=signer, by=by, seat=seat) for pk in ready]


@transaction.atomic
def _sign(pk: uuid.UUID, *, key: str, signer: str, by: User, seat: Seat) -> ScannedPaper:
    row = ScannedPaper.objects.select_for_update(of=("self",)).select_related("blob", "layered", "dossier").get(pk=pk)
    if row.signed_at is not None or row.dossier is None:
        return row
    body = blobs.read(row.layered or row.blob)
    name = str(by) if signer == "person" else ""
    place = _corner(body, signer)
    signed = signing.sign(body, signer=signer, key=key, name=name, reason=_("Sao y bản điện tử từ bản giấy"), box=place)  # type: ignore[arg-type]
    row.signed = blobs.put(signed, PDF)
    row.signed_with, row.signed_by, row.signed_at = key, by, clock.now()
    row.save(update_fields=["signed", "signed_with", "signed_by", "signed_at"])
    reading.show(row, row.signed.pk)
    told = {"scanned": str(row.pk), "key": key, "sha256": row.signed.sha256}
    log.append(f"dossier:{row.dossier_id}", "sign-scan", actor_for(by, seat), told)
    standing.look(row.dossier)
    return row


def _key(seat: Seat) -> tuple[str, str]:
    """(name of the key, who it is): the official's own, else that of the nearest agency above that has one."""
    own = seat.delegation.own_seat_id if seat.delegation else seat.pk
    agencies = [(keys.agency_key(code), "agency") for code in reversed(seat.agency.path.strip("/").split("/"))]
    for name, signer in [(keys.person_key(own), "person"), *agencies]:
        try:
            with keys.opened(name):
                return name, signer
        except keys.NoKey:
            continue
    raise keys.NoKey


def _corner(body: bytes, signer: str) -> signing.Box:
    """The upper right corner of the first page. The page is one that we made: upright, its box at the origin."""
    import pikepdf

    width, height = marks.PERSON if signer == "person" else (marks.SEAL, marks.SEAL)
    with pikepdf.open(io.BytesIO(body)) as pdf:
        _left, _bottom, right, top = (float(edge) for edge in pdf.pages[0].mediabox)
    return signing.Box(0, right - _MARGIN - width, top - _MARGIN - height, right - _MARGIN, top - _MARGIN)


def _must_be_there(row: ScannedPaper) -> None:
    there: Sequence[bool] = [
        DossierFile.objects.filter(pk=row.file, replaced_at__isnull=True).exists(),
        DraftFile.objects.filter(pk=row.file).exists(),
    ]
    if not any(there):
        raise NotAllowed(_("Tệp của giấy tờ này đã được thay hoặc xóa."))
