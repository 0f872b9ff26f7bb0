"""What a stranger's drawing means by its words: who a lane is, what a task does, what an answer leads to. Never silent guesses:
``mapping`` names every lane that no word is known of, and the author looks every step through."""

from common.text import fold

_ROLES = (
    ("clerk", ("mot cua", "tiep nhan", "tra ket qua", "bo phan tn", "front desk", "reception", "clerk")),
    ("centre-head", ("giam doc trung tam", "lanh dao trung tam")),
    ("records", ("van thu", "dong dau", "records")),
    ("finance", ("ke toan", "thu ngan", "tai chinh", "finance")),
    ("leader", ("lanh dao", "chu tich", "giam doc", "truong phong", "thu truong", "leader", "manager", "director")),
    ("handler", ("thu ly", "chuyen vien", "chuyen mon", "cong chuc", "phong", "so ", "officer", "handler", "staff")),
)
_KINDS = (
    ("hand-over", ("tra ket qua", "giao ket qua", "hand over", "deliver")),
    ("receive", ("tiep nhan", "nhan ho so", "receive")),
    ("assign", ("phan cong", "giao viec", "assign")),
    ("verify", ("thuc dia", "xac minh", "kiem tra tai cho", "inspect")),
    ("consult", ("y kien", "phoi hop", "consult")),
    ("number", ("lay so", "vao so", "cap so")),
    ("stamp", ("dong dau", "ky so co quan", "stamp")),
    ("sign", ("ky duyet", "ky ket qua", "lanh dao ky", "ky ban hanh", "sign")),
    ("approve", ("duyet", "approve", "review")),
    ("pay", ("nghia vu tai chinh", "nop thue", "nop phi", "payment", "pay ")),
    ("issue", ("phat hanh", "ban hanh", "issue")),
    ("check", ("kiem tra", "check", "verify")),
)
_EFFECTS = (
    ("supplement", ("bo sung",)),
    ("refuse", ("tu choi tiep nhan", "khong tiep nhan")),
    ("reject", ("tu choi", "khong dong y", "khong duyet", "reject")),
    ("return", ("tra lai", "lam lai", "sua lai", "return")),
)


def role_of(lane: str) -> str:
    """The role that a lane's name speaks of, "" when no word of it is known."""
    return _first(_ROLES, lane)


def kind_of(name: str) -> str:
    """What a task does by its name; somebody's work when no word of it is known."""
    return _first(_KINDS, name) or "handle"


def effect_of(label: str, *, ends: bool) -> str:
    """What an arrow means by its words; a refusal is one only where the process ends."""
    found = _first(_EFFECTS, label)
    return found if found and (ends or found not in ("refuse", "reject")) else "forward"


def _first(table: tuple[tuple[str, tuple[str, ...]], ...], words: str) -> str:
    plain = f"{fold(words)} "
    return next((key for key, known in table if any(word in plain for word in known)), "")
