"""(p) One signature of a rendered permit against pyHanko's own bare call.

Ours: ``signing.sign``: the key by its name, the certificate's name checked, the place found in the document, the mark drawn from
outlines, the field put into the tag tree, PAdES. Baseline: ``pyhanko.sign.sign_pdf`` with the same key in memory, the same
digest and subfilter and a visible field of the same size with pyHanko's default appearance. Neither asks for a time stamp.
"""

import io
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter

from bench.measure import Result, alternate, at_most, seconds
from common import clock
from common.ids import opaque
from vault import ca, documents, keys, papers, signing
from vault.marks import PERSON

ROUNDS = 31
SIGNER = ca.Subject("Lê Đo Tốc Độ", "Ủy ban nhân dân phường Phú Cường", "Chủ tịch")
SEAL = ca.Subject("Ủy ban nhân dân phường Phú Cường", "Ủy ban nhân dân phường Phú Cường")
PERMIT: dict[str, Any] = {
    "owner": {"name": "Nguyễn Văn An", "address": "12 Đường Bạch Đằng, phường Phú Cường"},
    "work": {"name": "Nhà ở riêng lẻ", "address": "Thửa 104, tờ bản đồ 12", "floor_area": "240 m²", "height": "9,6 m"},
    "conditions": ["Khởi công trong 12 tháng.", "Báo ngày khởi công cho phường."],
}


def paper(number: str = "01/GPXD") -> papers.ResultPaper:
    """A permit as the demonstration issues it."""
    return papers.ResultPaper(
        public_id=opaque(),
        dossier_code="H09.21.23-261123-0001",
        procedure_code="1.013225",
        agency=SEAL.name,
        parent_agency="Ủy ban nhân dân thành phố Thủ Dầu Một",
        place="Phú Cường",
        number=number,
        issued_on=clock.today(),
        signer_name=SIGNER.name,
        signer_title=SIGNER.title,
    )


def bare(pdf: bytes, signer: SimpleSigner, field: str) -> bytes:
    """What pyHanko needs to put one visible PAdES signature."""
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    place = SigFieldSpec(field, on_page=0, box=(300, 200, int(300 + PERSON[0]), int(200 + PERSON[1])))
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return bytes(sign_pdf(writer, metadata, signer=signer, new_field_spec=place).getvalue())


def names() -> tuple[str, str]:
    """The keys of the benchmark's leader and agency."""
    ca.ensure("bench-person", SIGNER)
    ca.ensure("bench-agency", SEAL)
    return "bench-person", "bench-agency"


def run() -> list[Result]:
    """Median seconds of a signature."""
    person, _agency = names()
    pdf = documents.render_result("building-permit", paper(), PERMIT)
    with keys.opened(person) as signer:
        assert isinstance(signer, SimpleSigner)

        def ours() -> float:
            return seconds(lambda: signing.sign(pdf, signer="person", key=person, name=SIGNER.name))

        figures = alternate(ours, lambda: seconds(lambda: bare(pdf, signer, "NguoiKy")), ROUNDS)
    note = "seconds a signature; bare pyhanko.sign.sign_pdf, same key, PAdES, visible field, no time stamp"
    return [at_most("sign", *figures, 1.3, ROUNDS, note)]
