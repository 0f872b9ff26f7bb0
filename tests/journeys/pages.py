"""Every page of the portal: who stands before it, with what. The URLconf decides what must be here (test_pages_listed.py).

``of`` and ``$name`` in ``send`` name things that tests/journeys/stage.py made (``=word``: the word itself); ``who`` is one
of its people, nobody when empty. A page with a form has its ``wrong``: the button that is pressed after everything was
emptied, to see it with its errors; ``safe`` says why a form cannot be wrong. ``send`` leads on to a page that has no
address of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

NO_PAGE = {
    "health:alive": "JSON",
    "health:ready": "JSON",
    "crawlers:robots": "plain text for search engines",
    "crawlers:index": "XML for search engines",
    "crawlers:part": "XML for search engines",
    "wizard:units": "JSON",
    "wizard:places": "JSON",
    "wizard:options": "JSON",
    "wizard:live": "POST only; JSON",
    "builder:live": "POST only; JSON",
    "citizen_dossiers:supplement_live": "POST only; JSON",
    "citizen_dossiers:supplement_save": "POST only; JSON",
    "pay:ipn": "JSON",
    "wizard:newer": "a redirect while nothing is newer; test_builder.py looks at it after a publication",
    "catalogue:open": "POST only",
    "editor:autosave": "POST only; JSON",
    "editor:row-autosave": "POST only; JSON",
    "editor:rows": "POST only",
    "editor:undo": "POST only",
    "editor:add-basis": "POST only",
    "review:resolve": "POST only",
    "builder:do": "POST only",
    "designer:do": "POST only",
    "designer:ways": "POST only",
    "designer:download": "a BPMN file",
    "search:suggest": "JSON",
    "words-found:settle": "POST only",
    "national:back": "POST only",
    "builder:download": "a JSON file",
    "importing:template": "a spreadsheet",
    "importing:report": "a spreadsheet",
    "importing:annex-file": "a PDF",
    "api-v1:schema": "JSON",
    "api-v1:procedures": "JSON",
    "api-v1:procedure": "JSON",
    "builder:block": "only for a linked block; tests/publisher",
    "preferences:choose": "POST only",
    "preferences:stay": "POST only",
    "wizard:autosave": "POST only",
    "wizard:remove": "POST only",
    "wizard:arrange": "POST only",
    "wizard:reuse": "POST only",
    "wizard:uploads": "tus",
    "wizard:upload": "tus; JSON",
    "wizard:preview": "a picture",
    "wizard:bundle": "a PDF",
    "inbox:read-all": "POST only",
    "ops-outbox:retry": "POST only",
    "desk_dossier:check": "POST only",
    "desk_dossier:beat": "JSON",
    "desk_dossier:paper": "POST only",
    "desk_dossier:take-off": "POST only",
    "queue:arrivals": "JSON",
    "queue:forget": "POST only",
    "desk-bulk:begin": "POST only; tests/journeys/test_desk.py looks at it",
    "desk-bulk:run": "POST only; tests/journeys/test_desk.py looks at it",
    "desk-bulk:list": "a PDF",
    "desk_dossier:identity": "POST only; the workspace once more, with the numbers",
    "pay:return": "a redirect to pay:result",
    "openid_connect_callback": "a redirect, wherever it leads",
    "procedure:check": "a redirect, wherever it leads",
    "wizard:file": "a file",
    "wizard:declaration": "a PDF",
    "citizen_dossiers:printed": "a PDF",
    "citizen_dossiers:file": "a file",
    "vault:download": "a PDF",
    "pay:receipt": "a PDF",
    "desk_dossier:file": "a PDF",
    "desk_dossier:work-file": "a PDF",
    "desk-leave:end": "POST only",
    "desk_dossier:bundle": "a PDF",
    "desk_dossier:printed": "a PDF",
    "desk_dossier:result": "a PDF",
    "mfa_download_recovery_codes": "a text file",
}


@dataclass(frozen=True)
class Page:
    """One look at one address. ``path`` instead of ``route``: a page that answers where there is no address."""

    route: str = ""
    who: str = ""
    of: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    wrong: str = ""
    safe: str = ""
    send: Mapping[str, str] = field(default_factory=dict)
    press: str = ""
    status: int = 200
    path: str = ""

    def __str__(self) -> str:
        said = [self.route or self.path, self.who, *self.of.values(), self.query, *self.send.values()]
        return "-".join(filter(None, (re.sub(r"[^\w.]+", "-", word).strip("-") for word in said)))


ASKS_NOTHING = "a button is all it has"
SEARCH = "its form searches, and finds or does not find"
NARROWS = "its form narrows a list; an empty one narrows nothing"
PERMIT, COPIES, BIRTH = "=1.013225", "=2.000635", "=1.001193"
START = "Lưu và tiếp tục"

PUBLIC = (
    Page("home:home", safe=SEARCH),
    Page("home:home", "an", safe=SEARCH),
    Page("home:life_events"),
    Page("home:life_event", of={"slug": "=co-con"}),
    Page("browse:alphabet", safe=NARROWS),
    Page("browse:alphabet", query="?chu=C", safe=NARROWS),
    Page("browse:alphabet", query="?q=khongcogihet", safe=NARROWS),
    Page("browse:fields"),
    Page("browse:field", of={"code": "=G15-TP07"}, safe=NARROWS),
    Page("agencies:list", safe=NARROWS),
    Page("agencies:list", query="?q=phu+cuong", safe=NARROWS),
    Page("agencies:agency", of={"code": "=H09.21.23"}, safe=NARROWS),
    Page("agencies:agency", of={"code": "=H09.21"}, safe=NARROWS),
    Page("law:list", safe=NARROWS),
    Page("law:text", of={"code": "=60/2014/QH13"}, safe=NARROWS),
    Page("search:results", query="?q=giay+phep+xay+nha", safe=SEARCH),
    Page("search:results", query="?q=khongcogihet", safe=SEARCH),
    Page("search:results", query="?q=giay+phep&ai=cong-dan", safe=SEARCH),
    Page("procedure:detail", of={"code": PERMIT}, safe=ASKS_NOTHING),
    Page("procedure:detail", of={"code": COPIES}, safe=ASKS_NOTHING),
    Page("procedure:detail", of={"code": BIRTH}, safe=ASKS_NOTHING),
    Page("procedure:printed", of={"code": PERMIT}),
    Page("procedure:for_me", of={"code": PERMIT}, wrong="Tiếp tục"),
    Page("procedure:for_me", of={"code": PERMIT}, query="?loai=sua-chua"),
    Page("procedure:for_me", of={"code": PERMIT}, query="?dung=lien-ke&noi=H09.21.23&xem=1"),
    Page("procedure:pace", of={"code": PERMIT}),
    Page("track:form", wrong="Tra cứu"),
    Page("track:form", send={"code": "$code", "proof": "$proof"}, press="Tra cứu"),
    Page("pages:help"),
    Page("pages:privacy"),
    Page("pages:accessibility"),
    Page("pages:about"),
    Page("api-v1:page"),
    Page("verify:file", wrong="Kiểm tra tệp"),
    Page("verify:file", send={"file": "$signed_file"}, press="Kiểm tra tệp"),
    Page("verify:file", send={"file": "$changed_file"}, press="Kiểm tra tệp"),
    Page("verify:file", send={"file": "$other_file"}, press="Kiểm tra tệp"),
    Page("verify:paper", of={"public_id": "public_id"}, wrong="Xem đầy đủ"),
    Page("verify:paper", of={"public_id": "public_id"}, send={"proof": "$proof"}, press="Xem đầy đủ"),
    Page("verify:paper", of={"public_id": "printed_id"}),
    Page("verify:paper", of={"public_id": "=khongcogihet"}, status=404),
    Page(path="/khong-co-trang-nay/", status=404),
    Page(path="/mot-cua/1/", who="an", status=404),
)

CITIZEN = (
    Page("wizard:start", "an", {"code": PERMIT}, wrong="Tiếp tục"),
    Page("wizard:start", "company", {"code": COPIES}, wrong="Tiếp tục"),
    Page("wizard:tasks", "an", {"draft": "draft"}),
    Page("wizard:discard", "an", {"draft": "draft"}, safe=ASKS_NOTHING),
    Page("wizard:place", "an", {"draft": "draft"}, safe="every place of the list may be chosen"),
    Page("wizard:wrong", "an", {"draft": "draft"}, query="?muc=full_name", wrong="Gửi và nhập lại cho đúng"),
    *(
        Page("wizard:page", "an", {"draft": f"empty_{name}", "step": f"{name}_page_{number}"}, wrong=START)
        for name, pages in (("permit", 4), ("copies", 3), ("birth", 3))
        for number in range(1, pages + 1)
    ),
    Page("wizard:papers", "an", {"draft": "empty_permit"}, wrong="Tiếp tục"),
    Page("wizard:papers", "an", {"draft": "draft"}, safe="the empty one has the errors"),
    Page("wizard:check", "an", {"draft": "draft"}, wrong="Nộp hồ sơ"),
    Page("citizen_dossiers:list", "an"),
    Page("citizen_dossiers:list", "lan"),
    Page("citizen_dossiers:detail", "an", {"dossier": "issued"}),
    Page("citizen_dossiers:detail", "an", {"dossier": "asked"}),
    Page("citizen_dossiers:detail", "an", {"dossier": "refused"}),
    Page("citizen_dossiers:confirmation", "an", {"dossier": "waiting"}),
    Page("citizen_dossiers:supplement", "an", {"dossier": "asked"}, wrong="Tiếp tục"),
    Page("citizen_dossiers:supplement_answers", "an", {"dossier": "asked"}, wrong="Gửi phần bổ sung"),
    Page("citizen_dossiers:detail", "an", {"dossier": "spoken_of"}),
    Page("citizen_dossiers:detail", "an", {"dossier": "taken_back"}),
    Page("citizen_dossiers:supplement", "an", {"dossier": "asked_first"}, safe=ASKS_NOTHING),
    Page("citizen_dossiers:withdraw", "an", {"dossier": "waiting"}, wrong="Rút hồ sơ"),
    Page("citizen_dossiers:ask", "an", {"dossier": "waiting"}, wrong="Gửi câu hỏi"),
    Page("citizen_dossiers:complain", "an", {"dossier": "waiting"}, wrong="Gửi phản ánh, khiếu nại"),
    Page("citizen_dossiers:collector", "an", {"dossier": "spoken_of"}, wrong="Cử người này"),
    Page("citizen_dossiers:take_back", "an", {"dossier": "waiting"}, safe=ASKS_NOTHING),
    Page("citizen_dossiers:take_back", "an", {"dossier": "taken_back"}, safe=ASKS_NOTHING),
    Page("citizen_dossiers:rate", "an", {"dossier": "issued"}, wrong="Gửi đánh giá"),
    Page("vault:list", "an"),
    Page("vault:list", "lan"),
    Page("vault:readings", "an"),
    Page("vault:detail", "an", {"document_id": "document"}),
    Page("inbox:list", "an", safe=ASKS_NOTHING),
    Page("inbox:list", "lan"),
    Page("inbox:open", "an", {"notification_id": "message"}),
    Page("pay:show", "an", {"fee": "fee_due"}, safe=ASKS_NOTHING),
    Page("pay:show", "an", {"fee": "fee_failed"}, safe=ASKS_NOTHING),
    *(
        Page("pay:result", "an", {"fee": f"fee_{state}"}, query="?dung=1", safe=ASKS_NOTHING)
        for state in ("paid", "pending", "checked", "failed", "cancelled", "expired")
    ),
)

DESKS = (
    Page("seats:choose", "binh", query="?doi=1"),
    Page("queue:list", "binh", safe=SEARCH),
    Page("queue:list", "binh", query="?muc=late", safe=SEARCH),
    Page("queue:list", "binh", query="?muc=receive&q=khongcogihet", safe=SEARCH),
    Page("queue:list", "chi", safe=SEARCH),
    Page("queue:list", "nam", safe=SEARCH),
    Page("queue:list", "binh", query="?muc=all&q=dinh+the", safe=SEARCH),
    Page("queue:list", "dung", query="?muc=unit&kenh=portal&nguoi=khong", safe=SEARCH),
    Page("queue:views", "binh", safe=ASKS_NOTHING),
    Page("queue:views", "binh", query="?muc=receive&kenh=portal", wrong="Lưu bộ lọc"),
    Page("team:load", "dung", safe=ASKS_NOTHING),
    Page("desk-leave:page", "dung", safe=ASKS_NOTHING),
    Page("desk-leave:give", "dung", wrong="Ủy quyền"),
    Page("desk-leave:hand-over", "dung", wrong="Bàn giao"),
    Page("desk_dossier:others", "binh", {"dossier": "waiting"}),
    Page("desk_dossier:viewer", "binh", {"file": "file"}, wrong="Ghi lên trang"),
    *(
        Page("desk_dossier:workspace", who, {"dossier": dossier}, safe=ASKS_NOTHING)
        for who, dossier in (
            ("binh", "waiting"),
            ("binh", "asked"),
            ("binh", "issued"),
            ("chi", "received"),
            ("dung", "proposed"),
            ("giang", "approved"),
        )
    ),
    *(
        Page("desk_dossier:act", who, {"dossier": dossier, "action": f"={action}"}, wrong=button)
        for who, dossier, action, button in (
            ("binh", "waiting", "refuse", "Từ chối tiếp nhận"),
            ("binh", "waiting", "supplement", "Gửi yêu cầu bổ sung"),
            ("chi", "received", "draft-result", "Lưu dự thảo"),
            ("chi", "received", "propose", "Trình lãnh đạo"),
            ("chi", "received", "return", "Trả lại"),
            ("chi", "received", "consult", "Gửi câu hỏi"),
            ("dung", "proposed", "reject", "Từ chối giải quyết"),
            ("dung", "received", "assign", "Giao việc"),
            ("chi", "received", "verify", "Lưu biên bản"),
            ("binh", "waiting", "late-entry", "Tiếp nhận theo phiếu"),
            ("dung", "consulted", "extend", "Xin lỗi và hẹn lại"),
            ("dung", "spoken_of", "decide-request", "Ghi quyết định"),
            ("chi", "spoken_of", "answer-question", "Gửi trả lời"),
            ("chi", "issued", "correct-result", "Trình bản đính chính"),
            ("dung", "refused", "reopen", "Mở lại hồ sơ"),
        )
    ),
    Page("desk_dossier:act", "hai", {"dossier": "consulted", "action": "=answer-consultation"}, wrong="Gửi trả lời"),
    Page("desk_dossier:act", "dung", {"dossier": "proposed", "action": "=approve"}, safe="its opinion may be empty"),
    Page("desk_dossier:act", "binh", {"dossier": "issued", "action": "=hand-over"}, safe="its fields may be empty"),
    Page("desk_register:register", "binh", safe="its days are filled in; tests/dossiers/acts_time sees wrong ones refused"),
    Page("finance:day", "thu"),
    Page("finance:case", "thu", {"case": "case"}, wrong="Ghi cách xử lý"),
    Page("counter-recovery:reset", "binh", wrong="Cấp mã khôi phục"),
)

OFFICIAL = {"user_id": "official"}
OPS = (
    Page("officials:list", "tri", safe=SEARCH),
    Page("officials:add", "tri", wrong="Thêm cán bộ"),
    Page("officials:detail", "tri", OFFICIAL),
    Page("officials:assign", "tri", OFFICIAL, safe=SEARCH),
    Page("officials:assign", "tri", OFFICIAL, query="?q=Phú Cường", wrong="Phân công"),
    Page("officials:end", "tri", OFFICIAL | {"assignment_id": "assignment"}, wrong="Thôi phân công"),
    Page("officials:close", "tri", OFFICIAL, wrong="Khóa tài khoản"),
    Page("officials:reopen", "tri", OFFICIAL, wrong="Mở lại tài khoản"),
    Page("officials:drop-factors", "tri", OFFICIAL, wrong="Gỡ xác thực hai lớp"),
    Page("ops-seats:list", "tri", safe=SEARCH),
    Page("ops-agencies:list", "tri", safe=SEARCH),
    Page("ops-agencies:edit", "tri", {"agency_id": "agency"}, wrong="Lưu thông tin"),
    Page("ops-calendars:list", "tri"),
    Page("ops-calendars:add", "tri", wrong="Thêm vào lịch"),
    Page("ops-calendars:sessions", "tri", wrong="Lưu buổi làm việc"),
    Page("ops-calendars:edit", "tri", {"day_id": "day"}, wrong="Lưu ngày này"),
    Page("ops-calendars:remove", "tri", {"day_id": "day"}, wrong="Bỏ khỏi lịch"),
    Page("ops-outbox:list", "tri", safe=ASKS_NOTHING),
    Page("ops-audit:state", "tri", safe=ASKS_NOTHING),
)

VERSION_DRAFT = {"draft": "version_draft"}
QUESTION, CHOICES = VERSION_DRAFT | {"ref": "question"}, VERSION_DRAFT | {"ref": "choices"}
PROCESS_STEP = VERSION_DRAFT | {"key": "=handle"}
MAY_BE_EMPTY = "everything on it may be left empty"
RULE = VERSION_DRAFT | {"key": "=papers", "number": "=1"}
EDITED = ("name", "authority", "who", "steps", "methods", "limit", "fees", "papers", "cases", "results", "legal", "keywords")
EDITED += ("eligibility", "process", "english")
PUBLISHER = (
    Page("catalogue:list", "soan", safe=SEARCH),
    Page("catalogue:list", "duyet", safe=SEARCH),
    Page("catalogue:draft", "soan", VERSION_DRAFT),
    Page("catalogue:history", "soan", VERSION_DRAFT),
    Page("catalogue:act", "soan", VERSION_DRAFT | {"action": "=submit"}, safe=ASKS_NOTHING),
    Page("catalogue:act", "duyet", VERSION_DRAFT | {"action": "=return"}, wrong="Trả lại người soạn"),
    Page("catalogue:act", "duyet", VERSION_DRAFT | {"action": "=publish"}, wrong="Công bố"),
    Page("catalogue:list", "soan", query="?muc=force&q=khai+sinh", safe=SEARCH),
    Page("catalogue:list", "duyet", query="?muc=day", safe=SEARCH),
    Page("catalogue:new", "soan", wrong="Mở bản soạn thảo"),
    Page("catalogue:copy", "soan", VERSION_DRAFT, query="?q=giay+phep", safe=SEARCH),
    Page("catalogue:copy", "soan", VERSION_DRAFT, query="?tu=1.013225", wrong="Chép các phần đã chọn"),
    *(Page("editor:section", "soan", VERSION_DRAFT | {"key": f"={key}"}, safe=MAY_BE_EMPTY) for key in EDITED),
    Page("editor:section", "soan", VERSION_DRAFT | {"key": "=legal"}, query="?q=nghị+định", safe=MAY_BE_EMPTY),
    Page("editor:section", "duyet", VERSION_DRAFT | {"key": "=papers"}, safe=ASKS_NOTHING),
    *(
        Page("editor:row", "soan", VERSION_DRAFT | {"key": f"={key}", "number": "=1"}, safe=MAY_BE_EMPTY)
        for key in ("methods", "fees", "papers", "cases", "results", "eligibility")
    ),
    Page("editor:rule", "soan", RULE, safe=MAY_BE_EMPTY),
    Page("editor:rule", "soan", RULE, query="?luat=when&question=nyc.quanHe", safe=MAY_BE_EMPTY),
    Page("designer:steps", "soan", VERSION_DRAFT, safe=ASKS_NOTHING),
    Page("designer:steps", "duyet", VERSION_DRAFT),
    Page("designer:add", "soan", VERSION_DRAFT, wrong="Thêm bước"),
    Page("designer:add-parallel", "soan", VERSION_DRAFT, wrong="Thêm các nhánh"),
    Page("designer:begin", "soan", VERSION_DRAFT, safe=SEARCH),
    Page("designer:begin", "soan", VERSION_DRAFT, query="?mau=parallel", safe=ASKS_NOTHING),
    Page("designer:compare", "soan", VERSION_DRAFT),
    Page("designer:walk", "soan", VERSION_DRAFT, safe=ASKS_NOTHING),
    Page("designer:queue", "soan", VERSION_DRAFT, wrong="Chạy thử một năm"),
    Page("designer:exchange", "soan", VERSION_DRAFT, wrong="Đọc tệp và xem trước"),
    Page("designer:step", "soan", PROCESS_STEP, wrong="Lưu bước"),
    Page("designer:remove", "soan", PROCESS_STEP, safe=ASKS_NOTHING),
    Page("designer:action", "soan", PROCESS_STEP | {"action": "=propose"}, wrong="Lưu thao tác"),
    Page("designer:condition", "soan", PROCESS_STEP | {"action": "=propose"}, safe=MAY_BE_EMPTY),
    Page("review:page", "duyet", VERSION_DRAFT),
    Page("review:differences", "duyet", VERSION_DRAFT),
    Page("review:comments", "soan", VERSION_DRAFT, wrong="Gửi góp ý"),
    Page("looking:citizen", "soan", VERSION_DRAFT),
    Page("looking:agency", "soan", VERSION_DRAFT),
    Page("editor:own-parts", "soan", VERSION_DRAFT | {"key": "=cases", "number": "=1"}, safe=ASKS_NOTHING),
    Page("builder:outline", "soan", VERSION_DRAFT, safe=ASKS_NOTHING),
    Page("builder:outline", "duyet", VERSION_DRAFT),
    Page("builder:add", "soan", VERSION_DRAFT, wrong="Thêm và soạn tiếp"),
    Page("builder:add-page", "soan", VERSION_DRAFT, wrong="Thêm trang"),
    Page("builder:add-block", "soan", VERSION_DRAFT, safe="test_builder.py and tests/publisher see it refused"),
    Page("builder:title", "soan", VERSION_DRAFT, wrong="Lưu tên"),
    Page("builder:question", "soan", QUESTION, safe=MAY_BE_EMPTY),
    Page("builder:key", "soan", QUESTION, wrong="Đổi khóa"),
    Page("builder:remove", "soan", QUESTION, safe=ASKS_NOTHING),
    Page("builder:move-to", "soan", QUESTION, wrong="Chuyển"),
    Page("builder:options", "soan", CHOICES, safe=MAY_BE_EMPTY),
    Page("builder:condition", "soan", QUESTION, safe=MAY_BE_EMPTY),
    Page("builder:required-when", "soan", QUESTION, safe=MAY_BE_EMPTY),
    Page("builder:rule", "soan", QUESTION, wrong="Lưu luật"),
    Page("builder:calculation", "soan", QUESTION, wrong="Lưu phép tính"),
    Page("builder:first-value", "soan", CHOICES, wrong="Lưu chép sẵn"),
    Page("builder:preview", "soan", VERSION_DRAFT, wrong=START),
    Page("builder:trial", "soan", VERSION_DRAFT, wrong=START),
    Page("builder:remarks", "soan", VERSION_DRAFT),
    Page("builder:differences", "soan", VERSION_DRAFT),
    Page("words-found:list", "soan", safe=SEARCH),
    Page("words-found:add", "soan", query="?tu=xin+phep+nuoi+ong", wrong="Lưu từ này"),
    Page("words-found:add", "soan", send={"phrase": "xin cất nhà", "means": "giấy phép xây dựng"}, press="Xem thử trước và sau"),
    Page("words-found:change", "duyet", {"synonym_id": "synonym"}, wrong="Lưu từ này"),
    Page("words-found:remove", "soan", {"synonym_id": "synonym"}, safe=ASKS_NOTHING),
    Page("words-found:misses", "soan", safe=ASKS_NOTHING),
    Page("importing:home", "soan", wrong="Nhập tệp"),
    Page("importing:home", "duyet"),
    Page("importing:export", "soan", wrong="Xuất tệp"),
    Page("importing:annex", "soan", {"annex": "annex"}),
    Page("importing:run", "soan", {"run": "import_run"}),
    Page("builder:exchange", "soan", VERSION_DRAFT, wrong="Đọc và xem báo cáo"),
)

TEXT, PROPOSAL = {"basis": "registry_text"}, {"proposal": "registry_proposal"}
REGISTRY = (
    Page("national:page", "duyet", wrong="Chuyển sang Cổng quốc gia"),
    Page("registry:places", "soan", safe=SEARCH),
    Page("registry:agencies", "duyet", safe=SEARCH),
    Page("registry:agency", "soan", {"agency": "=H09.21.23"}),
    Page("registry:procedure", "soan", {"code": BIRTH}),
    Page("registry:offer", "soan", {"code": BIRTH}, wrong="Thêm nơi cung cấp"),
    Page("registry:everywhere", "soan", {"code": BIRTH}, wrong="Giao thủ tục"),
    Page("registry:terms", "soan", {"offering": "registry_offering"}, wrong="Lưu nơi cung cấp"),
    Page("registry:withdraw", "soan", {"offering": "registry_offering"}, wrong="Ngừng cung cấp"),
    Page("registry:standing", "duyet", {"code": BIRTH}, wrong="Bãi bỏ thủ tục"),
    Page("registry:intake", "duyet", {"code": BIRTH}, wrong="Ngừng tiếp nhận"),
    Page("registry:calendar", "soan"),
    Page("registry:bases", "soan", safe=SEARCH),
    Page("registry:basis", "soan", TEXT, wrong="Lưu thông tin"),
    Page("registry:basis-end", "soan", TEXT, wrong="Ghi ngày hết hiệu lực"),
    Page("registry:replace", "soan", TEXT, wrong="Chuẩn bị để duyệt"),
    Page("registry:replacements", "soan"),
    Page("registry:replacement", "duyet", {"replacement": "registry_replacement"}, safe=ASKS_NOTHING),
    Page("registry:many", "soan", wrong="Gửi duyệt các bản đã chọn"),
    Page("registry:many", "duyet", query="?viec=publish"),
    Page("registry:health", "duyet"),
    Page("registry:health-rows", "duyet", {"figure": "=on-time"}),
    Page("registry:health-rows", "duyet", {"figure": "=filled"}),
    Page("registry:savings", "soan", safe=SEARCH),
    Page("registry:cost", "soan", {"code": BIRTH}, wrong="Lưu bảng tính"),
    Page("registry:propose", "soan", {"code": BIRTH}, wrong="Gửi đề xuất"),
    Page("registry:proposals", "duyet"),
    Page("registry:proposal", "duyet", PROPOSAL, safe="its opinion may be empty"),
)

KEY = {"pk": "key"}
ACCOUNT = (
    Page("account:overview", "an", safe=ASKS_NOTHING),
    Page("account:overview", "company", safe=ASKS_NOTHING),
    Page("account:profile", "lan", wrong="Lưu thông tin"),
    Page("account:phone", "an", wrong="Lưu số điện thoại"),
    Page("account:recovery-codes", "an", safe=ASKS_NOTHING),
    Page("account:recover", wrong="Đặt mật khẩu mới"),
    Page("account_login", wrong="Đăng nhập"),
    Page("mfa_authenticate", "second_factor", wrong="Đăng nhập"),
    Page("account_logout", "lan", safe=ASKS_NOTHING),
    Page("account_inactive"),
    Page("account_signup", wrong="Mở tài khoản"),
    Page("account_email_verification_sent", "unconfirmed", wrong="Xác nhận"),
    Page("account_reauthenticate", "an", wrong="Tiếp tục"),
    Page("mfa_reauthenticate", "with_app", wrong="Tiếp tục"),
    Page("mfa_reauthenticate_webauthn", "with_key", safe=ASKS_NOTHING),
    Page("account_email", "an", wrong="Gửi mã xác nhận"),
    Page("account_change_password", "an", wrong="Đổi mật khẩu"),
    Page("account_set_password", "without", wrong="Đặt mật khẩu"),
    Page("account_reset_password", wrong="Gửi mã"),
    Page("account_confirm_password_reset_code", "reset_asked", wrong="Tiếp tục"),
    Page("account_complete_password_reset", "reset_proven", wrong="Lưu mật khẩu mới"),
    Page("account_password_reset_completed"),
    Page("mfa_index", "an"),
    Page("mfa_index", "with_app"),
    Page("mfa_activate_totp", "an", wrong="Bật ứng dụng tạo mã"),
    Page("mfa_deactivate_totp", "with_app", safe=ASKS_NOTHING),
    Page("mfa_list_webauthn", "with_key"),
    Page("mfa_add_webauthn", "an", safe="the browser's own dialogue answers it"),
    Page("mfa_remove_webauthn", "with_key", KEY, safe=ASKS_NOTHING),
    Page("mfa_edit_webauthn", "with_key", KEY, wrong="Lưu tên"),
    Page("mfa_view_recovery_codes", "with_app"),
    Page("mfa_generate_recovery_codes", "with_app", safe=ASKS_NOTHING),
    Page("usersessions_list", "an", safe=ASKS_NOTHING),
    Page("socialaccount_connections", "an", safe=ASKS_NOTHING),
    Page("socialaccount_signup", "from_vneid", wrong="Mở tài khoản"),
    Page("socialaccount_login_cancelled"),
    Page("socialaccount_login_error", status=401),
    Page("openid_connect_login", of={"provider_id": "=vneid"}, safe=ASKS_NOTHING),
)

PAGES = (*PUBLIC, *CITIZEN, *DESKS, *OPS, *PUBLISHER, *REGISTRY, *ACCOUNT)
