"""The access matrix (reliability-security.md §5.2): one row an address, one cell an actor and method.

A cell is the status that the actor gets, or ``login`` for the way to the login page. The kinds below write most rows; what
a row does not grant is refused. ``of`` says which objects of the scene stand in the address (``=word``: the word itself),
``holder`` whose seat does when the actor has none, ``data`` what is sent by POST (``$name``: an object of the scene).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

NOBODY, LOGIN_PAGE = "nobody", "login"
# Minh represents the company, Khoa another one. Quang, who filed all that is the company's here, represents it no longer.
REPRESENTATIVES = ("minh", "khoa", "quang")
CITIZENS = ("an", "lan", *REPRESENTATIVES)
OFFICIALS = ("binh", "chi", "hai", "dung", "giang", "mai", "tri", "thu", "soan", "duyet")
EVERYONE = (NOBODY, *CITIZENS, *OFFICIALS)
REACH = ("binh", "chi", "hai", "dung", "giang")
DESK = (*REACH, "mai")
# Of one kind: what tells its members apart from others tells them apart from each other only where a row says so.
KINDS = ((NOBODY,), ("an", "lan"), REPRESENTATIVES, REACH, ("mai",), ("tri", "thu"), ("soan", "duyet"))

Cell = int | str
Cells = Mapping[str, Cell]


def in_turn(cell: Callable[[str], Cell | None], turn: int) -> list[str]:
    """Of each kind of actor one for each cell that is expected of it: those of whom the same is expected take turns.

    Where the same is expected of whoever has logged in, nobody, a citizen and an official are enough.
    """
    if len({cell(who) for who in (*CITIZENS, *OFFICIALS)}) == 1:
        return [NOBODY, CITIZENS[turn % len(CITIZENS)], OFFICIALS[turn % len(OFFICIALS)]]
    chosen = []
    for kind in KINDS:
        for one in sorted({cell(who) for who in kind}, key=str):
            same = [who for who in kind if cell(who) == one]
            chosen.append(same[turn % len(same)])
    return chosen


def public(status: Cell = 200, **others: Cell) -> Cells:
    """The same for everyone, logged in or not."""
    return dict.fromkeys(EVERYONE, status) | others


def login(status: int = 200, **others: Cell) -> Cells:
    """Everyone who has logged in, about nothing but themselves."""
    return public(status) | {NOBODY: LOGIN_PAGE} | others


def only(*who: str, status: int = 200, **others: Cell) -> Cells:
    """These actors; to everyone else the address does not exist."""
    return login(404) | dict.fromkeys(who, status) | others


def owner(status: int = 200) -> Cells:
    """An, whose thing it is."""
    return only("an", status=status)


def reach(status: int = 200, **others: Cell) -> Cells:
    """The desk of the unit that received it, of the one that handles it, and of the one that was asked."""
    return only(*REACH, status=status, **others)


def desk(status: int = 200) -> Cells:
    """Every desk seat, about its own agency's work."""
    return only(*DESK, status=status)


def sysadmin(status: int = 200) -> Cells:
    """The system administrator."""
    return only("tri", status=status)


def finance(status: int = 200) -> Cells:
    """The finance seat."""
    return only("thu", status=status)


NO_POST = public(405)
"""Refused before it is asked who comes."""


@dataclass(frozen=True)
class Row:
    """One address with its objects. ``tells``: it is meant to tell strangers a little (a QR's page, money's reference)."""

    name: str
    get: Cells
    post: Cells
    of: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    holder: str = ""
    query: str = ""
    tells: bool = False

    def __str__(self) -> str:
        return "-".join([self.name, *(value.lstrip("=") for value in self.of.values())])


REASON = {"reason": "QĐ 12/QĐ-UBND"}
DAY = {"day": "02/09/2031", "kind": "off", "reason": "Quốc khánh", "provenance": "NĐ 145/2013", "confidence": "firm"}

PUBLIC = (
    Row("health:alive", public(), NO_POST),
    Row("health:ready", public(), NO_POST),
    Row("home:home", public(), NO_POST),
    Row("home:life_events", public(), NO_POST),
    Row("home:life_event", public(), NO_POST, {"slug": "=nha-o"}),
    Row("browse:alphabet", public(), NO_POST),
    Row("browse:fields", public(), NO_POST),
    Row("browse:field", public(), NO_POST, {"code": "=G17-XD11"}),
    Row("agencies:list", public(), NO_POST),
    Row("agencies:agency", public(), NO_POST, {"code": "=H09.21.23"}),
    Row("law:list", public(), NO_POST),
    Row("law:text", public(), NO_POST, {"code": "=50/2014/QH13"}),
    Row("crawlers:robots", public(), NO_POST),
    Row("crawlers:index", public(), NO_POST),
    Row("crawlers:part", public(), NO_POST, {"section": "=thu-tuc"}),
    Row("search:results", public(), NO_POST),
    Row("search:suggest", public(), NO_POST),
    Row("procedure:detail", public(), NO_POST, {"code": "permit"}),
    Row("procedure:printed", public(), NO_POST, {"code": "permit"}),
    Row("procedure:check", public(301), NO_POST, {"code": "permit"}),
    Row("procedure:for_me", public(), NO_POST, {"code": "permit"}),
    Row("procedure:pace", public(), NO_POST, {"code": "permit"}),
    Row("track:form", public(), public(422), data={"code": "$code", "proof": "0000"}, tells=True),
    Row("pages:help", public(), NO_POST),
    Row("pages:privacy", public(), NO_POST),
    Row("pages:accessibility", public(), NO_POST),
    Row("pages:about", public(), NO_POST),
    Row("api-v1:page", public(), NO_POST),
    Row("api-v1:schema", public(), NO_POST),
    Row("api-v1:procedures", public(), NO_POST),
    Row("api-v1:procedure", public(), NO_POST, {"code": "permit"}),
    Row("preferences:choose", public(405), public(302), data={"ngon_ngu": "vi"}),
    Row("preferences:stay", public(405), public(200, nobody=401)),
    Row("verify:file", public(), public(422)),
    Row("verify:paper", public(), public(422), {"public_id": "public_id"}, {"proof": "0000"}, tells=True),
    Row("verify:paper", public(), public(), {"public_id": "printout_id"}),
    Row("verify:paper", public(404), public(404), {"public_id": "=khong-co"}),
    Row("pay:ipn", public(), NO_POST),
    Row("pay:confirm", public(405), public()),
)

