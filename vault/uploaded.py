"""The signatures on a file that somebody uploads: checked once, in the upload jail, and told in a clerk's words."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from common import clock, jail
from vault import keys
from vault.signatures import UNREADABLE

_SIGNED = b"/ByteRange"
Found = dict[str, Any]


def check(pdf: bytes) -> Found | None:
    """``Check.as_dict()`` of a PDF, with ``at`` when it was checked; None for a file that nobody signed. No query.

    A signature's dictionary is never compressed, so a file without the word needs no jail.
    """
    if _SIGNED not in pdf:
        return None
    options = {
        "roots": [root.decode() for root in keys.trusted_roots()],
        "at": None,
        "crls": [base64.b64encode(data).decode() for data in keys.revocation_lists()],
    }
    try:
        answer: Found = jail.run("vault.signature_worker", pdf, options).answer
    except jail.Escaped:
        answer = UNREADABLE.as_dict()
    return answer | {"at": clock.now().isoformat()}


@dataclass(frozen=True)
class Said:
    """One signature in words; ``good``: it holds, is trusted, and nothing was added after it."""

    good: bool
    text: str


def told(found: Mapping[str, Any] | None) -> Sequence[Said]:
    """Each signature of a checked file: who, whether unbroken, whether trusted, when. Empty for an unsigned file."""
    if not found:
        return ()
    if not found["signatures"]:
        return (Said(False, _("Tệp có chữ ký số nhưng không đọc được chữ ký. Đối chiếu bản chính.")),)
    last = len(found["signatures"]) - 1
    return [_said(one, found, last=number == last) for number, one in enumerate(found["signatures"])]


def _said(one: Mapping[str, Any], found: Mapping[str, Any], *, last: bool) -> Said:
    who = f"{one['by']} ({one['agency']})" if one["agency"] and one["agency"] != one["by"] else one["by"]
    words = {"who": who, "ca": one.get("issuer") or _("không rõ tổ chức"), "when": _when(one)}
    if not one["valid"]:
        return Said(False, _("Chữ ký số của %(who)s không còn đúng: tệp đã bị sửa sau khi ký.") % words)
    if one.get("revoked"):
        return Said(False, _("%(who)s ký bằng chứng thư đã bị thu hồi (%(ca)s). %(when)s") % words)
    if one.get("outdated"):
        said = _("%(who)s ký, tệp còn nguyên vẹn, nhưng danh sách thu hồi của %(ca)s đã quá hạn nên chưa xác nhận được. %(when)s")
        return Said(False, said % words)
    if not one["trusted"]:
        said = _("%(who)s ký, tệp còn nguyên vẹn, nhưng chứng thư do %(ca)s cấp không có trong danh sách được tin cậy. %(when)s")
        return Said(False, said % words)
    if last and not found["intact"]:
        said = _("%(who)s ký bằng chứng thư được tin cậy (%(ca)s), nhưng tệp có phần được thêm vào sau chữ ký. %(when)s")
        return Said(False, said % words)
    return Said(True, _("%(who)s đã ký số; tệp còn nguyên vẹn, chứng thư do %(ca)s cấp được tin cậy. %(when)s") % words)


def _when(one: Mapping[str, Any]) -> str:
    if not one["at"]:
        return _("Không ghi thời điểm ký.")
    at = clock.at(datetime.fromisoformat(one["at"]))
    if one.get("stamped"):
        return _("Ký lúc %s, có dấu thời gian.") % at
    return _("Ký lúc %s theo máy của người ký.") % at
