"""The bank's pages: plain, accessible Vietnamese HTML; no script."""

from html import escape
from pathlib import Path

from payments.gateways.vnpay import protocol
from payments.sandbox.bank import FAULTS, Transaction

STYLE = (Path(__file__).parent / "sandbox.css").read_text()


def _frame(title: str, body: str) -> str:
    return f"""<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)} – Cổng thanh toán thử nghiệm</title>
<link rel="stylesheet" href="/sandbox.css"><link rel="icon" href="data:,"></head><body>
<header>Cổng thanh toán thử nghiệm<small>Đóng vai VNPAY 2.1.0, không có tiền thật</small></header>
<main><h1>{escape(title)}</h1>{body}</main></body></html>"""


def pay(transaction: Transaction) -> str:
    """Who is paid, how much, for what; Thanh toán and Hủy; the faults to try, folded."""
    order = transaction.order
    amount = f"{protocol.read_amount(order['vnp_Amount']) or 0:,}".replace(",", ".")
    faults = "".join(
        f'<label><input type="checkbox" name="fault" value="{name}">{escape(label)}</label>'
        for name, label in FAULTS.items()
        if not name.startswith(("query-", "refund-"))  # those are of the whole gateway: /__faults?set=query-slow
    )
    body = f"""<dl><div><dt>Số tiền</dt><dd class="sum">{amount} đ</dd></div>
<div><dt>Nội dung</dt><dd>{escape(order.get("vnp_OrderInfo", ""))}</dd></div>
<div><dt>Mã giao dịch</dt><dd>{escape(transaction.ref)}</dd></div>
<div><dt>Ngân hàng</dt><dd>NCB, thẻ thử nghiệm</dd></div></dl>
<form method="post" action="/finish"><input type="hidden" name="ref" value="{escape(transaction.ref)}">
<input type="hidden" name="token" value="{transaction.token}">
<button name="response" value="00">Thanh toán {amount} đ</button>
<button name="response" value="24" class="quiet">Hủy</button>
<details><summary>Thử sự cố</summary>
<fieldset><legend>Khi bấm một nút, cổng sẽ</legend>{faults}</fieldset>
<button name="response" value="51" class="quiet">Thử trường hợp không đủ số dư</button></details></form>"""
    return _frame("Xác nhận thanh toán", body)


def done(transaction: Transaction, back: str) -> str:
    """The transaction has ended; the way back to the merchant."""
    said = "Giao dịch đã được thanh toán." if transaction.status == "00" else "Giao dịch không thực hiện."
    return _frame("Giao dịch đã kết thúc", f'<p>{said}</p><p><a href="{escape(back)}">Về trang của đơn vị thu</a></p>')


def refused(code: str, message: str) -> str:
    """Why the gateway does not accept this order."""
    return _frame("Không thực hiện được giao dịch", f'<p class="note">{escape(message)} (mã {escape(code)}).</p>')