DRAFT, DRAFT_FILE = {"draft": "draft"}, {"draft": "draft", "file": "draft_file"}
DRAFT_PAGE = {"draft": "draft", "step": "page"}
ISSUED, ASKED = {"dossier": "issued"}, {"dossier": "asked"}
CITIZEN = (
    Row("wizard:units", login(404), login(405)),
    Row("wizard:places", login(404), login(405)),
    Row("wizard:options", login(404), login(405)),
    Row("wizard:start", login(), login(302), {"code": "permit"}, {"offering": "$offering"}),
    Row("wizard:tasks", owner(), owner(), DRAFT),
    Row("wizard:discard", owner(), owner(302), DRAFT),
    Row("wizard:place", owner(), owner(302), DRAFT, {"offering": "$offering"}),
    # To the task list: nothing is newer than the version it began with.
    Row("wizard:newer", owner(302), owner(302), DRAFT),
    Row("wizard:wrong", owner(), owner(422), DRAFT, query="of_name"),
    Row("wizard:page", owner(), owner(302), DRAFT_PAGE),
    Row("wizard:autosave", owner(405), owner(), DRAFT_PAGE),
    Row("wizard:live", owner(405), owner(), DRAFT_PAGE),
    Row("wizard:papers", owner(), owner(302), DRAFT, {"_next": "1"}),
    Row("wizard:file", owner(), owner(405), DRAFT_FILE),
    Row("wizard:remove", owner(405), owner(302), DRAFT_FILE),
    Row("wizard:arrange", owner(405), owner(302), DRAFT_FILE, {"viec": "xuong"}),
    # A PDF has no small picture; that nobody else sees a photo's: tests/uploads/test_papers.py.
    Row("wizard:preview", only(), owner(405), DRAFT_FILE),
    Row("wizard:reuse", owner(405), owner(302), DRAFT, {"cho": "ban-ve", "giay": "$document"}),
    Row("wizard:bundle", owner(), owner(405), DRAFT | {"paper": "=ban-ve"}),
    Row("wizard:uploads", owner(405), owner(412), DRAFT),
    Row("wizard:upload", owner(), owner(409), DRAFT | {"upload": "transfer"}),
    Row("wizard:declaration", owner(), owner(405), DRAFT),
    Row("wizard:check", owner(), owner(302), DRAFT, {"key": "$submit_key", "declared": "1"}),
    Row("citizen_dossiers:list", login(), login(405)),
    Row("citizen_dossiers:detail", owner(), login(405), ISSUED),
    Row("citizen_dossiers:confirmation", owner(), login(405), ISSUED),
    Row("citizen_dossiers:supplement", owner(), owner(302), ASKED),
    Row("citizen_dossiers:supplement_answers", owner(302), owner(302), ASKED),
    Row("citizen_dossiers:supplement_save", public(405), owner(), ASKED),
    Row("citizen_dossiers:supplement_live", public(405), owner(), ASKED),
    Row("citizen_dossiers:withdraw", owner(), owner(302), {"dossier": "waiting"}, {"reason": "Đổi ý"}),
    Row("citizen_dossiers:ask", owner(), owner(302), ISSUED, {"text": "Bao giờ nhận được bản giấy?"}),
    Row("citizen_dossiers:complain", owner(), owner(302), ISSUED, {"text": "Trễ hẹn."}),
    Row("citizen_dossiers:collector", owner(), owner(302), ISSUED, {"thoi": "1"}),
    Row("citizen_dossiers:take_back", owner(), owner(302), {"dossier": "waiting"}),
    Row("citizen_dossiers:rate", owner(), owner(302), ISSUED, {"score": "5"}),
    Row("citizen_dossiers:printed", owner(), login(405), {"form": "printed"}),
    Row("own-signature:paper", owner(), owner(), {"thing": "draft_file"}),
    Row("own-signature:declaration", only(), only(), {"thing": "=00000000-0000-0000-0000-000000000001"}),
    Row("citizen_dossiers:file", owner(), login(405), {"file": "paper"}),
    Row("vault:list", login(), login(405)),
    Row("vault:readings", login(), login(405)),
    Row("vault:detail", owner(), login(405), {"document_id": "document"}),
    Row("vault:download", owner(), login(405), {"document_id": "document"}),
    Row("vault:staff", only("minh"), only("minh", status=422), {"organisation_id": "firm"}),
    Row("vault:upload", login(), login(422)),
    Row("vault:shares", login(), login(405)),
    Row("vault:given", login(), login(405), tells=True),
    Row("vault:export", login(), login(302)),
    Row("vault:requests", login(), login(422)),
    Row("vault:share", owner(), owner(302), {"document_id": "document"}, {"to": "link", "purpose": "Vay vốn", "until": "$soon"}),
    Row("vault:revoke", login(405), owner(302), {"share_id": "share"}),
    Row("vault:given-file", only("lan"), login(405), {"share_id": "share"}),
    Row("vault:export-part", owner(), login(405), {"export_id": "export", "number": "=1"}),
    Row("vault:remove", owner(), owner(302), {"document_id": "own_paper"}),
    Row("vault:link", public(), NO_POST, {"token": "share_token"}, tells=True),
    Row("vault:link-file", public(), NO_POST, {"token": "share_token"}, tells=True),
    Row("inbox:list", login(), login()),
    Row("inbox:read-all", login(405), login(302)),
    Row("inbox:open", owner(302), owner(302), {"notification_id": "message"}),
    Row("pay:return", owner(302), login(405), query="returned"),
    Row("pay:receipt", owner(), login(405), {"receipt": "receipt"}),
    Row("pay:show", owner(), owner(303), {"fee": "fee_due"}),
    Row("pay:result", owner(), login(405), {"fee": "fee_paid"}),
    Row("pay:voucher", owner(), owner(422), {"fee": "fee_due"}),
    Row("pay:exemption", owner(), owner(422), {"fee": "fee_due"}),
    Row("pay:shares", owner(), owner(422), {"fee": "fee_due"}),
    Row("pay:notice", owner(), login(405), {"fee": "fee_due"}),
    Row("pay:qr", owner(302), owner(302), {"fee": "fee_due"}),
)

