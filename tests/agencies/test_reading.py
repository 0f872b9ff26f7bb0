"""Finding agencies and desks, and places by either edition's names."""

import pytest

from agencies import address
from agencies.models import AdministrativeUnit
from agencies.selectors import ancestors, authority_for, find, one_door_of
from common.errors import NotFound

pytestmark = [pytest.mark.usefixtures("province"), pytest.mark.django_db]


@pytest.mark.parametrize("code", ["H09.21.23", "h09.21.23", "23.21.H09"])
def test_an_agency_is_found_by_either_order(code: str, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert find(code).short_name == "UBND phường Phú Cường"


@pytest.mark.parametrize("code", ["H09.99", "", "không phải mã"])
def test_an_unknown_code_is_not_found(code: str) -> None:
    with pytest.raises(NotFound):
        find(code)


@pytest.mark.parametrize(
    "agency, desk",
    [
        ("H09.21.23", "H09.21.23.01"),  # UBND phường: its own Bộ phận Một cửa
        ("H09.21.04", "H09.21.15"),  # phòng of a district: the district's
        ("H09.21", "H09.21.15"),
        ("H09.03", "H09.19"),  # sở: the province's centre
        ("H09.03.01", "H09.19"),
        ("G01.74.21.23", "H09.19"),  # police: no desk of their own in the demonstration
        ("H09.19", "H09.19"),
        ("H09.21.23.01", "H09.21.23.01"),
    ],
)
def test_where_people_hand_in(agency: str, desk: str, django_assert_num_queries) -> None:
    asked = find(agency)
    with django_assert_num_queries(0 if agency == desk else 1):
        assert one_door_of(asked).code == desk


def test_ancestors_nearest_first() -> None:
    assert [agency.code for agency in ancestors(find("H09.21.23.01"))] == ["H09.21.23", "H09.21", "H09"]


def test_the_authority_of_a_commune() -> None:
    unit = AdministrativeUnit.objects.get(edition="2008", code="25747")
    assert authority_for(unit).code == "H09.21.23"


def first(query: str, of: str) -> address.Place:
    return address.search(query, of=of, limit=5)[0]


@pytest.mark.parametrize("query", ["phu cuong", "Phú Cường", "p. phu cuong tp tdm", "PHƯỜNG PHÚ CƯỜNG, Thủ Dầu Một"])
def test_communes_without_diacritics_at_home_first(query: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(3):
        place = first(query, "2008")
    assert place.full == "Phường Phú Cường, Thành phố Thủ Dầu Một, Tỉnh Bình Dương"
    assert (place.code, place.note, place.choices) == ("25747", "", ())


def test_a_common_name_is_not_cut_off() -> None:
    assert first("tan an", "2008").full == "Phường Tân An, Thành phố Thủ Dầu Một, Tỉnh Bình Dương"


def test_an_old_name_says_what_it_became() -> None:
    place = first("phu cuong thu dau mot", "2025")
    assert place.full == "Phường Thủ Dầu Một, Thành phố Hồ Chí Minh"
    assert place.note == "trước là Phường Phú Cường, Thành phố Thủ Dầu Một, Tỉnh Bình Dương"


def test_an_old_name_that_became_several_asks() -> None:
    place = first("hiep thanh thu dau mot", "2025")
    assert place.edition == "2008"
    assert place.note == "nay thuộc Phường Phú Lợi hoặc Phường Thủ Dầu Một"
    assert [choice.edition for choice in place.choices] == ["2025", "2025"]


def test_conversion_both_ways() -> None:
    assert [place.name for place in address.became("25747")] == ["Phường Thủ Dầu Một"]
    assert "Phường Phú Cường" in {place.name for place in address.was("25747")}
    with pytest.raises(NotFound):
        address.became("99999")


def test_lists_for_two_drop_downs() -> None:
    assert address.provinces("2025").count() == 34
    assert address.communes_of("74", "2008").count() == 91
    assert address.communes_of("79", "2025").count() == 168
    assert address.search("  ,. ") == []
