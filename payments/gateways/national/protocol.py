"""The national payment platform on the wire: pure functions, used by the adapter and by its sandbox.

MaXacThuc is SHA-256 over the named fields joined by ``|`` with the shared secret last. The three field orders are those of a
real integration (domain.md §3.8); there is no published vector, so they are settings of the adapter (ADR 0037).
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

VERSION = "1.0.6"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
INIT_FIELDS = (
    "LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "SoTien", "LoaiHinhThanhToan", "MaKenhThanhToan", "MaThietBi",
    "NgonNgu", "MaTienTe", "MaNganHang", "ThongTinGiaoDich", "ThoiGianGD", "Ip",
)  # fmt: skip
CONFIRM_FIELDS = (
    "LoaiBanTin", "MaLoi", "MaDoiTac", "MaThamChieu", "SoTien", "MaTienTe", "MaGiaoDich", "MaNganHang", "ThoiGianGD",
    "ThongTinGiaoDich",
)  # fmt: skip
QUERY_FIELDS = ("LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD")
TYPES = {"init": "KhoiTao", "confirm": "XacNhan", "query": "TruyVan"}
"""Values of LoaiBanTin: from no published source; settings NATIONAL_PAYMENT["types"] says otherwise."""


def authenticator(values: Mapping[str, object], fields: Sequence[str], secret: str) -> str:
    """MaXacThuc of a message, lower-case hex; a missing field is empty."""
    texts = ["" if values.get(field) is None else str(values[field]) for field in fields]
    return hashlib.sha256("|".join([*texts, secret]).encode()).hexdigest()


def is_authentic(values: Mapping[str, object], fields: Sequence[str], secret: str) -> bool:
    """Whether the message carries the right MaXacThuc; constant time."""
    given = str(values.get("MaXacThuc", "")).lower().encode(errors="replace")
    return hmac.compare_digest(given, authenticator(values, fields, secret).encode())


def stamp(moment: datetime) -> str:
    """A moment as the platform writes it: 20261122083000, GMT+7."""
    return moment.astimezone(ZONE).strftime("%Y%m%d%H%M%S")


def read_amount(text: object) -> int | None:
    """SoTien → đồng; None when it is not a whole, positive number."""
    found = re.fullmatch(r"0*([1-9][0-9]{0,14})", str(text))
    return int(found[1]) if found else None
