"""Whose vault somebody may open: their own, a child's, an organisation's."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts import selectors
from accounts.models import Organisation, Person, User
from common.errors import NotFound

CHILD, ORGANISATION = "con-", "to-chuc-"


@dataclass(frozen=True)
class Holder:
    """One vault. ``key`` names it in an address: empty one's own, ``con-<id>`` a child's, ``to-chuc-<id>`` an organisation's."""

    key: str
    name: str
    owner: Person | Organisation | None

    @property
    def column(self) -> dict[str, Any]:
        """The columns of Document that say it is in this vault; an account without a person holds nothing."""
        name = "owner_organisation" if isinstance(self.owner, Organisation) else "owner_person"
        return {name: self.owner} if self.owner else {"pk__in": []}


def holders(user: User) -> list[Holder]:
    """Every vault that ``user`` may open today, their own first. Beside the person's one query for who acts for nobody else."""
    organisations, children = selectors.acting_for(user)
    own = Holder("", str(user), user.person)
    theirs = [Holder(f"{CHILD}{one.pk}", one.full_name, one) for one in children]
    return [own, *theirs, *(Holder(f"{ORGANISATION}{one.pk}", one.name, one) for one in organisations)]


def chosen(rows: list[Holder], key: str) -> Holder:
    """The vault of this key among those of ``holders``; raises ``NotFound``. No query."""
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise NotFound
    return found


def owner_ids(rows: list[Holder]) -> set[UUID]:
    """The people and organisations behind them."""
    return {row.owner.pk for row in rows if row.owner}
