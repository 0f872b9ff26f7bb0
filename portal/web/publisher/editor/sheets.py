"""Which section has which boxes, rows and tables, and the sentence that leads into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deadlines.policy import ALLOWED, CLOSING, RESTART, SAME_HOUR, SUSPEND
from portal.web.publisher.editor import inline, listed
from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.english import EnglishBoxes
from portal.web.publisher.editor.groups import Group
from portal.web.publisher.editor.kinds import (
    LimitField,
    LineField,
    LinesField,
    PickField,
    PicksField,
    TextField,
    WholeField,
    YesField,
)
from portal.web.publisher.editor.process import ProcessBoxes
from portal.web.publisher.editor.rowforms import SHOWN_LIMIT
from portal.web.publisher.editor.tables import TABLES, Table
from procedures.targets import TARGETS

_ANY = ("", _("Theo mặc định của tỉnh"))


class NameBoxes(Boxes):
    """What the procedure is called."""

    names__vi = LineField(label=_("Tên thủ tục"), help_text=_("Bắt đầu bằng việc người dân cần làm, ví dụ: Đăng ký khai sinh"))
    summary = TextField(label=_("Tóm tắt"), rows=2, help_text=_("Một câu: làm thủ tục này để được gì"))

    def clean_names__vi(self) -> str | None:
        """A draft is found in lists by its name: it always has one."""
        return self.cleaned_data["names__vi"] or self.held.get("names", {}).get("vi")


class AuthorityBoxes(Boxes):
    """Who carries it out, and how far online."""

    levels = PicksField(label=_("Cấp thực hiện"), choices=listed.LEVELS)
    service_level = PickField(label=_("Mức độ trực tuyến"), choices=listed.SERVICE_LEVELS, radios=True)
    non_territorial = YesField(
        label=_("Tiếp nhận phi địa giới"), help_text=_("Nộp được ở mọi bộ phận Một cửa trong tỉnh, không phụ thuộc nơi ở")
    )
    internal = YesField(label=_("Thủ tục nội bộ"), help_text=_("Chỉ giữa các cơ quan nhà nước; người dân không thấy trên cổng"))


class WhoBoxes(Boxes):
    """Who may do it."""

    who = TextField(label=_("Ai được làm"), rows=3, help_text=_("Bằng lời, không quá ba câu"))
    targets = PicksField(label=_("Nhóm đối tượng"), choices=tuple(TARGETS.items()))


class LimitBoxes(Boxes):
    """What is promised."""

    limit__value = LimitField(label=_("Thời hạn để hệ thống tính ngày hẹn trả"))
    limit__text = TextField(label=_("Thời hạn bằng lời"), rows=2, help_text=SHOWN_LIMIT)
    limit__policy__due_at = PickField(
        label=_("Hẹn trả vào lúc nào của ngày cuối"),
        choices=(_ANY, (SAME_HOUR, _("Đúng giờ đã nhận hồ sơ")), (CLOSING, _("Cuối giờ làm việc"))),
    )
    limit__policy__pause = PickField(
        label=_("Khi chờ bổ sung giấy tờ"),
        choices=(_ANY, (SUSPEND, _("Tạm dừng, tính tiếp khi bổ sung xong")), (RESTART, _("Tính lại từ đầu khi bổ sung xong"))),
    )
    folded = ("limit__policy__due_at", "limit__policy__pause")
    folded_title = _("Cách tính riêng của thủ tục này")


assert {SAME_HOUR, CLOSING} == set(ALLOWED["due_at"]) and {SUSPEND, RESTART} == set(ALLOWED["pause"])


class FeeTextBoxes(Boxes):
    """What it costs, as people read it."""

    fee_text = TextField(
        label=_("Phí, lệ phí bằng lời"), rows=2, help_text=_("Ví dụ: Không mất tiền. Mỗi bản sao xin thêm thu 8.000 đ.")
    )


class SetsBoxes(Boxes):
    """How many sets of papers."""

    sets = WholeField(label=_("Số bộ hồ sơ"), most=20, help_text=_("Để trống nếu là một bộ"))


class KeywordsBoxes(Boxes):
    """What people type."""

    keywords = LinesField(
        label=_("Từ khóa, mỗi dòng một lời"), rows=8, help_text=_("Lời thường ngày, ví dụ: làm giấy khai sinh, khai sinh cho con")
    )


@dataclass(frozen=True)
class Sheet:
    """One section's page. ``extra``: a template that stands above the boxes."""

    lead: str | Promise
    boxes: type[Boxes] | None = None
    groups: Sequence[Group] = ()
    table: Table | None = None
    extra: str = ""


SHEETS: Mapping[str, Sheet] = {
    "name": Sheet(_("Tên đúng như quyết định công bố. Tóm tắt là câu người dân đọc đầu tiên."), NameBoxes),
    "authority": Sheet(
        _("Ai có thẩm quyền, ai thực hiện, ai phối hợp; làm trực tuyến được đến đâu."), AuthorityBoxes, (inline.AGENCIES,)
    ),
    "who": Sheet(_("Ai được làm thủ tục này, với điều kiện gì."), WhoBoxes, (inline.CONDITIONS,)),
    "steps": Sheet(_("Từng bước người dân trải qua, bằng lời thường ngày."), None, (inline.STEPS,)),
    "methods": Sheet(
        _("Nộp và nhận kết quả qua kênh nào, mất bao lâu, tốn bao nhiêu ở mỗi kênh."),
        None,
        (inline.RECEIVING, inline.RETURNING),
        TABLES["methods"],
    ),
    "limit": Sheet(_("Hệ thống lấy thời hạn này để hẹn ngày trả kết quả."), LimitBoxes),
    "fees": Sheet(
        _("Những khoản mà hệ thống tính và thu. Phí và lệ phí ghi riêng từng khoản."), FeeTextBoxes, (), TABLES["fees"]
    ),
    "papers": Sheet(
        _("Giấy tờ người dân nộp. Điều chỉ để lưu ý thì ghi vào lưu ý của giấy tờ, không thành một dòng."),
        SetsBoxes,
        (inline.DOCUMENTS,),
        TABLES["papers"],
    ),
    "cases": Sheet(
        _("Chỉ cần khi giấy tờ, thời hạn, tờ khai hay quy trình khác nhau theo trường hợp."), None, (), TABLES["cases"]
    ),
    "results": Sheet(_("Giấy tờ hoặc thông báo mà người dân nhận."), None, (), TABLES["results"]),
    "legal": Sheet(_("Các văn bản mà thủ tục dựa vào."), None, (inline.BASES,), extra="publisher/editor/_bases.html"),
    "keywords": Sheet(_("Những lời người dân hay dùng khi tìm thủ tục này."), KeywordsBoxes),
    "eligibility": Sheet(
        _("Vài câu hỏi giúp người dân biết mình có làm được không trước khi bắt đầu. Câu đầu tiên được hỏi trước."),
        None,
        (),
        TABLES["eligibility"],
    ),
    "process": Sheet(
        _("Các bước bên trong cơ quan: ai làm, trong bao lâu, được làm gì."), ProcessBoxes, extra="publisher/editor/_process.html"
    ),
    "english": Sheet(
        _("Chỉ để tham khảo: bản tiếng Việt mới có giá trị. Ô để trống thì người đọc thấy tiếng Việt."), EnglishBoxes
    ),
}
