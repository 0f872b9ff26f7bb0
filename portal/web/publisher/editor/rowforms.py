"""The boxes of one row with a page of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.web.publisher.editor import listed
from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.inline import PICK
from portal.web.publisher.editor.kinds import (
    JsonField,
    LimitField,
    LineField,
    LinesField,
    PickField,
    PicksField,
    SureField,
    TextField,
    WholeField,
    YesField,
)
from vault.brought import Brought
from vault.results import TEMPLATES

WIDE, MIDDLE = "govuk-input--width-30", "govuk-input--width-20"
SHOWN_LIMIT = _("Lời người dân đọc, ví dụ: 7 ngày làm việc kể từ ngày nhận đủ hồ sơ")


class MethodBoxes(Boxes):
    """One way of filing, as it is shown."""

    channel = PickField(label=_("Kênh"), choices=listed.CHANNELS, radios=True)
    text = TextField(label=_("Nộp thế nào, ở đâu"), rows=2)
    case = PickField(label=_("Chỉ cho trường hợp"), choices=())
    limit__value = LimitField(label=_("Thời hạn ở kênh này (nếu khác)"))
    limit__text = LineField(label=_("Thời hạn bằng lời"), help_text=SHOWN_LIMIT)

    def offer(self, content: Mapping[str, Any]) -> None:
        """The cases, where there are any."""
        cases = listed.cases(content)
        if not cases:
            del self.fields["case"]
            return
        self.fields["case"].choices = [("", _("Mọi trường hợp")), *cases]


class FeeBoxes(Boxes):
    """One thing that is charged: once, by a number of the answers, for every row of a group (procedures/tariffs.py)."""

    name = LineField(label=_("Tên khoản thu"))
    kind = PickField(label=_("Loại"), choices=listed.FEE_KINDS, radios=True)
    amount = WholeField(
        label=_("Mức thu, đồng"), help_text=_("Ví dụ 8.000; ghi 0 nếu không thu. Thu theo mốc thì đây là mức ban đầu.")
    )
    basis = LineField(label=_("Văn bản quy định mức thu"), help_text=_("Ví dụ: Thông tư 281/2016/TT-BTC"))
    quantity = PickField(
        label=_("Nhân với"), choices=(), help_text=_("Câu trả lời là con số trong tờ khai, ví dụ số bản sao xin cấp")
    )
    unit = LineField(label=_("Đơn vị tính"), most=40, wide="govuk-input--width-10", help_text=_("Ví dụ: bản, trang"))
    most = WholeField(label=_("Thu nhiều nhất, đồng (nếu có)"))
    each = PickField(
        label=_("Tính riêng cho từng dòng của"),
        choices=(),
        help_text=_("Khi tờ khai có bảng nhiều dòng và mỗi dòng tính một lần, ví dụ từng giấy tờ cần chứng thực"),
    )
    times = PickField(label=_("Rồi nhân với số bản"), choices=(), help_text=_("Ví dụ: mỗi giấy tờ làm mấy bản"))
    times_unit = LineField(label=_("Đơn vị của số bản"), most=40, wide="govuk-input--width-10", help_text=_("Ví dụ: bản"))
    item = PickField(label=_("Gọi tên từng dòng bằng câu trả lời"), choices=())
    rule = JsonField(label=_("Số lượng tính bằng JsonLogic, thay cho “Nhân với”"), rows=4)
    folded = ("each", "times", "times_unit", "item", "rule")
    folded_title = _("Tính cho từng dòng, nhân số bản, công thức")

    def offer(self, content: Mapping[str, Any]) -> None:
        """Questions whose answer is a number, groups of rows and what their rows ask."""
        counts = [*listed.countable(content), *listed.in_rows(content, numbers=True)]
        offered = {
            "quantity": [("", _("Không nhân, thu một lần")), *counts],
            "each": [("", _("Không, tính một lần cho cả hồ sơ")), *listed.repeated(content)],
            "times": [("", _("Không nhân thêm")), *counts],
            "item": [("", _("Không gọi tên")), *listed.in_rows(content)],
        }
        for name, choices in offered.items():
            if name in _NAMING and self.initial.get(name) == KEPT:
                choices.append((KEPT, _("Theo công thức đang có")))
            self.fields[name].choices = choices

    def read(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """A rule that is one answer is chosen; another quantity is JsonLogic, another count of copies or name is kept."""
        counts = [*listed.countable(self.content), *listed.in_rows(self.content, numbers=True)]
        quantity, rule = _answer(held.get("quantity"), counts), held.get("quantity")
        first = super().read(held) | {"quantity": quantity, "rule": None if quantity else rule}
        for name, known in zip(_NAMING, (counts, listed.in_rows(self.content)), strict=True):
            first[name] = (_answer(held[name], known) or KEPT) if held.get(name) is not None else None
        return first

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """And back."""
        made = super().write(held)
        for name in ("rule", "quantity", *_NAMING):
            made.pop(name, None)
        chosen, rule = self.cleaned_data.get("quantity"), self.cleaned_data.get("rule")
        if chosen or rule is not None:
            made["quantity"] = {"var": chosen} if chosen else rule
        for name in _NAMING:
            path = self.cleaned_data.get(name)
            if path:
                made[name] = held.get(name) if path == KEPT else {"var": path}
        return made


KEPT = "="
_NAMING = ("times", "item")


def _answer(rule: Any, known: Sequence[tuple[str, str]]) -> str | None:
    """The answer that a rule is, where it is nothing else."""
    path = rule.get("var") if isinstance(rule, Mapping) and list(rule) == ["var"] else None
    return path if isinstance(path, str) and path in dict(known) else None


class PaperBoxes(Boxes):
    """One paper that is handed in."""

    name = LineField(label=_("Tên giấy tờ"))
    originals = WholeField(label=_("Số bản chính"), most=99)
    copies = WholeField(label=_("Số bản sao"), most=99)
    required = SureField(label=_("Bắt buộc phải nộp"))
    accept = PicksField(label=_("Nộp trực tuyến bằng"), choices=listed.FILE_KINDS)
    only_if = LineField(
        label=_("Chỉ nộp khi (bằng lời, nếu có)"), help_text=_("Người dân đọc lời này, ví dụ: Trẻ sinh tại cơ sở y tế")
    )
    note = TextField(label=_("Lưu ý (nếu có)"), rows=2, help_text=_("Ví dụ: khi nào không phải nộp, ai cấp giấy này"))
    held_by__register = PickField(
        label=_("Nhà nước đã có ở"),
        choices=(("", _("Chưa có ở đâu")), *listed.REGISTERS),
        help_text=_("Giấy tờ đã có trong cơ sở dữ liệu thì không yêu cầu nộp (Nghị quyết 66.7/2025/NQ-CP)"),
    )
    held_by__text = LineField(label=_("Thay bằng dữ liệu thế nào (nếu có)"))
    code = LineField(label=_("Mã thành phần hồ sơ"), most=60, wide=MIDDLE)
    proven_by = LinesField(
        label=_("Kết quả của thủ tục khác thay được giấy này"),
        rows=2,
        help_text=_("Mã kết quả, mỗi dòng một mã, ví dụ KQ.G15.000031"),
    )
    eform = YesField(label=_("Tờ khai điện tử chính là giấy này"))
    template__name = LineField(label=_("Mẫu đơn, tờ khai"), wide=WIDE)
    template__url = LineField(label=_("Địa chỉ tải mẫu"), most=1000, wide=WIDE)
    sample__name = LineField(label=_("Bản điền mẫu"), wide=WIDE)
    sample__url = LineField(label=_("Địa chỉ bản điền mẫu"), most=1000, wide=WIDE)
    folded = ("code", "proven_by", "eform", "template__name", "template__url", "sample__name", "sample__url")
    folded_title = _("Mã, mẫu đơn và giấy thay thế")

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """Counts that were left empty are nought."""
        return super().write(held) | {name: self.cleaned_data.get(name) or 0 for name in ("originals", "copies")}


class CaseBoxes(Boxes):
    """One case of the procedure; what it leaves empty is the procedure's."""

    name = LineField(label=_("Tên trường hợp"))
    code = LineField(
        label=_("Mã trường hợp"),
        most=60,
        wide=MIDDLE,
        help_text=_("Ví dụ 1.001193.01. Đổi mã thì sửa cả các điều kiện dùng mã này."),
    )
    hint = TextField(label=_("Giải thích cho người dân khi chọn (nếu có)"), rows=2)
    papers = PicksField(
        label=_("Chỉ nộp những giấy tờ này"), choices=(), help_text=_("Không chọn giấy nào thì theo thành phần hồ sơ chung")
    )
    limit__value = LimitField(label=_("Thời hạn riêng (nếu khác)"))
    limit__text = LineField(label=_("Thời hạn bằng lời"), help_text=SHOWN_LIMIT)
    fee_text = TextField(label=_("Phí, lệ phí bằng lời (nếu khác)"), rows=2)

    def offer(self, content: Mapping[str, Any]) -> None:
        """The procedure's papers, where there are any."""
        papers = listed.papers(content)
        if not papers:
            del self.fields["papers"]
            return
        self.fields["papers"].choices = papers