# The company has its own of each of these.
OWNED = {"draft", "draft_file", "transfer", "submit_key", "issued", "asked", "paper", "printed", "document"}
OWNED |= {"fee_due", "fee_paid", "receipt", "returned"}


def of_company(row: Row) -> Row:
    """An's row about the company's thing of the same kind: Minh gets what An got, An what everyone else does."""

    def theirs(name: str) -> str:
        return name.replace(name.lstrip("$"), f"company_{name.lstrip('$')}") if name.lstrip("$") in OWNED else name

    def moved(cells: Cells) -> Cells:
        return {**cells, "minh": cells["an"], "an": cells["lan"]}

    of = {key: theirs(value) for key, value in row.of.items()}
    data = {key: theirs(value) for key, value in row.data.items()}
    return replace(row, get=moved(row.get), post=moved(row.post), of=of, data=data, query=theirs(row.query))


COMPANY = tuple(of_company(row) for row in CITIZEN if OWNED & {*row.of.values(), row.query})

WAITING = {"dossier": "waiting"}
TAKE_MANY = {"viec": "take", "chon": "$picked"}
AN_S_ACCOUNT = {"who": "an@example.vn", "reason": "căn cước khớp người"}
FILING, FILED = {"filing": "filing"}, {"filing": "filed"}
DESKS = (
    Row("seats:choose", only(*OFFICIALS, status=302), only(*OFFICIALS, status=302)),
    Row("queue:list", desk(), desk(302), holder="binh"),
    Row("queue:arrivals", desk(), NO_POST, holder="binh"),
    Row("queue:views", desk(), desk(), holder="binh"),
    Row("queue:forget", public(405), only("binh", status=302), {"view": "saved_view"}, holder="binh"),
    Row("team:load", only("dung"), NO_POST, holder="dung"),
    Row("desk-bulk:begin", public(405), desk(), data=TAKE_MANY, holder="binh"),
    Row("desk-bulk:run", public(405), desk(), data=TAKE_MANY, holder="binh"),
    Row("desk-bulk:list", public(405), only("binh"), data=TAKE_MANY, holder="binh"),
    Row("desk-vault:given", desk(), NO_POST, holder="binh"),
    Row("desk-vault:given-file", only("binh", "chi", "dung", "giang"), NO_POST, {"share": "office_share"}, holder="binh"),
    Row("desk-vault:guardians", only("binh", "mai"), only("binh", "mai", status=422), holder="binh"),
    Row("desk-vault:copies", only("dung", "giang"), NO_POST, holder="giang"),
    Row(
        "desk-vault:copy-begin",
        only("dung", "giang"),
        only("dung", "giang", status=422),
        {"document": "document"},
        holder="giang",
    ),
    Row("desk-vault:copy", only("dung", "giang"), only("dung", "giang", status=302), {"copy": "copy"}, holder="giang"),
    Row("desk-vault:copy-file", only("dung", "giang"), NO_POST, {"copy": "copy"}, holder="giang"),
    Row("desk-vault:copy-page", only("dung", "giang"), NO_POST, {"copy": "copy", "number": "=1"}, holder="giang"),
    Row("desk-vault:certified", desk(), NO_POST, holder="giang"),
    # Who asks about their data is named to who answers.
    Row("desk-vault:requests", sysadmin(), NO_POST, holder="tri", tells=True),
    Row("desk-vault:request", sysadmin(), only("tri", status=422), {"asked": "data_request"}, holder="tri", tells=True),
    Row("desk-leave:page", desk(), NO_POST, holder="binh"),
    Row("desk-leave:give", desk(), desk(422), holder="binh"),
    Row("desk-leave:end", public(405), only("chi", "dung", status=302), {"delegation": "delegation"}, holder="chi"),
    Row("desk-leave:hand-over", desk(), desk(422), holder="binh"),
    Row("desk_dossier:workspace", reach(), NO_POST, ISSUED, holder="binh"),
    Row("desk_dossier:workspace", reach(hai=404), NO_POST, WAITING, holder="binh"),
    Row("desk_dossier:identity", public(405), reach(), ISSUED, holder="binh"),
    Row("desk_dossier:check", public(405), reach(302), ISSUED, holder="binh"),
    Row("desk_dossier:beat", reach(), NO_POST, ISSUED, holder="binh"),
    Row("desk_dossier:others", reach(), NO_POST, ISSUED, holder="binh"),
    Row("desk_dossier:viewer", reach(), reach(302), {"file": "paper"}, {"text": "Mờ", "page": "1", "place": "500:500"}, "binh"),
    Row("desk_dossier:take-off", public(405), reach(302), {"mark": "mark"}, holder="binh"),
    Row("desk_dossier:paper", public(405), reach(302), ISSUED | {"paper": "=ban-ve"}, {"verdict": "good"}, "binh"),
    Row("desk-signing:queue", only("dung", "giang"), NO_POST, holder="dung"),
    Row("desk-signing:run", public(405), only("dung", "giang", status=302), holder="dung"),
    # The leader signed it already and the seal is on it: only whoever sealed it still sees it here.
    Row("desk-signing:paper", only("giang"), NO_POST, {"result": "result"}, holder="giang"),
    Row("desk-signing:page", only("giang"), NO_POST, {"result": "result", "number": "=1"}, holder="giang"),
    Row("desk_dossier:result", reach(), NO_POST, {"dossier": "issued", "result": "result"}, holder="binh"),
    Row("desk_dossier:result", only(), NO_POST, {"dossier": "waiting", "result": "result"}, holder="binh"),
    Row("desk_dossier:file", reach(), NO_POST, {"file": "paper"}, holder="binh"),
    Row("desk_dossier:bundle", reach(), NO_POST, {"dossier": "issued", "paper": "=ban-ve"}, holder="binh"),
    Row("desk_dossier:printed", reach(), NO_POST, {"form": "printed"}, holder="binh"),
    Row("desk_dossier:work-file", reach(), NO_POST, {"file": "work_file"}, holder="binh"),
    # Each act at the step that allows it: tests/access/test_acts.py.
    Row(
        "desk_dossier:act",
        reach(hai=404),
        reach(409, binh=302, hai=404),
        WAITING | {"action": "=receive"},
        {"seen": "$seen"},
        "binh",
    ),
    Row("desk_dossier:keep", public(405), reach(hai=404), WAITING | {"action": "=refuse"}, {"reason": "x"}, "binh"),
    Row("desk_dossier:act", only(), only(), WAITING | {"action": "=pha"}, holder="binh"),
    Row("desk_register:register", only("binh", "mai"), NO_POST, holder="binh"),
    Row("counter:start", only("binh", "mai"), only("binh", "mai", status=303), data={"quet": "Lý Thị Mận"}, holder="binh"),
    Row("counter:who", only("binh"), only("binh", status=303), FILING, holder="binh"),
    Row("counter:take-over", only("binh"), only("binh", status=303), {"filing": "colleague"}, {"reason": "Đi họp."}, "binh"),
    Row("counter:keep", only("binh", status=405), only("binh"), FILING, holder="binh"),
    Row("counter:drop", only("binh", status=405), only("binh", status=302), FILING, holder="binh"),
    Row("counter:form", only("binh"), only("binh", status=303), FILING, holder="binh"),
    Row("counter:live", only("binh", status=405), only("binh"), FILING, holder="binh"),
    Row("counter:autosave", only("binh", status=405), only("binh"), FILING, holder="binh"),
    Row("counter:side", only("binh"), only("binh", status=405), FILING, holder="binh"),
    Row("counter:decide", only("binh"), only("binh", status=422), FILING, holder="binh"),
    Row("counter:done", only("binh"), NO_POST, FILED, holder="binh"),
    Row("counter:prints", only("binh"), NO_POST, FILED, holder="binh"),
    Row("counter:label", only("binh"), NO_POST, FILED, holder="binh"),
    # What was taken for somebody else's dossier; that its own is printed: tests/counter.
    Row("counter:receipt", login(404), NO_POST, FILED | {"receipt": "receipt"}, holder="binh"),
    Row("counter:again", public(405), only("binh", status=303), FILED, holder="binh"),
    Row("finance:dossier", reach(), only(), ISSUED, {"act": "ask", "seen": "1"}, "binh"),
    Row("finance:paper", only(), NO_POST, ISSUED | {"kind": "=thong-bao", "one": "fee_due"}, holder="binh"),
    Row("finance:day", finance(), NO_POST, holder="thu"),
    Row("finance:till", only("binh", "mai", "thu"), only("binh", "mai", "thu", status=422), data={"card": "x"}, holder="binh"),
    Row("finance:case", finance(), finance(302), {"case": "case"}, {"act": "void", "note": "Không có"}, "thu"),
    Row("finance:case", only(), only(), {"case": "foreign_case"}, {"act": "void", "note": "Không có"}, "thu"),
    Row("finance:export", finance(), NO_POST, holder="thu"),
    Row("finance:fees", finance(), NO_POST, holder="thu"),
    Row("finance:fee", finance(), NO_POST, {"fee": "collected"}, holder="thu"),
    Row("finance:fee", only(), NO_POST, {"fee": "foreign_fee"}, holder="thu"),
    Row("finance:ask-refund", finance(), finance(422), {"fee": "collected"}, REASON, "thu"),
    Row("finance:ask-refund", only(), only(), {"fee": "foreign_fee"}, REASON, "thu"),
    Row("finance:receipt", finance(), NO_POST, {"receipt": "collected_receipt"}, holder="thu"),
    Row("finance:replace", finance(), finance(302), {"receipt": "collected_receipt"}, REASON, "thu"),
    Row("finance:refunds", finance(), NO_POST, holder="thu"),
    Row("finance:refund", finance(), finance(422), {"refund": "refund"}, {"act": "pay"}, "thu"),
    Row("finance:statements", finance(), finance(422), data={"x": "1"}, holder="thu"),
    Row("finance:reconciliations", finance(), NO_POST, holder="thu"),
    Row("counter-recovery:reset", only("binh", "mai"), only("binh", "mai"), data=AN_S_ACCOUNT, holder="binh", tells=True),
)

