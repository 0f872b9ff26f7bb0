"""An author who makes an e-form anew in the builder's pages; a form that exists is the plan.

What a page of the builder is filled in with is read out of the plan by the builder's own core, so any form can be the plan.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from eforms import building
from portal.web.publisher.builder import calculations, first_values
from tests.journeys.browser import Person
from tests.journeys.hands import Hands

Json = dict[str, Any]
Look = Callable[[str, building.Place], None]
# The operator that means this one when several answers are ticked.
SEVERAL = {"oneOf": "isEqual", "notOneOf": "isNotEqual"}
# name, type and present value of every box of a question's page; of radios the taken one comes last.
BOXES = """(boxes) => boxes.sort((a, b) => a.checked - b.checked).map((one) => [one.name.slice(2), [one.type,
  one.type === "checkbox" ? String(one.checked) : one.type !== "radio" || one.checked ? one.value : ""]])"""


def nobody_looks(_page: str, _place: building.Place) -> None:
    """No picture of this page."""


@dataclass
class Author:
    """Makes the form ``plan`` (identified) in the draft at the address ``draft``; ``look`` is called before a page is sent."""

    hands: Hands
    draft: str
    plan: Json
    look: Look = nobody_looks
    refs: dict[str, str] = field(default_factory=dict)  # of the plan's component → of the one that was made

    @property
    def person(self) -> Person:
        return self.hands.person

    @property
    def form(self) -> str:
        """The address of the form's pages."""
        return f"{self.draft}to-khai/"

    def page_of(self, place: building.Place, name: str = "") -> Person:
        """Go to one of the pages about a component."""
        return self.person.open(f"{self.form}cau/{self.refs[place.ref]}/{name}")

    def add_page(self, place: building.Place) -> None:
        """A page of the wizard at the end."""
        self.person.open(f"{self.form}them-trang/")
        self.hands.write("label", place.label).write("key", place.key).press("Thêm trang")
        self.meet_page(place)

    def meet_page(self, place: building.Place) -> None:
        """The last page in the list before us is this one of the plan."""
        self.refs[place.ref] = str(self.person.page.locator(".part--page").last.get_attribute("data-part"))

    def add(self, place: building.Place) -> None:
        """A question or group at the end of its page or group, with its properties and choices."""
        holder, mark, name = place.slot.partition("/")
        where = "sau" if holder == place.page else "vao"
        self.person.open(f"{self.form}them/?{where}={quote(self.refs[holder] + mark + name)}")
        self.hands.write("label", place.label).choose("type", place.type).write("key", place.key)
        self.look("add", place)
        self.hands.press("Thêm và soạn tiếp")
        self.person.sees(place.label)
        self.refs[place.ref] = self.person.path.rstrip("/").rpartition("/")[2]
        late = self.tell(place)
        if place.spec.get("values") or place.spec.get("data", {}).get("values"):
            self.choices(place)
        if late:
            self.page_of(place)
            assert not self.tell(place), f"{place.label}: a list of its page does not offer what the plan says"

    def tell(self, place: building.Place) -> bool:
        """Fill in the question's page before us wherever the plan says something else.

        Tells whether something is still to come: an answer that stands there at first is chosen from the choices.
        """
        changed = late = False
        shown = dict(self.person.main.locator('[name^="p-"]').evaluate_all(BOXES))
        for name, value in building.read_properties(self.plan, place.ref).items():
            kind, present = shown.get(name, ("", ""))
            text = "" if value in (None, False) else str(value)
            if name == "label" or not kind or present == (str(bool(value)).lower() if kind == "checkbox" else text):
                continue
            box = self.person.main.locator(f'[name="p-{name}"]')
            if kind == "select-one" and not box.locator(f'option[value="{text}"]').count():
                late = True
                continue
            hands = self.hands.unfold(box)
            changed = True
            if kind == "checkbox":
                hands.tick(f"p-{name}", on=bool(value))
            elif kind == "radio":
                hands.choose(f"p-{name}", text)
            elif kind == "select-one":
                hands.pick(f"p-{name}", text)
            else:
                hands.write(f"p-{name}", text)
        self.look("question", place)
        if changed:
            self.hands.press("Lưu câu hỏi")
        return late

    def choices(self, place: building.Place) -> None:
        """Fill the table of choices; every saving brings two more empty rows."""
        options = place.spec.get("values") or place.spec["data"]["values"]
        for _again in range(len(options)):
            self.page_of(place, "lua-chon/")
            rows = self.person.main.locator('input[name="label"]').count()
            for number, option in enumerate(options[:rows]):
                for name in ("label", "description", "value"):
                    box = self.person.main.locator(f'input[name="{name}"]').nth(number)
                    self.hands.write_into(box, option.get(name, ""))
            if rows >= len(options):
                break
            self.hands.press("Lưu các lựa chọn")
        self.look("options", place)
        self.hands.press("Lưu các lựa chọn")
        self.person.sees("Đã lưu các lựa chọn")

    def connect(self, place: building.Place) -> None:
        """What ties a component to others: conditions, rules, calculations, copied answers. All of them exist by now."""
        names = building.questions_seen(self.plan, place.ref)
        rule = place.spec.get("validate", {}).get("json")
        calculated, first = place.spec.get("calculateValue"), place.spec.get("customDefaultValue")
        self._condition(place, "hien-khi/", building.read_condition(place.spec.get("conditional"), names))
        self._condition(place, "bat-buoc-khi/", building.read_required_when(place.spec, names))
        if rule:
            self.page_of(place, "luat/")
            self._json(rule)
        if calculated:
            self.page_of(place, "tinh/")
            self._calculation(calculated)
        if first:
            self.page_of(place, "chep-san/")
            self._copy(first, names)

    def _condition(self, place: building.Place, name: str, held: building.Sentences | building.Advanced | None) -> None:
        if isinstance(held, building.Advanced):
            self.page_of(place, name)
            self._json(held.rule)
            return
        for sentence in held.sentences if held else ():
            self.page_of(place, f"{name}?question={quote(sentence.question)}")
            self._sentence(sentence)
        if held and len(held.sentences) > 1 and not held.every:
            self.hands.choose("every", "any").press("Lưu cách ghép")
        if held and not held.show:
            self.hands.choose("show", "hide").press("Lưu cách ghép")

    def _sentence(self, sentence: building.Sentence) -> None:
        hands = self.hands.choose("operator", SEVERAL.get(sentence.operator, sentence.operator))
        values = sentence.value if isinstance(sentence.value, (list, tuple)) else [sentence.value]
        boxes = self.person.main.locator('input[name="value"]')
        kind = boxes.first.get_attribute("type") if boxes.count() and sentence.value != "" else ""
        for value in values if kind else ():
            if kind == "checkbox":
                hands.tick("value", str(value))
            else:
                hands.write("value", str(value))
        hands.press("Thêm điều kiện này")

    def _calculation(self, rule: Any) -> None:
        said = calculations.read(rule, building.questions(self.plan))
        if said is None:
            self._json(rule)
            return
        self.hands.choose("kind", said.kind)
        for path in said.questions:
            self.hands.tick("question", path)
        self.hands.press("Lưu phép tính")

    def _copy(self, rule: Any, names: dict[str, building.Question]) -> None:
        said = first_values.read(rule, names)
        if said is None:
            self._json(rule)
            return
        self.hands.pick("question", said.question).pick("when", said.choice).press("Lưu chép sẵn")

    def _json(self, rule: Any) -> None:
        """What no sentence says, into the box for JsonLogic of the page before us."""
        box = self.person.main.locator('[name="json"]')
        self.hands.unfold(box).write_into(box, json.dumps(rule, ensure_ascii=False)).press("Lưu JsonLogic")
