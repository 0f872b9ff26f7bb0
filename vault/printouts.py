"""Papers that are printed and not kept (a hand-over list, the register of dossiers): their QR itself says what they are.

The code at the end of its address is signed by this installation, so nothing needs to be stored and nothing can be made up;
it holds the kind, the agency, the moment and how many lines, no personal data. It stands where other papers have their id.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SALT = "vault.printouts"
HAND_OVER, REGISTER = "bang-ke", "so"
KINDS: dict[str, str | Promise] = {HAND_OVER: _("Bảng kê bàn giao hồ sơ"), REGISTER: _("Sổ theo dõi hồ sơ")}


@dataclass(frozen=True)
class Printout:
    """A paper as it was printed: ``lines`` is how many dossiers it lists."""

    kind: str
    agency: str
    at: datetime
    lines: int

    @property
    def title(self) -> str:
        """What it is called."""
        return str(KINDS[self.kind])


def code(printout: Printout) -> str:
    """What stands in the address of its QR."""
    told = [printout.kind, printout.agency, int(printout.at.timestamp()), printout.lines]
    return signing.Signer(salt=_SALT).sign_object(told, compress=True)


def read(text: str) -> Printout | None:
    """The paper of a code that we made, None for any other text."""
    try:
        kind, agency, at, lines = signing.Signer(salt=_SALT).unsign_object(text)
        return Printout(str(kind), str(agency), datetime.fromtimestamp(at, UTC), int(lines)) if kind in KINDS else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
