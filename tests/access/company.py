"""A company in the scene: Quang filed everything for it and represents it no longer; Minh does; Khoa represents another."""

import copy
from datetime import timedelta
from typing import Any

from accounts.models import Organisation, Representation, User
from common import clock
from common.ids import opaque, uuid7
from dossiers.models import Dossier, Draft
from dossiers.services import receive, transfers
from dossiers.services.submit import submit
from dossiers.services.supplement import Item, request_supplement
from tests.world import World, citizen
from vault.models import Document

COMPANY, ANOTHER = "Công ty TNHH Gỗ Phú Cường", "Công ty TNHH Gốm Lái Thiêu"
TAX_CODES = {COMPANY: "3700000001", ANOTHER: "3700000002"}
PEOPLE = (
    ("minh", "Lê Hoàng Minh", "074085004321", "0903111222", COMPANY),
    ("khoa", "Tạ Đăng Khoa", "074085004322", "0903111223", ANOTHER),
    ("quang", "Vũ Minh Quang", "074085004323", "0903111224", COMPANY),
)


def representatives() -> dict[str, User]:
    """Minh, Khoa and Quang, each with the right to act for a company since last year."""
    people = {}
    for name, full_name, identity, phone, firm in PEOPLE:
        people[name] = citizen(name, full_name, identity, phone)
        organisation, _made = Organisation.objects.get_or_create(name=firm, tax_code=TAX_CODES[firm])
        since = clock.today() - timedelta(days=400)
        Representation.objects.create(user=people[name], organisation=organisation, since=since)
    return people


def company() -> Organisation:
    """The one that Minh represents."""
    return Organisation.objects.get(name=COMPANY)


def file_for_company(world: World, quang: User) -> dict[str, Any]:
    """A draft, a dossier that must be supplemented and one that was refused, all by Quang; then his right ends."""
    draft = draft_for(world, quang)
    minh = User.objects.get(email="minh@example.vn")
    asked, refused = (_filed(draft_for(world, quang), quang) for _each in range(2))
    item = Item(label="Bản vẽ", reason="Thiếu mặt cắt", paper_key="ban-ve")
    world.act(request_supplement, "binh", asked, items=[item])
    world.act(receive.refuse, "binh", refused, reason="Không thuộc thẩm quyền.")
    end_of(quang)
    return {
        "company": str(company().pk),
        "company_draft": draft.pk,
        "company_draft_file": draft.files.first().pk,
        "company_transfer": transfers.begin(draft.pk, minh, paper_key="ban-ve", name="a.pdf", size=10).pk,
        "company_submit_key": str(draft.submit_key),
        "company_asked": asked.pk,
        "company_issued": refused.pk,
    }


def draft_for(world: World, who: User) -> Draft:
    """A complete draft of ``who`` on the company's behalf."""
    draft = world.draft(owner=who)
    draft.organisation = company()
    draft.save(update_fields=["organisation"])
    return draft


def end_of(who: User) -> None:
    """Yesterday was the last day that ``who`` could act for the company."""
    Representation.objects.filter(user=who, organisation=company()).update(until=clock.today() - timedelta(days=1))


def keep_for_company(things: dict[str, Any]) -> None:
    """What the worker made of the company's dossier, and a paper in its vault."""
    dossier = Dossier.objects.get(pk=things["company_issued"])
    paper = copy.copy(Document.objects.get(pk=things["document"]))
    paper.pk, paper.public_id, paper.number = uuid7(), opaque(), "99/GPXD"
    paper.owner_person, paper.owner_organisation = None, company()
    paper.save(force_insert=True)
    things |= {
        "company_paper": dossier.files.first().pk,
        "company_printed": dossier.printed.filter(blob__isnull=False).first().pk,
        "company_document": paper.pk,
        "firm": company().pk,
    }


def _filed(draft: Draft, who: User) -> Dossier:
    return submit(draft.pk, by=who, key=draft.submit_key, declared=True)
