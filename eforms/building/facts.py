"""What the State may already know about a person, by the names that ``properties.vn.fact`` and ``prefill`` take."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as n

FACTS: Mapping[str, str] = {
    "full_name": n("Họ, chữ đệm và tên"),
    "birth_date": n("Ngày sinh"),
    "identity_number": n("Số định danh cá nhân"),
    "sex": n("Giới tính"),
    "address": n("Nơi cư trú"),
    "phone": n("Số điện thoại"),
    "email": n("Thư điện tử"),
    "organisation_name": n("Tên tổ chức"),
    "tax_code": n("Mã số thuế"),
    "organisation_address": n("Địa chỉ tổ chức"),
    "legal_representative": n("Người đại diện theo pháp luật"),
}
