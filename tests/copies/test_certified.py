"""Chứng thực bản sao điện tử từ bản chính: scanned at the desk, compared, signed, kept, used again (NĐ 45/2020, art. 10)."""

import io
from io import StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.management import call_command
from django.test import Client

from common import blobs
from common.errors import NotAllowed
from dossiers import printing, results
from dossiers.loaded import load
from dossiers.models import Dossier
from dossiers.services import handle, papers
from tests.copies.conftest import scanned
from tests.dossiers.test_seeded_stories import issued
from tests.world import PERMIT, World, drawing
from vault.models import Document


def drafts(dossier: Dossier, *scans: str) -> dict[str, dict[str, Any]]:
    facts, asked = printing.result_facts(dossier), results.asked(load(dossier.version_id), dossier.answers)
    return {item.key: results.first_values(item, facts) | {"scan": scan} for item, scan in zip(asked, scans, strict=True)}


def certified(world: World, dossier: Dossier) -> list[Document]:
    chosen = drafts(dossier, scanned(world, dossier, "tan", "gold"), scanned(world, dossier, "pink"))
    world.act(handle.draft_results, "chi", dossier, drafts=chosen)
    world.act(handle.propose, "chi", dossier, opinion="Bản quét đúng với bản chính.")
    issued(world, dossier)
    return [row.document for row in dossier.results.order_by("position")]


def test_what_the_applicant_sent_is_no_original(world: World, brought: Dossier) -> None:
    """A copy is made of what the desk scanned, never of a file from outside."""
    sent = brought.files.create(
        name="ảnh.pdf", paper_key="ban-chinh", blob=blobs.put(drawing(), "application/pdf"), pages=1, scan="clean",
        status="received", created_at=brought.submitted_at,
    )  # fmt: skip
    for choice in (str(sent.pk), ""):
        with pytest.raises(NotAllowed, match="Quét bản chính tại quầy"):
            world.act(handle.draft_results, "chi", brought, drafts=drafts(brought, choice, choice))
    assert brought.results.count() == 0


def test_from_the_original_to_the_vault_and_into_another_dossier(world: World, brought: Dossier, tmp_path: Path) -> None:
    diploma, birth = certified(world, brought)
    assert (diploma.origin, diploma.copy_form, diploma.source) == ("copy", "certified", None)
    assert [one.number for one in (diploma, birth)] == [f"{n}, quyển số 01/{diploma.issued_on.year}-SCT/BS" for n in (1, 2)]
    assert diploma.owner == world.an.person and diploma.issuer == brought.handling
    with pikepdf.open(io.BytesIO(blobs.read(diploma.blob))) as pdf, pdf.open_metadata() as told:
        sizes = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in pdf.pages]
        assert (told.get("pdfaid:part"), sizes) == ("3", [False, True, False])
        attached = pdf.attachments["du-lieu.json"].get_file().read_bytes().decode()
    assert "Bằng đại học" in attached and '"scan"' not in attached
    assert [one["by"] for one in diploma.signatures] == ["Huỳnh Quốc Dũng", brought.handling.name]

    page = Client().get(f"/xac-thuc/{diploma.public_id}/").content.decode()
    assert "bản sao điện tử được chứng thực từ bản chính" in page and "thay cho bản chính" in page
    path, said = tmp_path / "ban-sao.pdf", StringIO()
    path.write_bytes(blobs.read(diploma.blob))
    with pytest.raises(SystemExit) as ended:
        call_command("verify_document", str(path), stdout=said)
    assert ended.value.code == 0 and "bản sao điện tử được chứng thực từ bản chính" in said.getvalue().lower()

    draft = world.draft(PERMIT)
    file = papers.reuse(draft.pk, world.an, paper_key="giay-to-dat", document=diploma)
    assert file.document == diploma and diploma.kind_shown == "Bản sao điện tử được chứng thực từ bản chính"
