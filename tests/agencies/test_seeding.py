"""The demonstration province comes from data, once, and people's edits stay."""

from datetime import date

import pytest
import yaml
from django.core.management import call_command

from agencies import seed_files, units
from agencies.models import AdministrativeUnit, Agency, AgencyLevel, AgencySuccession, CalendarDay, Seat
from agencies.plan import BadSeed, plan_seats, plan_tree
from agencies.selectors import descendants, root

KEYS = [
    "clerk-phu-cuong",
    "centre-head",
    "handler-phu-cuong",
    "handler-qldt-tdm",
    "leader-phu-cuong",
    "records-phu-cuong",
    "finance-centre",
    "clerk-centre",
    "handler-so-tu-phap",
    "leader-so-tu-phap",
    "records-so-tu-phap",
    "author",
    "approver",
    "sysadmin",
]


@pytest.mark.usefixtures("province")
@pytest.mark.django_db
def test_the_province_of_the_press_documents() -> None:
    tree = descendants(root(), on=date(2026, 11, 23))
    heir = AgencySuccession.objects.get(old=root())
    assert (heir.new.code, heir.on, root().valid_to) == ("H29", date(2025, 7, 1), None), "the merger is loaded, not applied"
    authorities = tree.filter(kind=Agency.Kind.AUTHORITY)

    assert root().name == "Ủy ban nhân dân tỉnh Bình Dương"
    assert tree.filter(kind=Agency.Kind.DEPARTMENT).count() == 18
    assert tree.filter(kind=Agency.Kind.CENTRE).count() == 1
    assert authorities.filter(level__code="huyen").count() == 9
    assert authorities.filter(level__code="xa").count() == 91
    assert tree.filter(kind=Agency.Kind.ONE_DOOR).count() == 9 + 91
    assert {a.name for a in tree.filter(kind=Agency.Kind.VERTICAL, level__code="so")} == {
        "Công an tỉnh Bình Dương",
        "Bảo hiểm xã hội tỉnh Bình Dương",
        "Cục Thuế tỉnh Bình Dương",
        "Văn phòng Đăng ký đất đai tỉnh Bình Dương",
    }
    assert not Agency.objects.filter(valid_to__isnull=False).exists(), "the 2025 merger is loaded, not applied"
    assert AgencyLevel.objects.count() == 5


@pytest.mark.usefixtures("province")
@pytest.mark.django_db
def test_both_editions_and_what_became_what() -> None:
    count = AdministrativeUnit.objects.filter
    assert [count(edition="2008", level=level).count() for level in ("province", "district", "commune")] == [63, 696, 10035]
    assert [count(edition="2025", level=level).count() for level in ("province", "commune")] == [34, 3321]
    assert not count(edition="2008", level="commune", successors__isnull=True).exists()
    assert not count(edition="2025", predecessors__isnull=True).exists()
    binh_duong = AdministrativeUnit.objects.get(edition="2008", code="74")
    assert [unit.name for unit in binh_duong.successors.all()] == ["Thành phố Hồ Chí Minh"]
    assert AdministrativeUnit.objects.get(edition="2025", code="75").name == "Thành phố Đồng Nai"


@pytest.mark.usefixtures("province")
@pytest.mark.django_db
def test_the_named_seats_are_there() -> None:
    assert set(KEYS) <= set(Seat.objects.exclude(key=None).values_list("key", flat=True))
    assert Seat.objects.get(key="clerk-phu-cuong").agency.parent.short_name == "UBND phường Phú Cường"
    assert Seat.objects.get(key="handler-qldt-tdm").agency.short_name == "Phòng Quản lý đô thị"


@pytest.mark.usefixtures("province")
@pytest.mark.django_db
def test_seeding_again_changes_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        call_command("seed_agencies")
        call_command("seed_calendars")


@pytest.mark.usefixtures("province")
@pytest.mark.django_db
def test_an_edit_survives_a_forced_seeding_and_overwrite_puts_it_back() -> None:
    edited = Agency.objects.get(code="H09.21.23")
    Agency.objects.filter(pk=edited.pk).update(phone="0274 000 000", name="Tên đã sửa")
    CalendarDay.objects.filter(day=date(2026, 11, 24)).update(reason="Lý do đã sửa")
    Seat.objects.filter(key="author").update(active=False)
    before = [model.objects.count() for model in (Agency, Seat, AdministrativeUnit, CalendarDay)]

    call_command("seed_agencies", force=True)
    call_command("seed_calendars", force=True)

    assert [model.objects.count() for model in (Agency, Seat, AdministrativeUnit, CalendarDay)] == before
    assert Agency.objects.get(pk=edited.pk).name == "Tên đã sửa"
    assert CalendarDay.objects.get(day=date(2026, 11, 24)).reason == "Lý do đã sửa"
    assert not Seat.objects.get(key="author").active

    call_command("seed_agencies", overwrite=True)

    assert Agency.objects.get(pk=edited.pk).name == edited.name


TWO_LEVELS = """
province: {unit: "79", edition: "2025", valid_from: 2025-07-01}
levels: {root: tinh, body: so, unit: don-vi}
root: {code: H29, name: Ủy ban nhân dân Thành phố Hồ Chí Minh}
centre: {code: H29.01, name: Trung tâm Phục vụ hành chính công}
departments: []
layers:
  - units: commune
    level: xa
    first_group: 21
    name: "Ủy ban nhân dân {unit}"
    short_name: "UBND {unit}"
    one_door: {group: "01", name: "Trung tâm Phục vụ hành chính công {unit}"}
verticals: []
"""


def test_a_province_of_two_levels_is_another_file_not_other_code() -> None:
    planned = plan_tree(yaml.safe_load(TWO_LEVELS), units.read_units())
    authorities = [agency for agency in planned if agency.level == "xa"]
    assert len(authorities) == 168
    assert {agency.parent for agency in authorities} == {"H29"}
    assert "UBND phường Thủ Dầu Một" in {agency.short_name for agency in authorities}


def test_seed_files_that_contradict_themselves_are_refused() -> None:
    tree = yaml.safe_load(TWO_LEVELS)
    with pytest.raises(BadSeed):
        plan_tree({**tree, "centre": {**tree["centre"], "code": "H29"}}, units.read_units())
    with pytest.raises(BadSeed):
        plan_tree({**tree, "province": {**tree["province"], "unit": "74"}}, units.read_units())
    with pytest.raises(BadSeed):
        plan_seats({"seats": [{"key": "x", "agency": "H29", "role": "clerk", "title": "x"}], "templates": []}, [])


def test_every_special_day_says_where_it_comes_from() -> None:
    document = seed_files.read(seed_files.folder() / "calendars" / "vietnam.yaml")
    for row in document["days"]:
        assert row["reason"] and row["provenance"] and row["confidence"] in CalendarDay.Confidence.values
    worked = {day for row in document["days"] if row["kind"] == "worked" for day in row["days"]}
    assert worked == {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
    assert all(day.weekday() == 5 for day in worked)
