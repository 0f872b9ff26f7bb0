"""Pages as HTML: labels, hints, errors and ids fit each other; rows and facts; what a browser sends back."""

import re
from typing import Any

from django.http import QueryDict

from eforms import engine, html
from eforms.nodes import FieldError
from eforms.ports import Fact, OfOne, Option, PlainPorts, StoredFile
from tests.eforms.forms import NOW, PORTS, component, form, run, when

YES = [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]
ALL = form(
    component("textfield", "a.ten", "Họ tên", description="Như trên giấy tờ"),
    component("textarea", "ghiChu"),
    component("number", "so", suffix="m²"),
    component("currency", "tien"),
    component("email", "thu"),
    component("phoneNumber", "dt"),
    component("checkbox", "camDoan", validate={"required": True}),
    component("radio", "q", values=YES, validate={"required": True}),
    component("select", "chon", data={"values": YES}),
    component("selectboxes", "nhieu", values=YES),
    component("day", "ngay"),
    component("datetime", "hen"),
    component("content", "loi", html="<p>Đọc <b>kỹ</b> <img src=x></p>"),
    component("textfield", "dc", "Nơi ở", vn={"type": "address"}),
    component("textfield", "sdd", vn={"type": "nationalId"}),
    component("textfield", "chu", "Bằng chữ", vn={"type": "amountInWords", "of": "tien"}),
    component("hidden", "kin", defaultValue="bí mật"),
    component("fieldset", "nhom", legend="Nhóm", conditional=when("q", "co"), components=[component("textfield", "trong")]),
    component("datagrid", "g", "Các tầng", vn={"item": "tầng"}, components=[component("textfield", "t"), component("day", "d")]),
)


def draw(data: dict[str, Any], errors: tuple[FieldError, ...] = (), **more: Any) -> str:
    """The one page of ALL."""
    processed = engine.prepare(ALL, data, now=NOW, ports=PORTS, prefill=more.get("prefill")).data
    return str(html.page(ALL, ALL.pages[0], processed, errors, ports=PORTS, **more))


def test_ids_are_unique_and_every_label_and_description_points_to_one() -> None:
    filled = {"g": [{"t": "1"}, {"t": "2"}], "q": "co", "dc": {"tinh": "79"}}
    outcome = run(ALL, filled)
    page = draw(filled, outcome.errors)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for pointing in re.findall(r'(?:for|aria-labelledby)="([^"]+)"', page):
        assert pointing in ids
    for described in re.findall(r'aria-describedby="([^"]+)"', page):
        assert set(described.split()) <= set(ids)
    for error in outcome.errors:
        assert html.field_id(error.path) in ids, error
    assert "style=" not in page and "<script" not in page and "onclick" not in page


def test_field_ids() -> None:
    assert html.field_id("a[0].b.c") == "field-a-0-b-c"


def test_optional_is_marked_and_required_is_not() -> None:
    page = draw({})
    assert page.count("(không bắt buộc)") == len(re.findall("eform-optional", page))
    legend = page[page.index('name="q"') - 600 : page.index('name="q"')]
    assert "không bắt buộc" not in legend


def test_values_are_escaped_and_wrong_ones_kept() -> None:
    page = draw({"a": {"ten": '"><script>x</script>'}, "so": "mười"})
    assert "<script" not in page and "&lt;script&gt;" in page
    assert 'value="mười"' in page


def test_content_keeps_a_few_tags() -> None:
    page = draw({})
    assert '<p class="govuk-body">Đọc <b>kỹ</b> </p>' in page and "<img" not in page


def test_an_error_stands_at_its_field() -> None:
    page = draw({}, (FieldError("a.ten", "required", "Nhập họ tên"), FieldError("a.ten", "x", "thứ hai")))
    assert 'id="field-a-ten-error"' in page and "Nhập họ tên" in page and "thứ hai" not in page
    assert 'aria-describedby="field-a-ten-hint field-a-ten-error"' in page


def test_conditional_parts_are_there_but_hidden() -> None:
    hidden = re.search(r'data-eform-path="nhom"[^>]*data-eform-when="[^"]*"( hidden)?', draw({"q": "khong"}))
    shown = re.search(r'data-eform-path="nhom"[^>]*data-eform-when="[^"]*"( hidden)?', draw({"q": "co"}))
    assert hidden and hidden.group(1) == " hidden" and shown and shown.group(1) is None


def test_hidden_values_are_not_drawn() -> None:
    assert "bí mật" not in draw({})