TABLE, SCANNED = {"table": "scan_table"}, {"paper": "scan_paper"}


def scan(status: int = 200) -> Cells:
    """Who puts paper to the dossier: clerk, handler and records of its units; not who was asked, not who decides."""
    return only("binh", "chi", "giang", status=status)


SCANS = (
    Row("desk-scans:dossier", scan(), NO_POST, {"dossier": "scanning"}, holder="binh"),
    Row("desk-scans:draft", only("binh"), NO_POST, {"draft": "reception"}, holder="binh"),
    Row("desk-scans:draft", only(), NO_POST, DRAFT, holder="binh"),
    Row("desk-scans:board", scan(), NO_POST, TABLE, holder="binh"),
    Row("desk-scans:take", public(405), scan(302), TABLE, holder="binh"),
    Row("desk-scans:arrange", public(405), scan(302), TABLE, {"do": "turn", "page": "$scan_page", "ban": "1"}, "binh"),
    Row("desk-scans:save", public(405), scan(302), TABLE, {"ban": "1"}, "binh"),
    Row("desk-scans:sheets", scan(), NO_POST, TABLE, holder="binh"),
    Row("desk-scans:picture", scan(), NO_POST, {"page": "scan_page"}, holder="binh"),
    Row("desk-scans:paper", scan(), scan(302), SCANNED, holder="binh"),
    Row("desk-scans:file", scan(), NO_POST, SCANNED, holder="binh"),
    Row("desk-scans:sign", public(405), scan(302), {"dossier": "scanning"}, holder="binh"),
    Row("desk-scans:waiting", only("binh", "mai"), NO_POST, holder="binh"),
)

