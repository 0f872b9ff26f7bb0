"""VNPAY's wire format: the two vectors of domain.md §6.1, and what may never pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payments.gateways.vnpay import codes, protocol

SECRET = "0123456789ABCDEF0123456789ABCDEF"
PAY = (
    "vnp_Amount=5000000&vnp_Command=pay&vnp_CreateDate=20261122083000&vnp_CurrCode=VND&vnp_ExpireDate=20261122084500"
    "&vnp_IpAddr=127.0.0.1&vnp_Locale=vn&vnp_OrderInfo=Thanh+toan+ho+so+H29.19-261122-0001&vnp_OrderType=other"
    "&vnp_ReturnUrl=https%3A%2F%2Fdvc.example.gov.vn%2Fthanh-toan%2Fket-qua&vnp_TmnCode=DEMO0001"
    "&vnp_TxnRef=H29.19-261122-0001_1&vnp_Version=2.1.0"
)
PAY_HASH = (
    "edb64eb41bb5c3fc320ae707b13a8ceba898855bbc51ba9db99ac83ef4b4bef4"
    "6af9bf689bf089e7d346d0b7b8f4120cf70e9d32327638b7ce233527929c29c5"
)
IPN = (
    "vnp_Amount=5000000&vnp_BankCode=NCB&vnp_BankTranNo=VNP14831393&vnp_CardType=ATM"
    "&vnp_OrderInfo=Thanh+toan+ho+so+H29.19-261122-0001&vnp_PayDate=20261122083211&vnp_ResponseCode=00&vnp_TmnCode=DEMO0001"
    "&vnp_TransactionNo=14831393&vnp_TransactionStatus=00&vnp_TxnRef=H29.19-261122-0001_1"
)
IPN_HASH = (
    "cb1ba67c00fa82a6da15d54981e0f834b967c627c30322d60878544944061065"
    "159ec18519c07849e37c9251a8c3758385f06b289f8b11801153fe2122283238"
)


@pytest.mark.parametrize(("text", "expected"), [(PAY, PAY_HASH), (IPN, IPN_HASH)])
def test_the_vectors(text: str, expected: str) -> None:
    params = protocol.parse(text)
    assert protocol.canonical(params) == text
    assert protocol.sign(params, SECRET) == expected
    assert protocol.is_signed(
        {**params, "vnp_SecureHash": expected.upper(), "vnp_SecureHashType": "HmacSHA512", "vnp_Empty": ""}, SECRET
    )


def test_one_changed_letter_is_not_signed() -> None:
    params = {**protocol.parse(IPN), "vnp_SecureHash": IPN_HASH}
    assert protocol.is_signed(params, SECRET)
    assert not protocol.is_signed({**params, "vnp_Amount": "500000"}, SECRET)
    assert not protocol.is_signed({**params, "vnp_SecureHash": ""}, SECRET)
    assert not protocol.is_signed(params, "another secret")


def test_a_parameter_that_comes_twice_is_no_message() -> None:
    with pytest.raises(protocol.Malformed):
        protocol.parse(f"{IPN}&vnp_Amount=1")


@pytest.mark.parametrize(
    ("wire", "dong"),
    [("800000", 8000), ("100", 1), ("0", None), ("150", None), ("-100", None), ("1e4", None), ("", None), ("９００", None)],
)
def test_amounts_are_whole_dong_times_a_hundred(wire: str, dong: int | None) -> None:
    assert protocol.read_amount(wire) == dong


def test_order_information_is_plain_ascii() -> None:
    assert (
        protocol.plain("Thanh toán hồ sơ H09.19-261122-0001 – Đặng & Sơn <x>") == "Thanh toan ho so H09.19-261122-0001 Dang Son x"
    )


def test_the_hash_of_a_query_is_over_its_fields_in_order() -> None:
    body = {name: str(place) for place, name in enumerate(protocol.QUERY_FIELDS)}
    assert protocol.pipe_hash(body, protocol.QUERY_FIELDS, SECRET) == protocol._digest("0|1|2|3|4|5|6|7|8", SECRET)
    assert not protocol.is_pipe_signed({**body, "vnp_SecureHash": "x"}, protocol.QUERY_FIELDS, SECRET)


@pytest.mark.parametrize(
    ("response", "status", "says"),
    [
        ("00", "00", "success"),
        ("24", "02", "cancelled"),
        ("51", "02", "failed"),
        ("11", "02", "failed"),
        ("07", "07", "unclear"),
        ("00", "01", "unclear"),
        ("99", "00", "unclear"),
        ("", "", "failed"),
    ],
)
def test_what_the_codes_of_an_ipn_mean(response: str, status: str, says: str) -> None:
    assert codes.says_of_ipn(response, status) == says


values = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@settings(max_examples=50)
@given(st.dictionaries(st.from_regex(r"vnp_[A-Za-z]{1,8}", fullmatch=True), values, max_size=6))
def test_what_is_signed_reads_back_and_verifies(params: dict[str, str]) -> None:
    params = {key: value for key, value in params.items() if not key.startswith("vnp_SecureHash")}
    read = protocol.parse(protocol.signed_query(params, SECRET))
    assert protocol.is_signed(read, SECRET)
    assert {key: value for key, value in read.items() if key != "vnp_SecureHash"} == {k: v for k, v in params.items() if v}
