"""The separator sheet (tờ phân cách): what its QR says. Anyone may print one, so it is read like a stranger's word."""

import re
from dataclasses import dataclass

_SAID = re.compile(r"VNPC1:([A-Za-z0-9.-]{0,60}):([A-Za-z0-9._-]{0,60})", re.ASCII)


@dataclass(frozen=True)
class Sheet:
    """Whatever follows is the paper ``paper`` of the procedure ``procedure``; both empty: a new paper begins, no matter which."""

    procedure: str = ""
    paper: str = ""

    @property
    def payload(self) -> str:
        """What the QR holds: short, so that a bad scan of a bad print is still read."""
        return f"VNPC1:{self.procedure}:{self.paper}"


def read(payload: str) -> Sheet | None:
    """The sheet that says this, or None where it is any other QR: papers carry codes of their own."""
    found = _SAID.fullmatch(payload)
    return Sheet(*found.groups()) if found else None
