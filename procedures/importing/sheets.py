"""The Excel template: its sheets and columns, in the words of who fills it in; read by ``workbook``, written by exporting."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: key in the record, its title, how wide it is, what to write into it."""

    key: str
    title: str
    width: int = 18
    hint: str = ""


CODE = Column("code", "Mã thủ tục", 14, "d.dddddd, ví dụ 1.001193")

PROCEDURE = (
    CODE,
    Column("name", "Tên thủ tục", 60),
    Column("field_code", "Mã lĩnh vực", 14, "ví dụ G15-TP07"),
    Column("field_name", "Tên lĩnh vực", 30),
    Column("type", "Loại", 16, "Quốc gia · Địa phương · Nội bộ"),
    Column("level", "Mức độ", 16, "Toàn trình · Một phần · Cung cấp thông tin"),
    Column("levels", "Cấp thực hiện", 18, "Trung ương; Tỉnh; Xã"),
    Column("deciding", "Cơ quan quyết định", 40, "mỗi dòng một cơ quan; mã nếu có ghi sau tên: Sở Tư pháp [H09.01]"),
    Column("executing", "Cơ quan thực hiện", 40),
    Column("authorised", "Cơ quan được ủy quyền", 30),
    Column("coordinating", "Cơ quan phối hợp", 30),
    Column("targets", "Đối tượng", 24, "mã ngăn bằng dấu chấm phẩy: ĐT1; ĐT2"),
    Column("receiving", "Nơi tiếp nhận", 40),
    Column("returning", "Cách trả kết quả", 24, "Trực tuyến; Trực tiếp; Bưu chính"),
    Column("conditions", "Yêu cầu, điều kiện", 50, "mỗi dòng một điều kiện"),
    Column("keywords", "Từ khóa", 30, "mỗi dòng một từ khóa"),
    Column("non_territorial", "Phi địa giới", 12, "Có hoặc Không"),
    Column("decision", "Số quyết định công bố", 24),
    Column("decision_date", "Ngày quyết định", 16, "năm-tháng-ngày"),
    Column("decision_agency", "Cơ quan công bố", 30),
    Column("note", "Ghi chú", 40),
)
STEPS = (CODE, Column("name", "Tên bước", 30), Column("text", "Nội dung", 80))
METHODS = (
    CODE,
    Column("channel", "Cách nộp", 16, "Trực tuyến · Trực tiếp · Bưu chính"),
    Column("time", "Thời hạn", 12, "số, hoặc lời"),
    Column("unit", "Đơn vị", 16, "Ngày làm việc · Ngày · Giờ · Tháng · Khác"),
    Column("text", "Mô tả", 60),
)
FEES = (
    CODE,
    Column("method", "Cách nộp thứ", 14, "số thứ tự của dòng ở trang Cách thực hiện"),
    Column("type", "Loại", 12, "Phí · Lệ phí · Giá"),
    Column("amount", "Mức thu (đồng)", 16),
    Column("text", "Mô tả", 60),
)
PAPERS = (
    CODE,
    Column("group", "Trường hợp", 30, "để trống: dùng cho mọi trường hợp"),
    Column("paper", "Mã giấy tờ", 24),
    Column("name", "Tên giấy tờ", 60),
    Column("originals", "Bản chính", 10),
    Column("copies", "Bản sao", 10),
    Column("required", "Bắt buộc", 10, "Có hoặc Không"),
    Column("eform", "Có biểu mẫu điện tử", 14, "Có hoặc Không"),
    Column("template", "Mẫu đơn", 30),
)
CASES = (
    CODE,
    Column("case", "Mã trường hợp", 18),
    Column("name", "Tên trường hợp", 60),
    Column("time", "Thời hạn", 12),
    Column("unit", "Đơn vị", 16, "Ngày làm việc · Ngày · Giờ · Tháng"),
)
RESULTS = (CODE, Column("result", "Mã kết quả", 24), Column("name", "Tên kết quả", 60))
BASES = (CODE, Column("basis", "Số, ký hiệu", 24), Column("name", "Tên văn bản", 80))

SHEETS: Mapping[str, tuple[Column, ...]] = {
    "Thủ tục": PROCEDURE,
    "Trình tự": STEPS,
    "Cách thực hiện": METHODS,
    "Phí, lệ phí": FEES,
    "Thành phần hồ sơ": PAPERS,
    "Trường hợp": CASES,
    "Kết quả": RESULTS,
    "Căn cứ pháp lý": BASES,
}

KINDS = {"STANDARD": "Quốc gia", "SPECIFIC": "Địa phương", "STANDARD_INTERNAL": "Nội bộ"}
CHANNELS = {"ONLINE": "Trực tuyến", "DIRECT": "Trực tiếp", "POSTAL": "Bưu chính"}
UNITS = {"WORKING_DAY": "Ngày làm việc", "DAY": "Ngày", "HOUR": "Giờ", "MONTH": "Tháng", "OTHER": "Khác"}
FEE_KINDS = {"FEE": "Phí", "SERVICE_FEE": "Lệ phí", "PRICE_LEVEL": "Giá"}
LEVELS_OF_SERVICE = {"full": "Toàn trình", "partial": "Một phần", "information": "Cung cấp thông tin"}
LEVELS = {"isMinistry": "Trung ương", "isProvince": "Tỉnh", "isWard": "Xã"}
RETURNS = {"ONLINE": "Trực tuyến", "AT_SUBMISSION_PLACE": "Trực tiếp", "AT_HOME": "Bưu chính"}
YES, NO = "Có", "Không"