OFFICER, CITIZEN_ID = {"user_id": "binh"}, {"user_id": "an"}
NEW_OFFICER = {"full_name": "Lý Văn Tám", "email": "tam@example.vn"}
SESSIONS = {"since": "01/01/2031", "sessions": "07:30-11:30, 13:00-17:00", "provenance": "QĐ 1/QĐ-UBND"}
AGENCY = {"name": "UBND phường Phú Hòa", "valid_from": "01/01/2020", **REASON}
OPS = (
    Row("officials:list", sysadmin(), sysadmin(), holder="tri"),
    Row("officials:add", sysadmin(), sysadmin(302), data=NEW_OFFICER, holder="tri"),
    Row("officials:detail", sysadmin(), sysadmin(), OFFICER, holder="tri"),
    Row("officials:detail", only(), only(), CITIZEN_ID, holder="tri"),
    Row("officials:assign", sysadmin(), sysadmin(302), OFFICER, REASON | {"seat": "$free_seat"}, "tri"),
    Row("officials:assign", only(), only(), CITIZEN_ID, REASON | {"seat": "$free_seat"}, "tri"),
    Row("officials:end", sysadmin(), sysadmin(302), OFFICER | {"assignment_id": "assignment"}, REASON, "tri"),
    Row("officials:close", sysadmin(), sysadmin(302), OFFICER, REASON, "tri"),
    Row("officials:close", only(), only(), CITIZEN_ID, REASON, "tri"),
    Row("officials:reopen", sysadmin(), sysadmin(302), OFFICER, REASON, "tri"),
    Row("officials:reopen", only(), only(), CITIZEN_ID, REASON, "tri"),
    Row("officials:drop-factors", sysadmin(), sysadmin(302), OFFICER, REASON, "tri"),
    Row("officials:drop-factors", only(), only(), CITIZEN_ID, REASON, "tri"),
    Row("ops-seats:list", sysadmin(), sysadmin(), holder="tri"),
    Row("ops-agencies:list", sysadmin(), sysadmin(), holder="tri"),
    Row("ops-agencies:edit", sysadmin(), sysadmin(302), {"agency_id": "agency"}, AGENCY, "tri"),
    Row("ops-calendars:list", sysadmin(), sysadmin(), holder="tri"),
    Row("ops-calendars:add", sysadmin(), sysadmin(302), data=DAY, holder="tri"),
    Row("ops-calendars:sessions", sysadmin(), sysadmin(302), data=SESSIONS, holder="tri"),
    Row("ops-calendars:edit", sysadmin(), sysadmin(302), {"day_id": "day"}, DAY, "tri"),
    Row("ops-calendars:remove", sysadmin(), sysadmin(302), {"day_id": "day"}, REASON, "tri"),
    Row("ops-outbox:list", sysadmin(), sysadmin(), holder="tri"),
    Row("ops-outbox:retry", login(405), sysadmin(302), {"message_id": "dead"}, holder="tri"),
    Row("ops-audit:state", sysadmin(), sysadmin(), holder="tri"),
)

VERSION_DRAFT = {"draft": "version_draft"}
QUESTION = VERSION_DRAFT | {"ref": "question"}
PROCESS_STEP = VERSION_DRAFT | {"key": "=handle"}
SEEN, SAW = {"seen": "$version_seen"}, {"_seen": "$version_seen"}
CASE = VERSION_DRAFT | {"key": "=cases"}
SECTION, PAPERS = VERSION_DRAFT | {"key": "=name"}, VERSION_DRAFT | {"key": "=papers"}


def publishers(status: int = 200, **others: Cell) -> Cells:
    """The author and the approver of the province."""
    return only("soan", "duyet", status=status, **others)


def author(status: int = 200) -> Cells:
    """The author alone; to the approver the address does not exist."""
    return only("soan", status=status)


