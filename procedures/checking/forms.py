"""The e-form: what the form language refuses, what asks again for what the State knows; the rest is the builder's to tell."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from eforms import building
from procedures.checking.finding import ERROR, HINT, WARNING, Finding
from procedures.checking.looked import Looked

# Of the builder's remarks, those that the law asks about; the others are counted and read on the builder's own page.
_TOLD = frozenset({"asks-known", "asks-known-paper", "unreachable", "sensitive"})


def there_is_one(looked: Looked) -> Iterator[Finding]:
    if looked.forms or looked.text("service_level") == "information":
        return
    if looked.text("service_level") in ("full", "partial"):
        message = _("Mức độ là dịch vụ công trực tuyến nhưng chưa có tờ khai điện tử. Tạo tờ khai hoặc đổi mức độ.")
    else:
        message = _("Chưa có tờ khai điện tử. Tạo tờ khai, hoặc đặt mức độ là cung cấp thông tin.")
    yield Finding("form", "no-form", ERROR, message)


def remarks(looked: Looked) -> Iterator[Finding]:
    for path, whose, form in looked.forms:
        try:
            found = building.remarks(building.identified(dict(form)))
        except (TypeError, ValueError, AttributeError, KeyError):
            yield Finding(path, "form-unreadable", ERROR, _("Không đọc được tờ khai này. Nhập lại từ tệp hoặc dựng lại."))
            continue
        about = f"{whose}: " if whose else ""
        for one in found:
            if one.severity == "stop" or one.code in _TOLD:
                label = f"“{one.label}”: " if one.label else ""
                level = ERROR if one.severity == "stop" else WARNING
                yield Finding(f"{path}/{one.ref}".rstrip("/"), one.code, level, f"{about}{label}{one.message}")
        rest = Counter(one.severity for one in found if one.severity != "stop" and one.code not in _TOLD)
        if rest:
            told = [_("%d điều nên sửa") % rest["warn"]] * bool(rest["warn"]) + [_("%d gợi ý") % rest["hint"]] * bool(
                rest["hint"]
            )
            message = _("%(whose)sTờ khai còn %(what)s. Xem ở “Điều cần xem lại” của tờ khai.")
            level = WARNING if rest["warn"] else HINT
            yield Finding(path, "form-remarks", level, message % {"whose": about, "what": ", ".join(told)})


RULES = (there_is_one, remarks)
