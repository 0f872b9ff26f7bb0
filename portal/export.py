"""Everything that the system holds of one account as ZIPs with an index to read (HTML) and one for programs (JSON).

Right to one's data (Luật 91/2025/QH15). Runs in the worker: account, papers of the vault with who read them and to whom they were
given, dossiers with answers, files and printed papers. A part holds at most ``PART_BYTES`` of files; the index lies in the last.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from accounts.selectors import known_facts
from common import blobs, clock
from common.models import Blob
from dossiers.access import dossiers_of
from dossiers.models import Dossier
from notifications.models import Notification
from vault.access import documents_of
from vault.models import DataRequest, Document, Export
from vault.services import export as exports

PART_BYTES = 100 * 1024 * 1024
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/heic": ".heic", "application/pdf": ".pdf"}


@dataclass
class Index:
    """What both indices say: plain values and the names of the files."""

    at: str
    account: dict[str, Any]
    papers: list[dict[str, Any]] = field(default_factory=list)
    dossiers: list[dict[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def make(payload: dict[str, Any]) -> None:
    """The outbox's handler; doing it again replaces the parts."""
    export = Export.objects.select_related("user__person").get(pk=payload["export"])
    if export.done_at is not None:
        return
    with translation.override("vi"):
        index = Index(clock.at(clock.now()), known_facts(export.user))
        parts = _parts(_files(export.user, index), index)
        for number, data in enumerate(parts, start=1):
            exports.add_part(export, number, data)
    exports.finish(export, len(index.papers))


def _files(user: User, index: Index) -> Iterator[tuple[str, Blob]]:
    """Every file with its name in the ZIP; the index fills on the way."""
    owned = documents_of(user).select_related("issuer", "checked_by", "blob").order_by("-issued_on", "-id")
    for number, document in enumerate(owned.iterator(chunk_size=200), start=1):
        name = f"kho/{number:04d}-{_plain(document.title)}{ENDINGS.get(document.blob.mime, '')}"
        index.papers.append(_paper(document, name))
        yield name, document.blob
    for dossier in dossiers_of(user).select_related("version", "receiving").order_by("-submitted_at").iterator(chunk_size=100):
        row = _dossier(dossier)
        index.dossiers.append(row)
        for number, file in enumerate(dossier.files.select_related("blob").order_by("created_at", "pk"), start=1):
            name = f"ho-so/{_plain(dossier.code)}/{number:02d}-{_plain(file.name)}"
            row["files"].append({"file": name, "name": file.name, "sha256": file.blob.sha256})
            yield name, file.blob
        for form in dossier.printed.select_related("blob").filter(blob__isnull=False).order_by("created_at", "pk"):
            assert form.blob is not None  # filtered
            name = f"ho-so/{_plain(dossier.code)}/{_plain(form.kind)}-{form.public_id[:6]}.pdf"
            row["files"].append({"file": name, "name": form.get_kind_display(), "sha256": form.blob.sha256})
            yield name, form.blob
    rows = Notification.objects.filter(user=user).order_by("-created_at")
    index.messages = [{"at": clock.at(row.created_at), "title": row.title, "body": row.body} for row in rows.iterator()]
    asked = DataRequest.objects.filter(user=user).order_by("-asked_at")
    index.requests = [
        {"at": clock.at(row.asked_at), "kind": row.get_kind_display(), "text": row.text, "answer": row.answer} for row in asked
    ]


def _paper(document: Document, name: str) -> dict[str, Any]:
    readings = document.readings.select_related("agency").order_by("at")
    shares = document.shares.select_related("agency").order_by("created_at")
    return {
        "file": name,
        "title": document.title,
        "number": document.number,
        "origin": document.get_origin_display(),
        "issuer": document.issuer_shown,
        "issued_on": document.issued_on.isoformat(),
        "valid_until": document.valid_until.isoformat() if document.valid_until else None,
        "status": document.get_status_display(),
        "sha256": document.sha256,
        "dossier": document.dossier_code,
        "signatures": document.signatures,
        "readings": [
            {
                "at": clock.at(row.at),
                "who": row.agency.name if row.agency else row.get_reader_display(),
                "what": row.get_action_display(),
                "dossier": row.dossier_code,
                "reason": row.reason,
            }
            for row in readings
        ],
        "shares": [
            {
                "at": clock.at(row.created_at),
                "to": row.receiver or row.get_to_display(),
                "purpose": row.purpose,
                "until": clock.at(row.until),
                "revoked": clock.at(row.revoked_at) if row.revoked_at else None,
            }
            for row in shares
        ],
    }


def _dossier(dossier: Dossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "procedure": dossier.version.name,
        "submitted_at": clock.at(dossier.submitted_at),
        "state": dossier.get_state_display(),
        "receiving": dossier.receiving.name,
        "answers": dossier.answers,
        "answers_text": json.dumps(dossier.answers, ensure_ascii=False, indent=1, default=str),
        "files": [],
    }


def _parts(files: Iterator[tuple[str, Blob]], index: Index) -> Iterator[bytes]:
    """The ZIPs, one in memory at a time; the last carries the index, which is whole only then."""
    out, size = io.BytesIO(), 0
    archive = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)  # photos and PDFs are compressed already
    for name, blob in files:
        try:
            data = blobs.read(blob)
        except blobs.Damaged:
            index.lost.append(name)
            continue
        if size and size + len(data) > PART_BYTES:
            archive.close()
            yield out.getvalue()
            out, size = io.BytesIO(), 0
            archive = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)
        archive.writestr(name, data)
        size += len(data)
    said = vars(index)
    plain = said | {"dossiers": [{k: v for k, v in row.items() if k != "answers_text"} for row in index.dossiers]}
    archive.writestr("muc-luc.json", json.dumps(plain, ensure_ascii=False, indent=1, default=str))
    archive.writestr("muc-luc.html", render_to_string("documents/export_index.html", said))
    archive.close()
    yield out.getvalue()


def _plain(name: str) -> str:
    return "".join("-" if c in '/\\:*?"<>|' or ord(c) < 32 else c for c in name).strip(". ")[:80] or "giay-to"