PUBLISHER = (
    Row("catalogue:list", publishers(), NO_POST, holder="soan"),
    Row("catalogue:open", public(405), author(302), {"code": "permit"}, holder="soan"),
    Row("catalogue:open", public(405), only(), {"code": "=9.999999"}, holder="soan"),
    Row("catalogue:draft", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("catalogue:history", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("catalogue:act", author(), author(409), VERSION_DRAFT | {"action": "=submit"}, SEEN, "soan"),
    Row("catalogue:act", author(), author(302), VERSION_DRAFT | {"action": "=discard"}, SEEN, "soan"),
    Row("catalogue:act", only("duyet"), only("duyet", status=409), VERSION_DRAFT | {"action": "=approve"}, SEEN, "duyet"),
    Row("catalogue:act", only(), only(), VERSION_DRAFT | {"action": "=pha"}, SEEN, "soan"),
    Row("catalogue:new", author(), author(422), holder="soan"),
    Row("catalogue:copy", author(), author(), VERSION_DRAFT, holder="soan"),
    Row("editor:section", publishers(), author(302), SECTION, SAW | {"o-names__vi": "Tên", "o-summary": "Lời"}, "soan"),
    Row("editor:section", only(), only(), VERSION_DRAFT | {"key": "=khong-co"}, SAW, "soan"),
    Row("editor:autosave", public(405), author(), SECTION, SAW | {"o-summary": "Lời"}, "soan"),
    Row("editor:undo", public(405), author(302), SECTION, SAW, "soan"),
    Row("editor:add-basis", public(405), author(302), VERSION_DRAFT | {"key": "=legal"}, SAW | {"code": "$basis"}, "soan"),
    Row("editor:rows", public(405), author(302), PAPERS, SAW | {"them": "Giấy mới"}, "soan"),
    Row("editor:row", author(), author(302), PAPERS | {"number": "=1"}, SAW | {"o-name": "Giấy"}, "soan"),
    Row("result-words:words", author(), author(422), {"draft": PAPERS["draft"], "number": "=1"}, SAW, "soan"),
    Row("result-words:preview", public(405), author(422), {"draft": PAPERS["draft"], "number": "=1"}, SAW, "soan"),
    Row("editor:row", only(), only(), PAPERS | {"number": "=99"}, SAW, "soan"),
    Row("editor:row-autosave", public(405), author(), PAPERS | {"number": "=1"}, SAW | {"o-name": "Giấy"}, "soan"),
    Row("editor:own-parts", author(), author(302), CASE | {"number": "=1"}, SAW | {"viec": "own-form"}, "soan"),
    Row("editor:own-parts", only(), only(), CASE | {"number": "=99"}, SAW | {"viec": "own-form"}, "soan"),
    Row("editor:rule", author(), author(302), PAPERS | {"number": "=1"}, SAW | {"viec": "none"}, "soan"),
    Row("designer:steps", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("designer:do", public(405), author(302), VERSION_DRAFT, SAW | {"viec": "copy:handle"}, "soan"),
    Row("designer:add", author(), author(422), VERSION_DRAFT, SAW, "soan"),
    Row("designer:add-parallel", author(), author(422), VERSION_DRAFT, SAW, "soan"),
    Row("designer:begin", author(), author(404), VERSION_DRAFT, SAW, "soan"),
    Row("designer:compare", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("designer:walk", publishers(), publishers(), VERSION_DRAFT, holder="soan"),
    Row("designer:queue", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("designer:exchange", publishers(), author(422), VERSION_DRAFT, SAW, "soan"),
    Row("designer:download", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("designer:step", author(), author(422), PROCESS_STEP, SAW, "soan"),
    Row("designer:step", only(), only(), VERSION_DRAFT | {"key": "=khong-co"}, SAW, "soan"),
    Row("designer:autosave", public(405), author(), PROCESS_STEP, SAW, "soan"),
    Row("designer:remove", author(), author(302), PROCESS_STEP, SAW, "soan"),
    Row("designer:ways", public(405), author(302), PROCESS_STEP, SAW | {"viec": "up:propose"}, "soan"),
    Row("designer:action", author(), author(422), PROCESS_STEP | {"action": "=propose"}, SAW, "soan"),
    Row("designer:condition", author(), author(302), PROCESS_STEP | {"action": "=propose"}, SAW | {"viec": "none"}, "soan"),
    Row("review:page", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("review:differences", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("review:comments", publishers(), publishers(302), VERSION_DRAFT, {"text": "Vì sao?"}, "soan"),
    Row("review:resolve", public(405), publishers(302), VERSION_DRAFT | {"comment": "remark"}, {"viec": "xong"}, "soan"),
    Row("looking:citizen", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("looking:agency", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("words-found:list", publishers(), NO_POST, holder="soan"),
    Row("words-found:add", publishers(), publishers(422), holder="soan"),
    Row("words-found:change", publishers(), publishers(422), {"synonym_id": "synonym"}, holder="soan"),
    Row("words-found:remove", publishers(), publishers(302), {"synonym_id": "synonym"}, holder="soan"),
    Row("words-found:misses", publishers(), NO_POST, holder="soan"),
    Row("words-found:settle", public(405), publishers(302), data={"tu": "khong co gi het"}, holder="soan"),
    Row("importing:home", publishers(), author(422), holder="soan"),
    Row("importing:template", publishers(), NO_POST, holder="soan"),
    Row("importing:export", publishers(), publishers(422), data={"codes": "", "kind": "pdf"}, holder="soan"),
    Row("importing:annex", author(), NO_POST, {"annex": "annex"}, holder="soan"),
    Row("importing:annex-file", author(), NO_POST, {"annex": "annex"}, holder="soan"),
    Row("importing:run", publishers(), NO_POST, {"run": "import_run"}, holder="soan"),
    Row("importing:report", publishers(), NO_POST, {"run": "import_run"}, holder="soan"),
    Row("builder:outline", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("builder:do", public(405), author(302), VERSION_DRAFT, {"viec": "undo"}, "soan"),
    Row("builder:add", author(), author(422), VERSION_DRAFT, SEEN, "soan"),
    Row("builder:add-page", author(), author(302), VERSION_DRAFT, SEEN | {"label": "Trang"}, "soan"),
    Row("builder:add-block", author(), author(422), VERSION_DRAFT, SEEN, "soan"),
    Row("builder:title", author(), author(302), VERSION_DRAFT, SEEN | {"label": "Tên"}, "soan"),
    Row("builder:question", author(), author(422), QUESTION, holder="soan"),
    Row("builder:question", only(), only(), VERSION_DRAFT | {"ref": "=khongco"}, holder="soan"),
    Row("builder:key", author(), author(422), QUESTION, SEEN, "soan"),
    Row("builder:remove", author(), author(302), QUESTION, SEEN, "soan"),
    Row("builder:move-to", author(), author(422), QUESTION, SEEN, "soan"),
    Row("builder:options", author(), author(422), QUESTION, SEEN, "soan"),
    Row("builder:condition", author(), author(302), QUESTION, SEEN | {"viec": "none"}, "soan"),
    Row("builder:required-when", author(), author(302), QUESTION, SEEN | {"viec": "none"}, "soan"),
    Row("builder:rule", author(), author(302), QUESTION, SEEN | {"viec": "none"}, "soan"),
    Row("builder:calculation", author(), author(302), QUESTION, SEEN | {"viec": "none"}, "soan"),
    Row("builder:first-value", author(), author(302), QUESTION, SEEN | {"viec": "none"}, "soan"),
    Row("builder:block", only(), only(), QUESTION, holder="soan"),
    Row("builder:preview", publishers(), publishers(), VERSION_DRAFT, holder="soan"),
    Row("builder:live", public(405), publishers(), VERSION_DRAFT, holder="soan"),
    Row("builder:trial", publishers(), publishers(), VERSION_DRAFT, holder="soan"),
    Row("builder:remarks", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("builder:differences", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
    Row("builder:exchange", publishers(), author(422), VERSION_DRAFT, SEEN, "soan"),
    Row("builder:download", publishers(), NO_POST, VERSION_DRAFT, holder="soan"),
)

TEXT, REPLACEMENT, PROPOSAL = (
    {"basis": "registry_text"},
    {"replacement": "registry_replacement"},
    {"proposal": "registry_proposal"},
)
REGISTRY = (
    Row("national:page", publishers(), publishers(422), holder="soan"),
    Row("national:back", public(405), publishers(302), {"row": "national_row"}, holder="duyet"),
    Row("registry:places", publishers(), NO_POST, holder="soan"),
    Row("registry:agencies", publishers(), NO_POST, holder="soan"),
    Row("registry:agency", publishers(), NO_POST, {"agency": "=H09.21.23"}, holder="soan"),
    Row("registry:agency", only(), NO_POST, {"agency": "=H99"}, holder="soan"),
    Row("registry:procedure", publishers(), NO_POST, {"code": "permit"}, holder="soan"),
    Row("registry:offer", publishers(), publishers(422), {"code": "permit"}, holder="soan"),
    Row("registry:everywhere", publishers(), publishers(422), {"code": "permit"}, holder="soan"),
    Row("registry:terms", publishers(), publishers(422), {"offering": "registry_offering"}, holder="soan"),
    Row("registry:terms", only(), only(), {"offering": "=999999"}, holder="soan"),
    Row("registry:withdraw", publishers(), publishers(422), {"offering": "registry_offering"}, holder="soan"),
    Row("registry:standing", publishers(), publishers(422), {"code": "permit"}, holder="soan"),
    Row("registry:intake", publishers(), publishers(422), {"code": "permit"}, holder="soan"),
    Row("registry:calendar", publishers(), NO_POST, holder="soan"),
    Row("registry:bases", publishers(), NO_POST, holder="soan"),
    Row("registry:basis", publishers(), publishers(422), TEXT, holder="soan"),
    Row("registry:basis-end", publishers(), publishers(422), TEXT, holder="soan"),
    Row("registry:replace", author(), author(422), TEXT, holder="soan"),
    Row("registry:replacements", publishers(), NO_POST, holder="soan"),
    Row("registry:replacement", publishers(), publishers(302), REPLACEMENT, {"act": "discard"}, "soan"),
    Row("registry:replacement", publishers(), publishers(404), REPLACEMENT, {"act": "pha"}, "soan"),
    Row("registry:many", publishers(), author(422), data={"act": "submit"}, holder="soan"),
    Row("registry:health", publishers(), NO_POST, holder="soan"),
    Row("registry:health-rows", publishers(), NO_POST, {"figure": "=on-time"}, holder="soan"),
    Row("registry:health-rows", only(), NO_POST, {"figure": "=khong-co"}, holder="soan"),
    Row("registry:savings", publishers(), NO_POST, holder="soan"),
    Row("registry:cost", publishers(), publishers(422), {"code": "permit"}, holder="soan"),
    Row("registry:propose", publishers(), publishers(422), {"code": "permit"}, holder="soan"),
    Row("registry:proposals", publishers(), NO_POST, holder="soan"),
    Row("registry:proposal", publishers(), only("soan", status=409, duyet=302), PROPOSAL, {"act": "considered"}, "soan"),
)

KEY = {"pk": "key"}
VNEID, NO_PROVIDER = {"provider_id": "=vneid"}, {"provider_id": "=khac"}
ACCOUNT = (
    Row("account:overview", login(), login()),
    Row("account:profile", login(), login(302), data={"full_name": "Lê Tám", "address": "Phú Cường"}),
    Row("account:phone", login(), login(302), data={"phone": "0912000111"}),
    Row("account:recovery-codes", login(), login()),
    Row("account:recover", public(), public()),
    Row("account_login", public(302, nobody=200), public(302, nobody=200)),
    Row("mfa_authenticate", login(302), login(302)),
    Row("account_logout", public(200, nobody=302), public(302)),
    Row("account_inactive", public(), NO_POST),
    Row("account_signup", public(302, nobody=200), public(302, nobody=200)),
    Row("account_email_verification_sent", login(302), login(302)),
    Row("account_reauthenticate", login(), login()),
    Row("mfa_reauthenticate", login(302), login(302)),
    Row("mfa_reauthenticate_webauthn", login(302, an=200), login(302, an=LOGIN_PAGE)),
    Row("account_email", login(), login(302)),
    Row("account_change_password", login(), login()),
    Row("account_set_password", login(302), login(302)),
    Row("account_reset_password", public(), public()),
    Row("account_confirm_password_reset_code", public(LOGIN_PAGE), public(LOGIN_PAGE)),
    Row("account_complete_password_reset", public(302), public(302)),
    Row("account_password_reset_completed", public(), NO_POST),
    Row("mfa_index", login(), login(405)),
    Row("mfa_activate_totp", login(), login()),
    Row("mfa_deactivate_totp", login(404), login(404)),
    Row("mfa_list_webauthn", login(), login(405)),
    Row("mfa_add_webauthn", login(), login()),
    Row("mfa_remove_webauthn", owner(), owner(302), KEY),
    Row("mfa_edit_webauthn", owner(), owner(), KEY),
    Row("mfa_view_recovery_codes", login(404), login(405)),
    Row("mfa_generate_recovery_codes", login(), login(an=302)),
    Row("mfa_download_recovery_codes", login(404), login(404)),
    Row("usersessions_list", login(), login(302)),
    Row("socialaccount_connections", login(), login()),
    Row("socialaccount_signup", public(LOGIN_PAGE), public(LOGIN_PAGE)),
    Row("socialaccount_login_cancelled", public(), NO_POST),
    Row("socialaccount_login_error", public(401), NO_POST),
    # Only a form leads to VNeID, and only with what it gave us on the way out does one come back from there.
    Row("openid_connect_login", public(), public(302), VNEID),
    Row("openid_connect_login", public(404), public(404), NO_PROVIDER),
    Row("openid_connect_callback", public(LOGIN_PAGE), public(LOGIN_PAGE), VNEID),
    Row("openid_connect_callback", public(404), public(404), NO_PROVIDER),
)

HALL = {"place": "=H09.21.23.01"}
BOOKED, MATTER = {"appointment": "hall_appointment"}, HALL | {"letter": "=A"}
A_NUMBER = {"viec": "A", "key": "0198a1b2-0000-7000-8000-000000000001"}
A_VISITOR = {"name": "Lý Thị Mận", "phone": "0987111222", "key": "0198a1b2-0000-7000-8000-000000000002"}
RECEPTION = (
    Row("hall:kiosk", public(), public(302), HALL, A_NUMBER),
    Row("hall:arrive", public(), public(422), HALL, {"code": "00000000"}),
    Row("hall:pair", public(), public(422), HALL, {"code": "00000000"}),
    Row("hall:slip", public(), NO_POST, HALL | {"ticket": "hall_ticket"}),
    Row("hall:ticket", public(), NO_POST, {"ticket": "hall_ticket"}),
    Row("hall:leave", public(405), public(302), {"ticket": "hall_ticket"}),
    Row("hall:board", public(), NO_POST, HALL),
    Row("appointments:offices", public(), NO_POST),
    Row("appointments:find", public(), public(422), data={"code": "00000000", "proof": "0000"}),
    Row("appointments:own", public(), NO_POST, BOOKED),
    Row("appointments:calendar", public(), NO_POST, BOOKED),
    Row("appointments:move", public(), public(), BOOKED),
    Row("appointments:cancel", public(), public(422, an=302), BOOKED, {"proof": "0000"}),
    Row("appointments:matters", public(), NO_POST, HALL),
    Row("appointments:times", public(), NO_POST, MATTER),
    Row("appointments:details", public(), public(302), MATTER | {"slot": "hall_slot"}, A_VISITOR),
    Row("tickets:window", only("binh", "mai"), NO_POST, holder="binh"),
    Row("tickets:act", public(405), only("binh", status=302), {"act": "=ngoi"}, {"quay": "$hall_window"}, "binh"),
    Row("tickets:appointments", only("binh"), NO_POST, holder="binh"),
    Row("tickets:hall", only("dung"), NO_POST, holder="dung"),
    Row("tickets:begin", public(405), only("dung", status=302), holder="dung"),
    Row("tickets:place", only("dung"), only("dung", status=302), data={"days_ahead": "7", "active": "on"}, holder="dung"),
    Row("tickets:devices", only("dung"), only("dung", status=422), holder="dung"),
    Row("tickets:device-end", public(405), only("dung", status=302), {"device": "hall_device"}, holder="dung"),
    Row("tickets:matter-add", only("dung"), only("dung", status=422), holder="dung"),
    Row("tickets:matter", only("dung"), only("dung", status=422), {"service": "hall_service"}, holder="dung"),
    Row("tickets:booth-add", only("dung"), only("dung", status=422), holder="dung"),
    Row("tickets:booth", only("dung"), only("dung", status=422), {"window": "hall_window"}, holder="dung"),
    Row("tickets:close", only("dung"), only("dung", status=422), holder="dung"),
    Row("tickets:open", public(405), only("dung", status=302), {"closure": "hall_closure"}, holder="dung"),
    Row("tickets:figures", only("dung"), NO_POST, holder="dung"),
)

ROWS = (*PUBLIC, *CITIZEN, *COMPANY, *RECEPTION, *DESKS, *SCANS, *OPS, *PUBLISHER, *REGISTRY, *ACCOUNT)
