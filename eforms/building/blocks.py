"""Blocks that many forms share: a person, an address, a household. Linked ones know their name and version; copied ones are free.

A linked block is a group with ``properties.vn.block = {name, version, prefix}`` and its questions written out below, so that the
engine, exports and other systems need to know nothing of blocks. It changes only by ``RefreshBlock``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from eforms.building.differences import Change, differences
from eforms.building.refusing import CannotApply, used
from eforms.building.tree import Document, Place, below, clone, derived_ref, identified, place, places, vn, written_out
from eforms.building.uses import Use, answer_paths, answers, rename_all, uses_of
from eforms.paths import bare, section

Json = Any


@dataclass(frozen=True, slots=True)
class Block:
    """``components``: Form.io components, keys without prefix; ``prefix``: the one proposed (``nyc`` → ``nyc.hoTen``)."""

    name: str
    version: int
    title: str
    purpose: str
    components: tuple[Mapping[str, Any], ...]
    prefix: str = ""
    changes: str = field(default="")

    def as_json(self) -> dict[str, Any]:
        """What ``AddBlock`` and ``RefreshBlock`` carry."""
        return {
            "name": self.name, "version": self.version, "title": self.title, "prefix": self.prefix,
            "components": [clone(component) for component in self.components],
        }  # fmt: skip


def _part(kind: str, key: str, label: str, *, required: bool = True, hint: str = "", **more: Json) -> dict[str, Json]:
    made: dict[str, Json] = {"type": kind, "key": key, "label": label}
    own = more.pop("vn", None)
    if hint:
        made["description"] = hint
    rules = {**({"required": True} if required else {}), **more.pop("validate", {})}
    if rules:
        made["validate"] = rules
    return made | more | ({"properties": {"vn": own}} if own else {})


_WHOLE_DATE: dict[str, Json] = {"dayFirst": True, "fields": {part: {"required": True} for part in ("day", "month", "year")}}
_ADDRESS = {"type": "address", "edition": "2", "detail": "required"}
_NAME: dict[str, Json] = {"validate": {"maxLength": 100}, "spellcheck": False}
_APPLICANT = (
    _part("textfield", "hoTen", "Họ, chữ đệm và tên của bạn", hint="Viết như trên giấy tờ, ví dụ: Trần Thị Bình", **_NAME,
          vn={"fact": "full_name", "autocomplete": "name"}),
    _part("day", "ngaySinh", "Ngày sinh của bạn", hint="Ví dụ: 15 3 1990", **_WHOLE_DATE, validate={"maxDate": "today"},
          vn={"fact": "birth_date", "autocomplete": "bday"}),
    _part("textfield", "soDinhDanh", "Số định danh của bạn", hint="12 chữ số trên thẻ căn cước",
          vn={"type": "nationalId", "fact": "identity_number", "birthDate": "ngaySinh"}),
    _part("textfield", "cuTru", "Nơi cư trú của bạn", vn={**_ADDRESS, "prefill": "address"}),
    _part("phoneNumber", "dienThoai", "Số điện thoại của bạn", hint="Chúng tôi chỉ dùng để báo tin về hồ sơ, ví dụ: 0912 345 678",
          vn={"prefill": "phone"}),
    _part("email", "email", "Thư điện tử của bạn", required=False, vn={"prefill": "email"}),
)  # fmt: skip
_RESULT = (
    _part("radio", "cach", "Bạn muốn nhận kết quả thế nào?", values=[
        {"value": "trucTuyen", "label": "Bản điện tử trong kho dữ liệu của bạn",
        "description": "Có chữ ký số, giá trị như bản giấy"},
        {"value": "taiNoi", "label": "Bản giấy tại Trung tâm phục vụ hành chính công"},
        {"value": "buuChinh", "label": "Bản giấy gửi qua bưu chính", "description": "Bạn trả cước cho bưu chính"},
    ]),
    _part("textfield", "diaChi", "Địa chỉ nhận kết quả", vn=_ADDRESS, conditional={"show": True, "when": "cach",
        "eq": "buuChinh"}),
)  # fmt: skip


def _composed(kind: str) -> tuple[Mapping[str, Json], ...]:
    """The ordinary questions that a type made of others stands for."""
    return tuple(written_out({"type": "container", "key": "x", "properties": {"vn": {"type": kind}}})["components"])


_MEMBERS = {
    "type": "editgrid", "key": "danhSach", "label": "Thành viên hộ gia đình", "validate": {"required": True, "maxLength": 30},
    "components": list(_composed("householdMembers")), "properties": {"vn": {"item": "thành viên"}},
}  # fmt: skip
_ALL = (
    Block("nguoiYeuCau", 1, "Người yêu cầu", "Người nộp hồ sơ: lấy từ tài khoản những gì Nhà nước đã biết.", _APPLICANT, "nyc"),
    Block("motNguoi", 1, "Thông tin một người", "Một người khác người nộp: cha, mẹ, vợ, chồng, người được ủy quyền.",
        _composed("person"), "nguoi"),
    Block("diaChi", 1, "Địa chỉ", "Một địa chỉ theo danh mục đơn vị hành chính.", (_part("textfield", "noi", "Địa chỉ",
        vn=_ADDRESS),), "diaChi"),
    Block("thanhVienHo", 1, "Thành viên hộ", "Danh sách người trong hộ gia đình.", (_MEMBERS,), "ho"),
    Block("toChuc", 1, "Tổ chức", "Tổ chức, doanh nghiệp nộp hồ sơ hoặc liên quan.", _composed("organisation"), "toChuc"),
    Block("thuaDat", 1, "Thửa đất", "Thửa đất theo giấy chứng nhận và bản đồ địa chính.", _composed("landParcel"), "thuaDat"),
    Block("nhanKetQua", 1, "Cách nhận kết quả", "Bản điện tử, tại nơi nộp hoặc qua bưu chính.", _RESULT, "nhan"),
)  # fmt: skip
LIBRARY: Mapping[str, Block] = {block.name: block for block in _ALL}


def instantiate(block: Mapping[str, Json], prefix: str, ref: str) -> list[dict[str, Json]]:
    """The block's questions with ``prefix`` before their keys, rules turned to match, references that follow from ``ref``."""
    made: dict[str, Json] = {"components": clone(block["components"])}
    own = answer_paths(places(made))
    tops = {path: f"{prefix}.{path}" for path in own if not any(path.startswith(f"{other}.") for other in own if other != path)}
    for one in places(made):
        spec: dict[str, Json] = one.spec  # type: ignore[assignment]
        spec["properties"] = {**section(spec, "properties"), "vn": {**vn(spec), "id": derived_ref(ref, one.path or one.at)}}
    rename_all(made, tops)
    for one in places(made):
        if not one.grid and answers(one) and bare(one.path) in tops or not one.grid and one.key and bare(one.path) not in own:
            one.spec["key"] = f"{prefix}.{one.key}"  # type: ignore[index]
    held: list[dict[str, Json]] = made["components"]
    return held


