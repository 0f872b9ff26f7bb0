"""How the filters of search are called in addresses and on the page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# In the address → in procedures.search.Filters, in the order of the page.
PARAMETERS: Mapping[str, str] = {
    "viec": "event",
    "ai": "who",
    "co-quan": "agency",
    "cap": "level",
    "linh-vuc": "field",
    "muc": "service",
}
TITLES: Mapping[str, str | Promise] = {
    "event": _("Việc trong đời"),
    "who": _("Bạn là ai"),
    "agency": _("Cơ quan"),
    "level": _("Cấp làm thủ tục"),
    "field": _("Lĩnh vực"),
    "service": _("Nộp trực tuyến"),
}
NAMES: Mapping[str, Mapping[str, str | Promise]] = {
    "who": {
        "cong-dan": _("Công dân"),
        "doanh-nghiep": _("Doanh nghiệp"),
        "hop-tac-xa": _("Hợp tác xã"),
        "to-chuc": _("Tổ chức khác"),
        "nguoi-nuoc-ngoai": _("Người nước ngoài"),
        "kieu-bao": _("Người Việt Nam ở nước ngoài"),
        "can-bo": _("Cán bộ, công chức, viên chức"),
    },
    "level": {"xa": _("Cấp xã"), "huyen": _("Cấp huyện"), "tinh": _("Cấp tỉnh"), "tw": _("Trung ương")},
    "service": {
        "full": _("Trực tuyến toàn trình"),
        "partial": _("Trực tuyến một phần"),
        "information": _("Chỉ xem thông tin"),
    },
}


def name_of(filter_name: str, code: str, given: str = "") -> str:
    """What a value is called: by the page, or as the catalogue calls it, else its code."""
    return str(NAMES.get(filter_name, {}).get(code, "")) or given or code
