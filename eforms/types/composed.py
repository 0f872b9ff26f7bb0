"""Types made of others: a person, an organisation, a land parcel, the members of a household.

``{"type": "container", "key": "me", "properties": {"vn": {"type": "person"}}}`` is read as if its ordinary components were
written out under its key (``me.hoTen``, ``me.ngaySinh`` …), so conditions, errors, print and Form.io's reference treat them like
any others. A component that brings its own ``components`` is left as it is: what was published or exported never changes.

``vn.parts`` says of each part "required", "optional" or "none"; ``validate.required: false`` makes all of them optional;
``vn.from: "account"`` fills them from what the account knows, ``"facts"`` shows what it knows instead of asking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

from eforms.messages import lower_first
from eforms.paths import section
from eforms.types.base import Json, Spec

Component = dict[str, Any]
REQUIRED, OPTIONAL, NONE = "required", "optional", "none"
WHOLE_DATE = {part: {"required": True} for part in ("day", "month", "year")}


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a composed type. ``need`` unless ``vn.parts`` says otherwise; ``fact``: its name where it is known."""

    component: Component
    need: str = REQUIRED
    fact: str = ""


def _values(named: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in named.items()]


def _part(
    kind: str, key: str, label: str, need: str = REQUIRED, fact: str = "", *, vn: Component | None = None, **more: Json
) -> Part:
    component = {"type": kind, "key": key, "label": label, **more}
    return Part(component | ({"properties": {"vn": vn}} if vn else {}), need, fact)


SEXES = {"nam": _("Nam"), "nu": _("Nữ")}
RELATIONS = {
    "chuHo": _("Chủ hộ"), "vo": _("Vợ"), "chong": _("Chồng"), "con": _("Con"), "cha": _("Cha"), "me": _("Mẹ"),
    "ong": _("Ông"), "ba": _("Bà"), "anhChiEm": _("Anh, chị, em"), "chau": _("Cháu"), "khac": _("Quan hệ khác"),
}  # fmt: skip
# Kinds of land as the land register names them (TT 08/2024/TT-BTNMT).
LAND = {
    "ONT": _("Đất ở tại nông thôn"), "ODT": _("Đất ở tại đô thị"), "LUA": _("Đất trồng lúa"),
    "HNK": _("Đất trồng cây hằng năm khác"), "CLN": _("Đất trồng cây lâu năm"), "RSX": _("Đất rừng sản xuất"),
    "NTS": _("Đất nuôi trồng thủy sản"), "TMD": _("Đất thương mại, dịch vụ"),
    "SKC": _("Đất cơ sở sản xuất phi nông nghiệp"), "khac": _("Loại đất khác"),
}  # fmt: skip
NATIONAL_ID = {"type": "nationalId", "birthDate": ".ngaySinh", "sex": ".gioiTinh"}
ADDRESS = {"type": "address"}
PHONE = _part("phoneNumber", "dienThoai", _("Số điện thoại"), OPTIONAL, "phone")
EMAIL = _part("email", "email", _("Thư điện tử"), NONE, "email")