class ResultBoxes(Boxes):
    """What the applicant gets."""

    name = LineField(label=_("Tên kết quả"))
    code = LineField(label=_("Mã kết quả"), most=60, wide=MIDDLE, help_text=_("Ví dụ KQ.G15.000031"))
    validity = LineField(label=_("Hiệu lực"), help_text=_("Bằng lời, ví dụ: Không thời hạn, 5 năm kể từ ngày cấp"))
    valid_months = WholeField(label=_("Hết hiệu lực sau bao nhiêu tháng (nếu có)"), most=1200)
    template = PickField(label=_("In theo mẫu"), choices=())
    brought = PicksField(
        label=_("Cán bộ được đưa kết quả có sẵn vào thay cho soạn theo mẫu"),
        choices=(
            (Brought.UPLOADED, _("Văn bản lập bằng phần mềm khác hoặc bản giấy quét lại; lãnh đạo ký số tại đây")),
            (Brought.RECEIVED, _("Văn bản cơ quan khác đã cấp và ký số; giữ nguyên, lãnh đạo xác nhận")),
        ),
        help_text=_("Không chọn thì luôn soạn theo mẫu"),
    )
    copies = JsonField(label=_("Số bản (JsonLogic)"), rows=2)
    each = LineField(label=_("Mỗi dòng của nhóm lặp này một kết quả"), most=100, wide=MIDDLE)
    title = JsonField(label=_("Tên in trên giấy (JsonLogic)"), rows=2)
    subject = JsonField(label=_("Kết quả nói về ai (JSON)"), rows=3)
    fields_ = JsonField(label=_("Những ô cán bộ xem và sửa trước khi in (JSON)"), rows=8)
    folded = ("copies", "each", "title", "subject", "fields_")
    folded_title = _("Nâng cao: dữ liệu in lên kết quả")

    def offer(self, content: Mapping[str, Any]) -> None:
        """The prints that the system has."""
        self.fields["template"].choices = [PICK, *((key, one.title) for key, one in TEMPLATES.items())]

    def read(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """A Django form has ``fields`` of its own."""
        return super().read(held) | {"fields_": held.get("fields")}

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """And back."""
        made = super().write(held)
        rows = made.pop("fields_", None)
        made.pop("fields", None)
        return made if rows is None else made | {"fields": rows}


class QuestionBoxes(Boxes):
    """One question of the eligibility check."""

    question = LineField(label=_("Câu hỏi"))
    hint = TextField(label=_("Gợi ý (nếu có)"), rows=2)