def test_facts_are_read_with_their_source() -> None:
    loaded = form(component("textfield", "ten", "Họ tên", vn={"fact": "full_name"}), component("textfield", "khac"))
    known = {"full_name": Fact("Trần Thị Bình", "Theo tài khoản đã xác thực")}
    data = engine.prepare(loaded, {}, prefill=known, now=NOW, ports=PORTS).data
    page = str(html.page(loaded, loaded.pages[0], data, (), prefill=known, ports=PORTS, fix_url="/tai-khoan/"))
    assert "Theo tài khoản đã xác thực" in page and "Thông tin sai?" in page and 'name="ten"' not in page
    assert 'name="ten"' in str(html.page(loaded, loaded.pages[0], {}, (), ports=PORTS))


def test_facts_stand_in_one_box_whatever_is_asked_between_them() -> None:
    loaded = form(
        component("textfield", "giay", "Loại giấy"),
        component("textfield", "ten", "Họ tên", vn={"fact": "full_name"}),
        component("textfield", "gioi", "Giới tính"),
        component("textfield", "so", "Số định danh", vn={"fact": "identity_number"}),
    )
    known = {"full_name": Fact("Trần Thị Bình"), "identity_number": Fact("074192005678")}
    data = engine.prepare(loaded, {}, prefill=known, now=NOW, ports=PORTS).data
    page = str(html.page(loaded, loaded.pages[0], data, (), prefill=known, ports=PORTS))
    assert page.count('class="app-known"') == 1
    order = [page.index(text) for text in ('name="giay"', "Trần Thị Bình", "074192005678", 'name="gioi"')]
    assert order == sorted(order)


def test_addresses_offer_the_communes_of_their_province() -> None:
    assert "Phường Phú Lợi" in draw({"dc": {"tinh": "79"}}) and "Phường Phú Lợi" not in draw({"dc": {"tinh": "01"}})
    assert 'name="_refresh:dc"' in draw({})


def post(text: str) -> QueryDict:
    """A posted page."""
    return QueryDict(text)


def test_what_is_posted_comes_back_as_answers() -> None:
    sent = "a.ten=An&ngay-ngay=1&ngay-thang=&ngay-nam=2026&nhieu=co&nhieu=khong&camDoan=1&dc-tinh=79&dc-xa=25747"
    sent += "&g[]=1&g[0]=1&g[2].t=x&kin=giả&chu=giả"
    data = html.parse(ALL, ALL.pages[0], post(sent))
    assert (
        data["a"] == {"ten": "An"}
        and data["ngay"] == "1/00/2026"
        and data["nhieu"] == {"co": True, "khong": True}
        and data["camDoan"] is True
    )
    assert data["dc"] == {"tinh": "79", "xa": "25747", "chiTiet": ""}
    assert data["g"] == [{}, {"t": "x"}]
    assert "kin" not in data and "chu" not in data


def test_rows_are_added_and_removed_without_a_script() -> None:
    rows = "g[]=1&g[0]=1&g[0].t=a&g[1]=1&g[1].t=b"
    added = html.parse(ALL, ALL.pages[0], post(f"{rows}&_add:g=1"))
    assert added["g"] == [{"t": "a"}, {"t": "b"}, {}]
    removed = html.parse(ALL, ALL.pages[0], post(f"{rows}&_remove:g[0]=1"))
    assert removed["g"] == [{"t": "b"}]
    last = html.parse(ALL, ALL.pages[0], post("g[]=1&g[0]=1&_remove:g[0]=1"))
    assert last["g"] == []
    assert html.action(post(f"{rows}&_remove:g[0]=1")) == html.Action("remove", "g[0]")
    assert html.action(post(rows)) is None


def test_buttons_that_name_nothing_change_nothing() -> None:
    for name in ("_add:zz", "_add:a.ten", "_remove:g[9]", "_remove:g", "_add:g[x]", "_refresh:zz"):
        assert html.parse(ALL, ALL.pages[0], post(f"g[]=1&g[0].t=a&{name}=1"))["g"] == [{"t": "a"}], name


def test_rows_are_moved_without_a_script() -> None:
    rows = "g[]=1&g[0]=1&g[0].t=a&g[1]=1&g[1].t=b"
    assert html.parse(ALL, ALL.pages[0], post(f"{rows}&_up:g[1]=1"))["g"] == [{"t": "b"}, {"t": "a"}]
    assert html.parse(ALL, ALL.pages[0], post(f"{rows}&_down:g[0]=1"))["g"] == [{"t": "b"}, {"t": "a"}]
    for edge in ("_up:g[0]", "_down:g[1]", "_up:g[7]"):
        assert html.parse(ALL, ALL.pages[0], post(f"{rows}&{edge}=1"))["g"] == [{"t": "a"}, {"t": "b"}], edge


