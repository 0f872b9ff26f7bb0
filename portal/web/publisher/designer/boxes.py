"""The boxes of a step and of an action; the rows within a step are in ``rowboxes``."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common import clock
from portal.web.publisher.designer.bench import looked_up
from portal.web.publisher.designer.words import (
    AGENCIES,
    EFFECTS,
    KINDS,
    REQUIREMENTS,
    ROLES,
    STOPS,
    WAITS,
    percent,
)
from portal.web.publisher.editor import listed
from portal.web.publisher.editor.boxes import Boxes
from portal.web.publisher.editor.kinds import (
    LineField,
    PickField,
    PicksField,
    YesField,
    limit_of,
    limit_words,
)
from procedures import worklist
from workflow.charts import actions_of, steps_of
from workflow.words import END, PASSING, WORK

PICK = ("", _("Chọn"))
NONE = ("", _("Không"))
_SHARE = re.compile(r"^(\d{1,3}(?:[.,]\d+)?)\s*%(?:\s*thời hạn)?$")
_LOOKED_UP = ("named", "address", "competent")


def offers(content: Mapping[str, Any], doc: Mapping[str, Any]) -> dict[str, Any]:
    """The content with what the boxes offer to choose from. Two queries."""
    rows = Agency.objects.in_force(clock.today()).order_by("path").values_list("code", "name")
    asked = [(f"answers.{path}", one.label) for path, one in listed.questions(content).items() if one.kind.name == "address"]
    agencies = {code: f"{name} ({code})" for code, name in rows}
    fields = {one.code: one.name for one in worklist.all_fields()}
    return {
        **content,
        # What the document names stays to be chosen, also where it is gone since.
        "_agencies": list((agencies | {code: code for code in looked_up(doc, "named") if code not in agencies}).items()),
        "_fields": list((fields | {code: code for code in looked_up(doc, "competent") if code not in fields}).items()),
        "_addresses": list(({path: path for path in looked_up(doc, "address")} | dict(asked)).items()),
        "_steps": [(str(step["key"]), f"{n}. {step.get('name')}") for n, step in enumerate(steps_of(doc), start=1)],
        "_forks": [(str(step["key"]), str(step.get("name"))) for step in steps_of(doc) if step.get("kind") == "fork"],
    }


class TimeField(LineField):
    """A step's time: a limit in words, or a part of the procedure's limit ("30 %")."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("Ví dụ: 3 ngày làm việc, 4 giờ làm việc, hoặc 30 % (của thời hạn giải quyết)")
        super().__init__(label=_("Thời gian cho bước này"), help_text=help_text, most=80, wide="govuk-input--width-20", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return limit_words(str(value.get("limit") or ""))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return percent(value)
        return value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text is None:
            return None
        share = _SHARE.match(text)
        if share:
            part = float(share[1].replace(",", ".")) / 100
            if part <= 1:
                return round(part, 6)
        read = limit_of(text)
        if read is None or share:
            raise forms.ValidationError(_("Viết thời gian bằng số và đơn vị, ví dụ 3 ngày làm việc, hoặc phần trăm như 30 %"))
        return {"limit": read}


class Placed(Boxes):
    """Boxes about something that an agency does: which one, in words or by looking it up."""

    def read(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """The resolver taken apart into its boxes."""
        found = super().read(held)
        agency = held.get("agency", "handling" if held else None)
        kind, code = next(iter(agency.items()), ("", "")) if isinstance(agency, Mapping) else (agency, "")
        return found | {"agency_kind": kind} | ({f"agency_{kind}": code} if kind in _LOOKED_UP else {})

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """And put together again."""
        made = super().write(held)
        given = {name: made.pop(name, None) for name in list(made) if name.startswith("agency_")}
        kind = given.get("agency_kind")
        if "agency_kind" in self.fields and kind and (made or kind != "handling"):
            made["agency"] = {kind: given.get(f"agency_{kind}")} if kind in _LOOKED_UP else kind
        return made

    def offer(self, content: Mapping[str, Any]) -> None:
        """The agencies, fields and questions to choose from."""
        for name, offered in (("named", "_agencies"), ("competent", "_fields"), ("address", "_addresses")):
            if f"agency_{name}" in self.fields:
                self.fields[f"agency_{name}"].choices = [PICK, *(content.get(offered) or ())]

    def said(self, given: Mapping[str, Any]) -> bool:
        """Whether anybody typed here; a row that nobody touched is none."""
        return True

    def clean(self) -> dict[str, Any]:
        """What is looked up must be said."""
        given = super().clean() or {}
        kind = given.get("agency_kind")
        if kind in _LOOKED_UP and not given.get(f"agency_{kind}") and self.said(given):
            what = {"named": _("Chọn cơ quan"), "address": _("Chọn câu hỏi về địa chỉ"), "competent": _("Chọn lĩnh vực")}
            self.add_error(f"agency_{kind}", what[kind])
        return given


def agency_boxes() -> dict[str, forms.Field]:
    """Four boxes that say one resolver; a box that does not matter is hidden by the style sheet."""
    return {
        "agency_kind": PickField(label=_("Ở cơ quan nào"), choices=tuple(AGENCIES.items())),
        "agency_named": PickField(label=_("Cơ quan cụ thể"), choices=(PICK,)),
        "agency_address": PickField(label=_("Địa chỉ lấy ở câu hỏi"), choices=(PICK,)),
        "agency_competent": PickField(label=_("Lĩnh vực"), choices=(PICK,)),
    }


class StepBoxes(Placed):
    """A step itself; what its kind does not have is left out."""

    name = LineField(label=_("Tên bước"), most=200)
    kind = PickField(label=_("Việc của bước"), choices=tuple((key, words) for key, words in KINDS.items() if key in WORK))
    role = PickField(label=_("Ai làm"), choices=tuple(ROLES.items()))
    agency_kind, agency_named, agency_address, agency_competent = agency_boxes().values()
    share = TimeField()
    of = PickField(label=_("Gộp các nhánh của"), choices=(PICK,))
    wait = PickField(label=_("Đi tiếp khi"), choices=tuple(WAITS.items()), radios=True)
    on_due = PickField(
        label=_("Hết hạn mà chưa ai làm thì hệ thống tự"),
        choices=(NONE,),
        help_text=_("Chỉ dùng khi luật coi im lặng là đồng ý"),
    )
    stops = PickField(label=_("Thời hạn tạm dừng vì"), choices=(("", _("Không tạm dừng")), *STOPS.items()))
    substitute__role = PickField(label=_("Người làm thay"), choices=(("", _("Không có")), *ROLES.items()))
    substitute__when = PickField(
        label=_("Được làm thay"), choices=(("absent", _("Khi người phụ trách vắng")), ("late", _("Khi đã quá hạn")))
    )
    folded = ("on_due", "stops", "substitute__role", "substitute__when")
    folded_title = _("Khi hết hạn, tạm dừng, làm thay")

    def offer(self, content: Mapping[str, Any]) -> None:
        """Only what the kind of step has."""
        kind = str(self.held.get("kind", ""))
        drop = {"of", "wait"}
        if kind in PASSING:
            drop = set(self.fields) - {"name"} - ({"of", "wait"} if kind == "join" else set())
        elif kind == "chain":
            drop = {"kind", "role", "of", "on_due", "stops", "substitute__role", "substitute__when"}
            drop |= {name for name in self.fields if name.startswith("agency_")}
        for name in drop:
            self.fields.pop(name, None)
        super().offer(content)
        if "on_due" in self.fields:
            rows = [(str(one.get("key")), str(one.get("label"))) for one in actions_of(self.held)]
            self.fields["on_due"].choices = [NONE, *rows]
        if "of" in self.fields:
            self.fields["of"].choices = [PICK, *(content.get("_forks") or ())]
        if "wait" in self.fields:
            self.initial["wait"] = self.initial.get("wait") or "all"

    def clean_name(self) -> str | None:
        """A step is found by its name."""
        name: str | None = self.cleaned_data["name"]
        if not name:
            raise forms.ValidationError(_("Nhập tên bước"))
        return name

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """A substitute without a role is none."""
        made = super().write(held)
        if not (made.get("substitute") or {}).get("role"):
            made.pop("substitute", None)
        return made

    def visible_pairs(self) -> Iterator[Any]:
        """The open boxes, in order."""
        return self.open_boxes()


class ActionBoxes(Boxes):
    """What may be done at a step."""

    label = LineField(label=_("Tên nút"), most=120, help_text=_("Bắt đầu bằng việc phải làm, ví dụ: Trình lãnh đạo"))
    effect = PickField(label=_("Có nghĩa là"), choices=tuple(EFFECTS.items()))
    to = PickField(label=_("Rồi chuyển tới"), choices=(PICK,))
    requires = PicksField(label=_("Phải kèm theo"), choices=tuple(REQUIREMENTS.items()))
    ends_all = YesField(
        label=_("Kết thúc luôn cả các nhánh khác"), help_text=_("Chỉ dùng khi kết thúc từ bên trong một nhánh song song")
    )

    def offer(self, content: Mapping[str, Any]) -> None:
        """The steps to lead to; a step that nobody does has only a way on."""
        rows = [*(content.get("_steps") or ()), (END, _("Kết thúc"))]
        self.fields["to"].choices = [PICK, *rows]
        self.initial["effect"] = self.held.get("effect") or self.held.get("key")
        if content.get("_kind") in {*PASSING, "chain"}:
            for name in ("effect", "requires", "ends_all"):
                self.fields.pop(name)

    def clean(self) -> dict[str, Any]:
        """A button has words and leads somewhere."""
        given = super().clean() or {}
        if not given.get("label"):
            self.add_error("label", _("Nhập tên nút"))
        if not given.get("to") and "to" not in self.errors:
            self.add_error("to", _("Chọn bước chuyển tới"))
        if given.get("ends_all") and given.get("to") not in (None, END):
            self.add_error("ends_all", _("Chỉ dùng khi chuyển tới “Kết thúc”"))
        return given

    def write(self, held: Mapping[str, Any]) -> dict[str, Any]:
        """What says the same stays as it was written: an effect that is the key need not be said."""
        made = super().write(held)
        if "effect" not in held and made.get("effect") == held.get("key"):
            made.pop("effect", None)
        return made
