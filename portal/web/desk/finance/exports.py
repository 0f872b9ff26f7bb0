"""The day book as a workbook: a row per receipt, sums by formula, so that whoever opens it can check them."""

import io

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import clock
from payments import selectors
from payments.selectors import DayBook
from portal.web.desk.finance.views import FINANCE, day_asked
from portal.web.desk.seat import with_seat
from portal.web.files import private_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (9, 24, 30, 12, 12, 10, 28, 24, 14)
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@require_GET
@with_seat(roles=FINANCE)
def day(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The book of ``?ngay=`` as .xlsx."""
    asked = day_asked(request.GET.get("ngay"), clock.today())
    book = selectors.day_book(seat.agency, asked)
    return private_bytes(workbook(book), XLSX, _("So thu %(day)s.xlsx") % {"day": f"{asked:%Y-%m-%d}"}, download=True)


def workbook(book: DayBook) -> bytes:
    """The file's bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    made = Workbook()
    page = made.active
    assert page is not None
    page.title = f"{book.day:%d-%m-%Y}"
    head = [
        _("Lúc"),
        _("Mã hồ sơ"),
        _("Người nộp"),
        _("Ký hiệu"),
        _("Số"),
        _("Loại"),
        _("Hình thức"),
        _("Người thu"),
        _("Số tiền"),
    ]
    page.append(head)
    for cell in page[1]:
        cell.font = Font(bold=True)
    for row in book.receipts:
        at, name = clock.local(row.issued_at), str(row.payer_name or row.fee.payer_name or "")
        words = [row.fee.code, name, row.series, row.number_text, str(row.get_kind_display()), row.method, row.cashier]
        page.append([f"{at:%H:%M}", *(_plain(word) for word in words), row.amount])
    last = len(book.receipts) + 1
    page.append([])
    sums: tuple[tuple[str, str], ...] = ((_("Tổng phí"), _("Phí")), (_("Tổng lệ phí"), _("Lệ phí")))
    if book.budget:
        sums = (*sums, (_("Tổng nộp ngân sách"), _("Nộp ngân sách")))
    for label, kind in sums:
        page.append(["", label, *[""] * 6, f'=SUMIF(F2:F{max(last, 2)},"{kind}",I2:I{max(last, 2)})'])
    page.append(["", _("Tổng cộng"), *[""] * 6, f"=SUM(I2:I{max(last, 2)})"])
    for number, width in enumerate(WIDTHS, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    for cell in page["I"]:
        cell.number_format = "#,##0"
    page.freeze_panes = "A2"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _plain(word: str) -> str:
    """A name that begins like a formula stays a name when somebody opens the file."""
    return f"'{word}" if word.startswith(_DANGEROUS) else word
