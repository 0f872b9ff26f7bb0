"""The national platform's page: who pays what, two buttons, the faults to try."""

from collections.abc import Mapping
from html import escape

from payments.sandbox.page import STYLE

__all__ = ["STYLE", "pay", "refused"]


def _frame(title: str, body: str) -> str:
    return f"""<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)} – Thanh toán thử nghiệm</title>
<link rel="stylesheet" href="/sandbox.css"><link rel="icon" href="data:,"></head><body>
<header>Nền tảng thanh toán thử nghiệm<small>Đóng vai Cổng dịch vụ công quốc gia, không có tiền thật</small></header>
<main><h1>{escape(title)}</h1>{body}</main></body></html>"""


def pay(order: Mapping[str, object], token: str, faults: Mapping[str, str]) -> str:
    """What is paid, for which dossier; Thanh toán and Hủy."""
    amount = f"{int(str(order['SoTien'])):,}".replace(",", ".")
    boxes = "".join(
        f'<label><input type="checkbox" name="fault" value="{name}">{escape(label)}</label>'
        for name, label in faults.items()
        if not name.startswith(("init-", "query-"))
    )
    reference = escape(str(order["MaThamChieu"]))
    body = f"""<dl><div><dt>Số tiền</dt><dd class="sum">{amount} đ</dd></div>
<div><dt>Nội dung</dt><dd>{escape(str(order.get("ThongTinGiaoDich", "")))}</dd></div>
<div><dt>Mã tham chiếu</dt><dd>{reference}</dd></div></dl>
<form method="post" action="/thanhtoan/tra"><input type="hidden" name="ma" value="{reference}">
<input type="hidden" name="khoa" value="{token}">
<button name="tra" value="00">Thanh toán {amount} đ</button>
<button name="tra" value="24" class="quiet">Hủy</button>
<details><summary>Thử sự cố</summary>
<fieldset><legend>Khi bấm một nút, nền tảng sẽ</legend>{boxes}</fieldset>
<button name="tra" value="51" class="quiet">Thử trường hợp không đủ số dư</button></details></form>"""
    return _frame("Thanh toán phí, lệ phí", body)


def refused(message: str) -> str:
    """Why there is nothing to pay."""
    return _frame("Không thực hiện được giao dịch", f'<p class="note">{escape(message)}.</p>')
