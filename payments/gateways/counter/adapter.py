"""An official's word as a gateway: nobody is sent away, nobody is asked (services/by_word.py)."""

import json
from datetime import datetime

from django.utils.translation import gettext as _

from payments.gateways.port import GatewayDown, Notice


class Counter:
    """See ``payments.gateways.port.Gateway``. ``key`` is cash, card or treasury (money that never came through us)."""

    remote = False

    def __init__(self, key: str) -> None:
        self.key = key

    @property
    def label(self) -> str:
        """What a person calls it."""
        names = {"card": _("thẻ tại quầy"), "treasury": _("chứng từ nộp ngân sách")}
        return names.get(self.key, _("tiền mặt tại quầy"))

    @property
    def method(self) -> str:
        """What a receipt says."""
        names = {"card": _("Thẻ tại quầy"), "treasury": _("Chứng từ nộp ngân sách")}
        return names.get(self.key, _("Tiền mặt tại quầy"))

    def reference(self, fee_reference: str, serial: int) -> str:
        """Our name of the payment."""
        return f"{fee_reference}_{serial}"

    def say(self, txn_ref: str, amount: int, **facts: object) -> Notice:
        """The official's word about one payment of ``amount`` đồng; ``facts`` (seat, received, change, slip) are kept raw."""
        raw = json.dumps({"txn_ref": txn_ref, "amount": amount, **facts}, ensure_ascii=False, sort_keys=True)
        return self._notice(txn_ref, raw, json.loads(raw))

    def read(self, raw: str) -> Notice:
        """Nothing is ever pushed to us."""
        return Notice(gateway=self.key, source="ipn", raw=raw, verified=False, provider_id="", says="")

    def ask(self, txn_ref: str, *, created_at: datetime, now: datetime) -> Notice:
        """There is nobody to ask: what was taken was written down at once."""
        raise GatewayDown("the counter")

    def reread(self, source: str, raw: str, txn_ref: str) -> Notice:
        """The notice of a stored word."""
        return self._notice(txn_ref, raw, json.loads(raw))

    def reply(self, outcome: str, *, again: bool) -> dict[str, str]:
        """Nobody waits for an answer."""
        return {}

    def why(self, reason_code: str) -> str:
        """Nothing fails at the counter without the official seeing it."""
        return ""

    def _notice(self, txn_ref: str, raw: str, said: dict[str, object]) -> Notice:
        return Notice(
            gateway=self.key,
            source="counter",
            raw=raw,
            verified=True,
            provider_id=f"counter:{txn_ref}",
            txn_ref=txn_ref,
            amount=int(str(said["amount"])),
            says="success",
            provider_ref=str(said.get("slip", ""))[:60],
        )
