"""Pure rules about people's numbers: how they are written, read and shown."""

import re

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError

_PHONE = re.compile(r"0[35789]\d{8}|02\d{8,9}")
_IDENTITY = re.compile(r"0\d{11}")
_NOISE = re.compile(r"[\s.\-()]+")


class BadPhone(DomainError):
    """Not a Vietnamese telephone number."""

    code = "bad-phone"
    default_message = _("Nhập số điện thoại có 10 chữ số, ví dụ 0912 345 678")


class BadIdentityNumber(DomainError):
    """Not a personal identification number: 12 digits (Luật Căn cước 2023, Article 12)."""

    code = "bad-identity-number"
    default_message = _("Số định danh cá nhân gồm 12 chữ số và bắt đầu bằng 0")


def phone(value: str) -> str:
    """Return ``0912345678`` for ``0912 345 678`` or ``+84 912 345 678``; raises ``BadPhone``."""
    digits = _NOISE.sub("", value)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    elif digits.startswith("84") and len(digits) == 11:
        digits = "0" + digits[2:]
    if not _PHONE.fullmatch(digits):
        raise BadPhone
    return digits


def identity_number(value: str) -> str:
    """Return the twelve digits without blanks; raises ``BadIdentityNumber``."""
    digits = _NOISE.sub("", value)
    if not _IDENTITY.fullmatch(digits):
        raise BadIdentityNumber
    return digits


def show_phone(number: str | None) -> str:
    """0912345678 → 0912 345 678."""
    if not number:
        return ""
    return f"{number[:4]} {number[4:7]} {number[7:]}"


def mask_phone(number: str | None) -> str:
    """0912345678 → 091* *** 678: enough to recognise one's own."""
    if not number:
        return ""
    return f"{number[:3]}* *** {number[-3:]}"


def mask_identity(number: str | None) -> str:
    """Only the last four digits, as lists and pages show it by default."""
    return f"*** *** **{number[-4:-3]} {number[-3:]}" if number else ""


def mask_email(address: str) -> str:
    """an.nguyen@demo.vn → a***@demo.vn."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"
