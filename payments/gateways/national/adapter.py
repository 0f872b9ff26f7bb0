"""The national payment platform behind the port: settings.NATIONAL_PAYMENT gives address, partner code and secret."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from payments.gateways.client import post_json
from payments.gateways.national import protocol
from payments.gateways.port import GatewayDown, Notice, Order

MAX_RAW = 16_384
NOT_FOUND = "01"
_CODE = {"unknown": "01", "wrong-amount": "04", "unverified": "97"}
_SAYS = {"00": "Thanh cong", "01": "Khong tim thay giao dich", "04": "Sai so tien", "97": "Sai ma xac thuc"}


class National:
    """See ``payments.gateways.port.Gateway``."""

    key = "national"
    remote = True

    @property
    def label(self) -> str:
        """What a person calls it."""
        return _("nền tảng thanh toán của Cổng dịch vụ công quốc gia")

    @property
    def offer(self) -> str:
        """What the payer chooses."""
        return _("Nền tảng thanh toán của Cổng dịch vụ công quốc gia")

    @property
    def offer_hint(self) -> str:
        """What then happens."""
        return _("Bạn sang trang của Cổng quốc gia để chọn ngân hàng hoặc ví rồi được đưa về đây. Có kết quả ngay.")

    @property
    def method(self) -> str:
        """What a receipt says."""
        return _("Thanh toán trực tuyến qua Cổng dịch vụ công quốc gia")

    def reference(self, fee_reference: str, serial: int) -> str:
        """Our name of the try: the platform takes money once per reference."""
        return f"{fee_reference}_{serial}"

    def redirect_url(self, order: Order) -> str:
        """Not known before the platform was asked: see ``open``."""
        return ""

    def open(self, order: Order) -> str:
        """Init: tell the platform of the payment, get the page to send the payer to. Raises ``GatewayDown``."""
        body = self._init(order)
        _raw, answer = self._post("init", body)
        url = str(answer.get("UrlThanhToan", ""))
        if str(answer.get("MaLoi")) != "00" or urlsplit(url).hostname not in settings.NATIONAL_PAYMENT["page_hosts"]:
            raise GatewayDown(f"init {answer.get('MaLoi')}")
        return url

    def read(self, raw: str) -> Notice:
        """Read the JSON body of a confirm (xác nhận)."""
        try:
            said = json.loads(raw[: MAX_RAW + 1])
        except ValueError:
            said = None
        if not isinstance(said, dict) or len(raw) > MAX_RAW or not self._is_ours(said):
            return Notice(
                gateway=self.key, source="ipn", raw=raw[:MAX_RAW], verified=False, provider_id=f"bad:{_sha(raw)}", says=""
            )
        return self._notice("ipn", raw, said)

    def ask(self, txn_ref: str, *, created_at: datetime, now: datetime) -> Notice:
        """Query (truy vấn): the truth about one try. One that the platform never saw reads as pending."""
        body = {
            "LoaiBanTin": _type("query"),
            "PhienBan": protocol.VERSION,
            "MaDoiTac": settings.NATIONAL_PAYMENT["partner"],
            "MaThamChieu": txn_ref,
            "ThoiGianGD": protocol.stamp(created_at),
        }
        body["MaXacThuc"] = protocol.authenticator(body, _fields("query_fields", protocol.QUERY_FIELDS), _secret())
        raw, answer = self._post("query", body)
        if not self._is_ours(answer) or answer.get("MaThamChieu") != txn_ref:
            raise GatewayDown("answer not authentic, or for another transaction")
        return self._notice("query", raw, answer)

    def reread(self, source: str, raw: str, txn_ref: str) -> Notice:
        """The notice of a stored message."""
        return self._notice(source, raw, json.loads(raw))

    def reply(self, outcome: str, *, again: bool) -> dict[str, str]:
        """{"MaLoi", "MoTaLoi"}: 00 once and again; a refusal stays the same refusal."""
        code = _CODE.get(outcome, "00")
        return {"MaLoi": code, "MoTaLoi": _SAYS[code]}

    def why(self, reason_code: str) -> str:
        """What went wrong, in words."""
        if reason_code == "24":
            return _("Bạn đã hủy giao dịch ở trang thanh toán.")
        return _("Ngân hàng không thực hiện được giao dịch. Bạn có thể thanh toán lại hoặc chọn cách khác.")

    def _init(self, order: Order) -> dict[str, Any]:
        body: dict[str, Any] = {
            "LoaiBanTin": _type("init"),
            "PhienBan": protocol.VERSION,
            "MaDoiTac": settings.NATIONAL_PAYMENT["partner"],
            "MaThamChieu": order.txn_ref,
            "SoTien": str(order.amount),
            "LoaiHinhThanhToan": "1",
            "MaKenhThanhToan": "1",
            "MaThietBi": "WEB",
            "NgonNgu": "vi",
            "MaTienTe": "VND",
            "MaNganHang": "",
            "ThongTinGiaoDich": f"THANH TOAN HO SO {order.bill.reference if order.bill else order.txn_ref}",
            "ThoiGianGD": protocol.stamp(order.created_at),
            "Ip": order.ip,
            "UrlQuayVe": order.return_url,
        }
        body["MaXacThuc"] = protocol.authenticator(body, _fields("init_fields", protocol.INIT_FIELDS), _secret())
        body["ThongTinBienLai"] = _bill(order)
        return body

    def _post(self, what: str, body: Mapping[str, object]) -> tuple[str, dict[str, object]]:
        address = str(settings.NATIONAL_PAYMENT["api_url"])
        return post_json(f"{address}/{what}", body, allowed_host=urlsplit(address).hostname or "")

    def _is_ours(self, said: Mapping[str, object]) -> bool:
        fields = _fields("confirm_fields", protocol.CONFIRM_FIELDS)
        return said.get("MaDoiTac") == settings.NATIONAL_PAYMENT["partner"] and protocol.is_authentic(said, fields, _secret())

    def _notice(self, source: str, raw: str, said: Mapping[str, object]) -> Notice:
        error = str(said.get("MaLoi", ""))
        # The same words about one payment are one event, whoever began to speak: the platform or we.
        words = "|".join(str(said.get(field, "")) for field in protocol.CONFIRM_FIELDS)
        return Notice(
            gateway=self.key,
            source=source,
            raw=raw,
            verified=True,
            provider_id=f"{source}:{_sha(words)}",
            txn_ref=str(said.get("MaThamChieu", ""))[:100],
            amount=protocol.read_amount(said.get("SoTien")) if said.get("MaTienTe", "VND") == "VND" else None,
            says={"00": "success", "24": "cancelled", "02": "pending", NOT_FOUND: "pending"}.get(error, "failed"),
            reason_code=error[:20],
            provider_ref=str(said.get("MaGiaoDich", ""))[:60],
        )


def _bill(order: Order) -> dict[str, Any]:
    """ThongTinBienLai: who pays what to whom, line by line."""
    bill = order.bill
    if bill is None:
        return {}
    return {
        "MaDichVu": "1",
        "MaHoSo": bill.reference,
        "TenTTHC": bill.title,
        "MaDonVi": bill.collector_code,
        "TenDonVi": bill.collector_name,
        "TKThuHuong": order.account,
        "NoiDungThanhToan": f"THANH TOAN HO SO {bill.reference}",
        "HoTenNguoiNop": bill.payer_name,
        "DiaChiNguoiNop": bill.payer_address,
        "PhiLePhi": [
            {
                "LoaiPhiLePhi": "1" if line.kind == "phi" else "2",
                "MaPhiLePhi": line.code,
                "TenPhiLePhi": line.name,
                "SoTien": str(line.amount),
            }
            for line in bill.lines
        ],
        "DSKhoanNop": [{"NoiDung": line.name, "SoTien": str(line.amount)} for line in bill.lines],
    }


def _secret() -> str:
    return str(settings.NATIONAL_PAYMENT["secret"])


def _type(what: str) -> str:
    own: Mapping[str, Any] = settings.NATIONAL_PAYMENT
    return str((own.get("types") or protocol.TYPES)[what])


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _fields(name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(settings.NATIONAL_PAYMENT.get(name) or default)
