"""(q) A hundred results rendered, signed twice and stored by one worker, against bare WeasyPrint plus bare pyHanko.

Ours: number, template and QR, PDF/A-3a with the data attached, the person's signature, the agency's seal, then the vault: both
signatures verified, the bytes encrypted and stored, document, number and audit rows committed. Baseline: WeasyPrint on the same
HTML with the same attachment and variant, then pyHanko's own call twice with the same keys; nothing is checked or stored.
"""

import json
import time

from django.db import transaction
from pyhanko.sign import SimpleSigner
from weasyprint import HTML, Attachment

from agencies.models import Agency
from bench import drafts
from bench.measure import Result, at_most
from bench.sign import PERMIT, SEAL, SIGNER, bare, names, paper
from common import clock
from common.actors import SYSTEM
from vault import documents, keys, signing
from vault.services import keep, numbers

RESULTS = 100
BLOCK = 10


def run() -> list[Result]:
    """Seconds of a hundred, taken turn by turn in blocks of ten."""
    person, agency = names()
    with keys.opened(person) as one, keys.opened(agency) as two:
        assert isinstance(one, SimpleSigner) and isinstance(two, SimpleSigner)
        issuer = Agency.objects.filter(kind=Agency.Kind.AUTHORITY).order_by("pk").first()
        if issuer is None:
            raise SystemExit("bench: no agency; seed first")
        _ours(issuer, person, agency)
        _bare(one, two)
        ours = baseline = 0.0
        for _block in range(RESULTS // BLOCK):
            started = time.perf_counter()
            for _turn in range(BLOCK):
                _ours(issuer, person, agency)
            between = time.perf_counter()
            for _turn in range(BLOCK):
                _bare(one, two)
            ours, baseline = ours + between - started, baseline + time.perf_counter() - between
    note = "seconds of 100 results; bare WeasyPrint (same HTML, PDF/A-3a) plus two bare pyHanko signatures"
    return [at_most("batch", ours, baseline, 1.3, RESULTS, note)]


def _ours(issuer: Agency, person: str, agency: str) -> None:
    with transaction.atomic():
        number = numbers.reserve("BENCH", issuer, clock.today().year, SYSTEM)
    shown = paper(number.text)
    pdf = documents.render_result("building-permit", shown, PERMIT)
    signed = signing.sign(pdf, signer="person", key=person, name=SIGNER.name, seal_follows=True)
    keep.keep_result(
        owner=drafts.person().person,
        issuer=issuer,
        pdf=signing.sign(signed, signer="agency", key=agency, name=SEAL.name),
        before=signed,
        kind="giay-phep",
        title="Giấy phép xây dựng",
        number=number,
        issued_on=number.issued_on,
        public_id=shown.public_id,
    )


def _bare(person: SimpleSigner, agency: SimpleSigner) -> None:
    html = documents.html_of("documents/building_permit.html", paper(), PERMIT)
    data = json.dumps(PERMIT, ensure_ascii=False).encode()
    attached = [Attachment(string=data, name=documents.DATA_FILE, relationship="Data")]
    pdf = HTML(string=html).write_pdf(pdf_variant="pdf/a-3a", attachments=attached)
    bare(bare(pdf, person, "NguoiKy"), agency, "CoQuan")
