"""VNPAY 2.1.0 on the wire: pure functions over text, used by the adapter and by the sandbox, tested by vectors.

Sources: sandbox.vnpayment.vn/apis/docs (pay, changeTypeHash, querydr&refund). The pipe orders of querydr are from
memory and agree over several public libraries; they are arguments here and settings of the adapter (ADR 0006).
Amounts on the wire are đồng × 100; times are yyyyMMddHHmmss in GMT+7.
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import parse_qsl, quote_plus
from zoneinfo import ZoneInfo

VERSION = "2.1.0"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
QUERY_FIELDS = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TxnRef",
    "vnp_TransactionDate", "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
ANSWER_FIELDS = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount",
    "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus",
    "vnp_OrderInfo", "vnp_PromotionCode", "vnp_PromotionAmount",
)  # fmt: skip
REFUND_FIELDS = (
    "vnp_RequestId", "vnp_Version", "vnp_Command", "vnp_TmnCode", "vnp_TransactionType", "vnp_TxnRef", "vnp_Amount",
    "vnp_TransactionNo", "vnp_TransactionDate", "vnp_CreateBy", "vnp_CreateDate", "vnp_IpAddr", "vnp_OrderInfo",
)  # fmt: skip
REFUND_ANSWER_FIELDS = (
    "vnp_ResponseId", "vnp_Command", "vnp_ResponseCode", "vnp_Message", "vnp_TmnCode", "vnp_TxnRef", "vnp_Amount",
    "vnp_BankCode", "vnp_PayDate", "vnp_TransactionNo", "vnp_TransactionType", "vnp_TransactionStatus", "vnp_OrderInfo",
)  # fmt: skip
_UNSIGNED = {"vnp_SecureHash", "vnp_SecureHashType"}
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 .:-]+")


class Malformed(ValueError):
    """The text is not a message of this protocol."""


def _digest(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha512).hexdigest()


def canonical(params: Mapping[str, str]) -> str:
    """Drop empty values and the hash itself, sort keys, url-encode key and value (blank is +), join with &."""
    kept = sorted((key, value) for key, value in params.items() if value != "" and key not in _UNSIGNED)
    return "&".join(f"{quote_plus(key)}={quote_plus(value)}" for key, value in kept)


def sign(params: Mapping[str, str], secret: str) -> str:
    """HMAC-SHA512 of the canonical text, lower-case hex: what goes into vnp_SecureHash."""
    return _digest(canonical(params), secret)


def signed_query(params: Mapping[str, str], secret: str) -> str:
    """The query string of a signed message, hash last."""
    return f"{canonical(params)}&vnp_SecureHash={sign(params, secret)}"


def is_signed(params: Mapping[str, str], secret: str) -> bool:
    """Whether the message carries our counterpart's hash; constant time, upper or lower case."""
    return hmac.compare_digest(params.get("vnp_SecureHash", "").lower().encode(), sign(params, secret).encode())


def parse(raw: str) -> dict[str, str]:
    """The vnp_ parameters of a query string. Raises ``Malformed`` when one comes twice or there are too many."""
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, max_num_fields=60, errors="strict")
    except ValueError as error:
        raise Malformed(str(error)) from error
    params = {key: value for key, value in pairs if key.startswith("vnp_")}
    if len(params) != sum(key.startswith("vnp_") for key, _value in pairs):
        raise Malformed("a parameter comes twice")
    return params


def pipe_hash(values: Mapping[str, object], fields: Sequence[str], secret: str) -> str:
    """The hash of the JSON interface: the fields' values in their order, joined by |; a missing one is empty."""
    texts = ("" if values.get(field) is None else str(values[field]) for field in fields)
    return _digest("|".join(texts), secret)


def is_pipe_signed(values: Mapping[str, object], fields: Sequence[str], secret: str) -> bool:
    """Whether a JSON message carries the right hash."""
    return hmac.compare_digest(str(values.get("vnp_SecureHash", "")).lower().encode(), pipe_hash(values, fields, secret).encode())


def stamp(moment: datetime) -> str:
    """A moment as VNPAY writes it: 20261122083000, GMT+7."""
    return moment.astimezone(ZONE).strftime("%Y%m%d%H%M%S")


def wire_amount(amount: int) -> str:
    """Đồng → the amount on the wire (× 100)."""
    return str(amount * 100)


def read_amount(text: str) -> int | None:
    """The amount on the wire → đồng; None when it is not a whole, positive number of đồng."""
    if not re.fullmatch(r"[0-9]{1,14}", text) or int(text) % 100 or int(text) == 0:
        return None
    return int(text) // 100


def plain(text: str) -> str:
    """Order information: Vietnamese without diacritics, no special characters, at most 255 of them."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.sub(r" +", " ", _NOT_PLAIN.sub(" ", bare)).strip()[:255]