def block_of(document: Document, ref: str) -> tuple[str, int] | None:
    """(name, version) of a linked block, ``None`` when it is none. Raises ``NoSuchComponent``."""
    return _link(place(document, ref))


def _link(one: Place) -> tuple[str, int] | None:
    link = section(vn(one.spec), "block")
    version = link.get("version")
    return (str(link["name"]), version if isinstance(version, int) else 0) if link.get("name") else None


def outdated(document: Document, library: Mapping[str, Block] = LIBRARY) -> tuple[tuple[str, Block], ...]:
    """The linked blocks that have a newer version in the library: (ref, that version)."""
    found = []
    for one in places(document):
        link = _link(one)
        if link and link[0] in library and library[link[0]].version > link[1]:
            found.append((one.ref, library[link[0]]))
    return tuple(found)


def block_changes(document: Document, ref: str, block: Block) -> tuple[Change, ...]:
    """What refreshing this linked block to ``block`` would change, in words."""
    before = identified(document)
    after = clone(before)
    one = place(after, ref)
    _fill(one.spec, one.ref, block.as_json())  # type: ignore[arg-type]
    return tuple(change for change in differences(before, after) if change.what != "block")


def _fill(spec: dict[str, Json], ref: str, block: Mapping[str, Json]) -> None:
    link = section(vn(spec), "block")
    prefix = str(link.get("prefix") or block.get("prefix") or "")
    spec["components"] = instantiate(block, prefix, ref)
    renewed = {**link, "version": block.get("version")}
    spec["properties"] = {**section(spec, "properties"), "vn": {**vn(spec), "block": renewed}}


def refresh(made: dict[str, Json], one: Place, spec: dict[str, Json], block: Mapping[str, Json], outside: Sequence[Use]) -> None:
    """Bring a linked block to another version, in place; refused while something names a question that would go."""
    link = _link(one)
    if link is None or link[0] != block.get("name") or not isinstance(block.get("components"), (list, tuple)):
        raise CannotApply("bad-block", _("Nhóm này không liên kết với khối đó."))
    before = {bare(other.path): other.ref for other in below(places(made), one.ref) if answers(other)}
    trial = clone(made)
    there = place(trial, one.ref)
    _fill(there.spec, one.ref, block)  # type: ignore[arg-type]
    after = {bare(other.path) for other in below(places(trial), one.ref) if answers(other)}
    inside = {other.ref for other in below(places(made), one.ref)}
    uses = [
        use for path, ref in before.items() if path not in after for use in uses_of(made, ref, outside) if use.ref not in inside
    ]
    if uses:
        raise used(_("Chưa cập nhật được khối vì câu sẽ bỏ còn được nhắc tới ở: %s. Sửa những chỗ đó trước."), uses)
    _fill(spec, one.ref, block)


def detach(one: Place, spec: dict[str, Json]) -> None:
    """Let the questions of a linked block become the form's own, in place."""
    if _link(one) is None:
        raise CannotApply("bad-block", _("Nhóm này không liên kết với khối nào."))
    own = {name: value for name, value in vn(spec).items() if name != "block"}
    spec["properties"] = {**section(spec, "properties"), "vn": own}