def test_where_a_person_stands_after_a_button() -> None:
    rows = "g[0]=1&g[1]=1"
    for button, target in {
        "_add:g": "g[2]", "_remove:g[1]": "g", "_up:g[1]": "g[0]", "_down:g[0]": "g[1]", "_find:dc": "dc", "_refresh:dc": "dc",
    }.items():  # fmt: skip
        pressed = html.action(post(f"{rows}&{button}=1"))
        assert pressed and pressed.target == target


def test_a_place_is_found_without_a_script() -> None:
    asked = html.parse(ALL, ALL.pages[0], post("dc-tim=phu+loi&dc-tinh=&_find:dc=1"))
    page = draw(asked)
    assert 'name="dc-noi" type="radio" value="25750"' in page and "Phường Phú Lợi, Thành phố Hồ Chí Minh" in page
    another = html.parse(ALL, ALL.pages[0], post("dc-tim=phu+loi&dc-tinh=79&dc-xa=25747&_find:dc=1"))
    assert 'name="dc-noi" type="radio" value="25750"' in draw(another)
    chosen = html.parse(ALL, ALL.pages[0], post("dc-tim=phu+loi&dc-tinh=&dc-noi=25750&_refresh:dc=noi"))
    assert 'value="25750" selected' in draw(chosen) and "Kết quả tìm" not in draw(chosen)
    assert "Không có nơi nào khớp" in draw({"dc": {"tim": "zzz"}})


def test_several_answers_have_a_box_and_buttons_each() -> None:
    loaded = form(
        component("phoneNumber", "so", "Số khác", multiple=True), component("select", "c", data={"values": YES}, multiple=True)
    )
    page = loaded.pages[0]
    sent = html.parse(loaded, page, post("so[]=1&so[0]=0912+345+678&so[1]=0987654321&_remove:so[0]=1&c[]=1&c=co&c=khong"))
    assert sent == {"so": ["0987654321"], "c": ["co", "khong"]}
    added = html.parse(loaded, page, post("so[]=1&so[0]=0912345678&_add:so=1"))
    drawn = str(html.page(loaded, page, run(loaded, added).data, (), ports=PORTS))
    assert 'name="so[0]"' in drawn and 'name="so[1]"' in drawn and 'name="_remove:so[1]"' in drawn and 'name="so[2]"' not in drawn


def test_files_are_listed_and_taken_off() -> None:
    loaded = form(component("file", "tep", "Tệp", multiple=True, filePattern=".pdf"))
    ports = OfOne(PORTS, {key: StoredFile(key, f"{key}.pdf", 2_000_000, "application/pdf", "/t/") for key in ("f1", "f2")})
    sent = html.parse(loaded, loaded.pages[0], post("tep[]=1&tep=f1&tep=f2&_remove:tep[0]=1"))
    assert sent == {"tep": ["f2"]}
    data = engine.process(loaded, sent, now=NOW, ports=ports).data
    drawn = str(html.page(loaded, loaded.pages[0], data, (), ports=ports))
    assert "f2.pdf" in drawn and "1,9 MB" in drawn and 'accept=".pdf"' in drawn and "f1.pdf" not in drawn


def test_what_the_page_says_beside_a_box() -> None:
    loaded = form(component("textarea", "a", "Lý do", description="Gợi ý", tooltip="Giải thích", validate={"maxLength": 50}),
                  component("textfield", "b", "Mã", prefix="H09.", suffix="-NB", autocomplete="off"))  # fmt: skip
    drawn = str(html.page(loaded, loaded.pages[0], {}, (), ports=PORTS))
    assert "Gợi ý" in drawn and "Giải thích thêm" in drawn and "Nhiều nhất 50 ký tự" in drawn
    assert 'aria-describedby="field-a-hint field-a-info"' in drawn and "H09." in drawn and "-NB" in drawn


def test_a_long_list_is_found_by_words() -> None:
    options = tuple(Option(f"{n:03d}", f"Nghề số {n}") for n in range(1, 140))
    ports = PlainPorts(lists={"nghe": options})
    loaded = form(component("select", "n", "Nghề", data={"list": "nghe"}))
    page = loaded.pages[0]
    sent = html.parse(loaded, page, post("n=&n-nhan=&n-tim=so+13&_find:n=1"))
    outcome = engine.process(loaded, sent, now=NOW, ports=ports)
    drawn = str(html.page(loaded, page, outcome.data, outcome.errors, ports=ports))
    assert (
        'type="radio" value="013"' in drawn
        and 'value="so 13"' in drawn
        and {e.rule for e in outcome.errors} == {"onlyAvailableItems"}
    )
    assert html.parse(loaded, page, post("n=013&n-tim=so+13"))["n"] == "013"
    assert html.parse(loaded, page, post("n=013&n-nhan=Nghề+số+13&n-tim=khác"))["n"] == "khác"
