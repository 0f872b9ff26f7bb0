"""Fees that are computed, and fees that are only shown beside a way of filing."""

from collections.abc import Iterator, Mapping
from typing import Any

from procedures import tariffs
from procedures.content.refusals import Refusal
from procedures.missing import sentence

KINDS = frozenset({"phi", "le-phi"})
SHOWN_KINDS = KINDS | {"gia"}


def check(content: Mapping[str, Any]) -> Iterator[Refusal]:
    """Phí and lệ phí apart, whole đồng, a unit where a quantity is asked; a shown fee has an amount or says it in words."""
    for index, fee in enumerate(content.get("fees", [])):
        yield from _computed(fee, f"fees/{fee.get('code', index)}")
    for index, method in enumerate(content.get("methods", [])):
        fees = method.get("fees", [])
        if not isinstance(fees, list) or any(not isinstance(fee, Mapping) for fee in fees):
            yield Refusal(f"methods/{index}/fees", "shape", "Phần này phải là danh sách khoản thu.")
            continue
        for place, fee in enumerate(fees):
            yield from _shown(fee, f"methods/{index}/fees/{place}")


def _computed(fee: Mapping[str, Any], path: str) -> Iterator[Refusal]:
    if missing := {"code", "name", "kind", "amount", "basis"} - fee.keys():
        yield Refusal(path, "missing", sentence(missing))
        return
    if fee["kind"] not in KINDS:
        yield Refusal(f"{path}/kind", "unknown", "Phí và lệ phí phải ghi riêng: phi hoặc le-phi.")
    if not _whole(fee["amount"]):
        yield Refusal(f"{path}/amount", "amount", "Mức thu là số đồng nguyên, từ 0.")
    for key, reason, message in tariffs.problems(fee):
        yield Refusal(f"{path}/{key}", reason, message)


def _shown(fee: Mapping[str, Any], path: str) -> Iterator[Refusal]:
    if fee.get("kind") not in SHOWN_KINDS:
        yield Refusal(f"{path}/kind", "unknown", "Khoản thu là phi, le-phi hoặc gia.")
    if "amount" in fee and not _whole(fee["amount"]):
        yield Refusal(f"{path}/amount", "amount", "Mức thu là số đồng nguyên, từ 0.")
    if "amount" not in fee and not fee.get("text"):
        yield Refusal(f"{path}/text", "missing", "Khoản thu không có mức thì phải nói bằng lời.")


def _whole(amount: Any) -> bool:
    return isinstance(amount, int) and not isinstance(amount, bool) and amount >= 0
