"""(d) Form 01 as PDF against bare WeasyPrint on the same HTML and variant."""

from datetime import timedelta

import weasyprint

from bench.measure import Result, alternate, at_most, seconds
from common import clock
from common.ids import opaque
from vault import documents, papers

ROUNDS = 9


def paper() -> papers.ReceiptPaper:
    """A receipt as the demonstration prints it."""
    now = clock.now()
    lines = [papers.DueLine(at=now + timedelta(days=day), text=f"Ngày làm việc thứ {day}") for day in range(1, 8)]
    return papers.ReceiptPaper(
        public_id=opaque(),
        dossier_code="H09.21.23.01-261123-0001",
        procedure_code="1.013225",
        agency="Bộ phận Tiếp nhận và Trả kết quả phường Phú Cường",
        parent_agency="Ủy ban nhân dân phường Phú Cường",
        place="Phú Cường",
        applicant=papers.Applicant(name="Nguyễn Văn An", address="12 Đường Bạch Đằng", phone="0912345678"),
        procedure_name="Cấp giấy phép xây dựng nhà ở riêng lẻ",
        received_at=now,
        due_at=now + timedelta(days=9),
        limit_text="7 ngày làm việc",
        explanation=lines,
        papers=[papers.PaperLine(name="Bản vẽ thiết kế xây dựng", electronic=1)],
        return_method="Trực tuyến",
        receiver_name="Phạm Thị Bình",
    )


def run() -> list[Result]:
    """Seconds a page, template and QR included on our side."""
    form = paper()
    html = documents.html_of("documents/form01.html", form)

    def bare() -> object:
        return weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")

    ours, baseline = alternate(lambda: seconds(lambda: documents.render_form01(form)), lambda: seconds(bare), ROUNDS)
    return [at_most("receipt", ours, baseline, 1.15, ROUNDS, "seconds a document; bare WeasyPrint, same HTML, PDF/UA-1")]