PERSON = (
    _part("textfield", "hoTen", _("Họ, chữ đệm và tên"), fact="full_name", autocomplete="name"),
    _part(
        "day", "ngaySinh", _("Ngày, tháng, năm sinh"), fact="birth_date", vn={"autocomplete": "bday"},
        fields=WHOLE_DATE, dayFirst=True, validate={"maxDate": "today"},
    ),
    _part("radio", "gioiTinh", _("Giới tính"), fact="sex", values=_values(SEXES), inline=True),
    _part(
        "textfield", "soDinhDanh", _("Số định danh cá nhân"), fact="identity_number", vn=NATIONAL_ID,
        description=_("12 chữ số trên thẻ căn cước"),
    ),
    _part("select", "danToc", _("Dân tộc"), NONE, data={"list": "danToc"}),
    _part("select", "quocTich", _("Quốc tịch"), NONE, data={"list": "quocTich"}),
    PHONE,
    EMAIL,
    _part("textfield", "cuTru", _("Nơi cư trú"), NONE, "address", vn=ADDRESS),
)  # fmt: skip
ORGANISATION = (
    _part("textfield", "ten", _("Tên tổ chức"), fact="organisation_name", autocomplete="organization"),
    _part("textfield", "maSoThue", _("Mã số thuế"), fact="tax_code", vn={"type": "taxCode"}),
    _part("textfield", "diaChi", _("Địa chỉ trụ sở"), fact="organisation_address", vn=ADDRESS),
    _part("textfield", "nguoiDaiDien", _("Người đại diện theo pháp luật"), fact="full_name"),
    _part("textfield", "chucVu", _("Chức vụ của người đại diện"), OPTIONAL, autocomplete="organization-title"),
    PHONE,
    EMAIL,
)
LAND_PARCEL = (
    _part("textfield", "soThua", _("Thửa đất số"), validate={"maxLength": 20}),
    _part("textfield", "soTo", _("Tờ bản đồ số"), validate={"maxLength": 20}),
    _part("number", "dienTich", _("Diện tích"), suffix="m²", validate={"min": 0.1}),
    _part("select", "loaiDat", _("Loại đất"), data={"values": _values(LAND)}),
    _part("textfield", "diaChi", _("Địa chỉ thửa đất"), vn={**ADDRESS, "detail": "optional"}),
)
_MEMBER = _("thành viên")
_OF_MEMBERS = {"hoTen": REQUIRED, "ngaySinh": REQUIRED, "gioiTinh": REQUIRED, "soDinhDanh": OPTIONAL}
MEMBERS = (
    _part("select", "quanHe", _("Quan hệ với chủ hộ"), data={"values": _values(RELATIONS)}),
    *(Part(part.component, _OF_MEMBERS.get(part.component["key"], NONE)) for part in PERSON),
)
PARTS: Mapping[str, tuple[Part, ...]] = {
    "person": PERSON,
    "organisation": ORGANISATION,
    "landParcel": LAND_PARCEL,
    "householdMembers": MEMBERS,
}


def expand(spec: Spec, language: str = "vi") -> Spec:
    """The component with its parts written out in ``language``; any other component, or one that has its parts, as it is."""
    vn = section(section(spec, "properties"), "vn")
    kind = vn.get("type")
    if not isinstance(kind, str) or kind not in PARTS or spec.get("components"):
        return spec
    with override(language):
        return _expanded(spec, vn, kind)


def _expanded(spec: Spec, vn: Spec, kind: str) -> Spec:
    wanted, optional = section(vn, "parts"), section(spec, "validate").get("required") is False
    grid, label = kind == "householdMembers", spec.get("label")
    whose = lower_first(label.strip()) if isinstance(label, str) and not grid else ""
    parts = []
    for part in PARTS[kind]:
        need = wanted.get(part.component["key"], part.need)
        if need != NONE:
            parts.append(_written(part, need == REQUIRED and not optional, str(vn.get("from") or ""), whose))
    own = {**vn, "item": vn.get("item") or gettext(_MEMBER)} if grid else vn
    properties = {**section(spec, "properties"), "vn": own}
    return {**spec, "type": "editgrid" if grid else "container", "components": parts, "properties": properties}


def _written(part: Part, required: bool, known: str, whose: str) -> Component:
    """One part as a component; an error names whose it is: "Nhập họ, chữ đệm và tên (mẹ)"."""
    component = _said(part.component)
    vn: dict[str, Json] = dict(section(section(component, "properties"), "vn"))
    if whose and whose not in component["label"].lower():
        vn["noun"] = f"{lower_first(component['label'])} ({whose})"
    if part.fact and known in ("account", "facts"):
        vn["fact" if known == "facts" else "prefill"] = part.fact
    made = {**component, "input": True, "properties": {"vn": vn}}
    if not required:
        made.pop("fields", None)  # a required part would make the whole date required
    return made | ({"validate": {**section(made, "validate"), "required": True}} if required else {})


def _said(part: Component) -> Component:
    """A part with its label, hint and options in the active language."""
    made = dict(part)
    for name in ("label", "description"):
        if name in made:
            made[name] = gettext(made[name])
    if "values" in made:
        made["values"] = _translated(made["values"])
    if "values" in section(made, "data"):
        made["data"] = {"values": _translated(made["data"]["values"])}
    return made


def _translated(options: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**option, "label": gettext(option["label"])} for option in options]
