"""What a register may answer, and what is thrown away: tables of answers, no network."""

import json

import pytest

from exchange.registers import enterprise, population
from exchange.registers.port import Malformed, Question

NUMBER, TAX = "074090001234", "3700000001"


def envelope(inside: str, head: str = "") -> bytes:
    return (
        f'{head}<s:Envelope xmlns:s="{population.SOAP}" xmlns:d="{population.DAN}"><s:Body>'
        f"<d:CongdanCollection>{inside}</d:CongdanCollection></s:Body></s:Envelope>"
    ).encode()


def citizen(**changes: str) -> str:
    parts = {
        "SoDinhDanh": NUMBER,
        "HoVaTen": "<d:Ho>TRẦN</d:Ho><d:ChuDem>THỊ</d:ChuDem><d:Ten>BÌNH</d:Ten>",
        "GioiTinh": "2",
        "NgayThangNamSinh": "<d:Nam>1990</d:Nam><d:NgayThangNam>19900502</d:NgayThangNam>",
        **changes,
    }
    return f"<d:CongDan>{''.join(f'<d:{name}>{text}</d:{name}>' for name, text in parts.items())}</d:CongDan>"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"full_name": "Trần Thị Bình", "birth_date": "1990-05-02", "sex": "nu"}),
        ({"NgayThangNamSinh": "<d:Nam>1990</d:Nam>"}, {"full_name": "Trần Thị Bình", "sex": "nu"}),
        ({"GioiTinh": "0"}, {"full_name": "Trần Thị Bình", "birth_date": "1990-05-02"}),
        ({"HoVaTen": "<d:Ten>Y Moan Êban</d:Ten>"}, {"full_name": "Y Moan Êban", "birth_date": "1990-05-02", "sex": "nu"}),
        (
            {"ThuongTru": "<d:MaTinhThanh>79</d:MaTinhThanh><d:MaPhuongXa>25747</d:MaPhuongXa><d:ChiTiet>Số 8</d:ChiTiet>"},
            {
                "full_name": "Trần Thị Bình",
                "birth_date": "1990-05-02",
                "sex": "nu",
                "address": {"tinh": "79", "xa": "25747", "chiTiet": "Số 8"},
            },
        ),
    ],
    ids=["whole", "only a year", "sex not known", "one name", "residence"],
)
def test_a_citizen_s_facts(changes: dict[str, str], expected: dict[str, object]) -> None:
    read = population.read(Question("population", NUMBER), envelope(citizen(**changes)))
    assert read == {"identity_number": NUMBER, **expected}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>bao tri</html>",
        b"<unclosed",
        envelope(citizen(SoDinhDanh="074090009999")),
        envelope(citizen(HoVaTen="")),
        envelope(citizen(HoVaTen="<d:Ten>DROP TABLE 1</d:Ten>")),
        envelope(citizen(NgayThangNamSinh="<d:NgayThangNam>19900231</d:NgayThangNam>")),
        envelope(citizen(GioiTinh="1" * 400)),
        envelope(citizen(), head='<!DOCTYPE a [<!ENTITY b "c">]>'),
    ],
    ids=["empty", "html", "broken", "another's", "no name", "digits in a name", "no such day", "too long", "entities"],
)
def test_what_does_not_fit_the_schema_is_no_answer(answer: bytes) -> None:
    with pytest.raises(Malformed):
        population.read(Question("population", NUMBER), answer)


def test_what_is_asked_is_escaped() -> None:
    _kind, body = population.compose(Question("population", NUMBER, (("full_name", "<x>&"),)))
    assert b"&lt;X&gt;&amp;" in body


def company(**changes: object) -> bytes:
    data = {
        "MainInformation": {"ENTERPRISE_GDT_CODE": TAX, "NAME": "CÔNG TY  GỖ"},
        "HOAdress": {"AddressFullText": "15 Đường số 2"},
        "Representatives": {"FULL_NAME": "LÊ MINH"},
        **changes,
    }
    return json.dumps({"Status": "OK", "Data": data}).encode()


def test_a_company_s_facts() -> None:
    read = enterprise.read(Question("enterprise", TAX), company())
    assert read == {
        "tax_code": TAX,
        "organisation_name": "CÔNG TY GỖ",
        "organisation_address": "15 Đường số 2",
        "legal_representative": "LÊ MINH",
    }
    assert enterprise.read(Question("enterprise", TAX), b'{"Status": "NOT_FOUND", "Data": null}') is None


@pytest.mark.parametrize(
    "answer",
    [
        b"[]",
        b"{}",
        b"{",
        company(MainInformation={"ENTERPRISE_GDT_CODE": "3799999999", "NAME": "x"}),
        company(MainInformation={"ENTERPRISE_GDT_CODE": TAX, "NAME": 7}),
        company(MainInformation=[]),
        company(HOAdress="x"),
    ],
)
def test_what_does_not_fit_the_company_schema_is_no_answer(answer: bytes) -> None:
    with pytest.raises(Malformed):
        enterprise.read(Question("enterprise", TAX), answer)
