"""What an import notices: stable codes, each with a sentence that says what was found and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MESSAGES: Mapping[str, str] = {
    "paper-note": "{n} mục ghi 0 bản chính, 0 bản sao và là lời lưu ý: đã chuyển sang phần ghi chú của nguồn.",
    "paper-without-copies": "Giấy tờ chưa ghi số bản chính, bản sao.",
    "paper-nameless": "Thành phần hồ sơ không có tên: đã bỏ qua.",
    "paper-long": "Tên giấy tờ dài {n} ký tự: có thể gồm nhiều giấy tờ hoặc lời giải thích.",
    "paper-required-guessed": "Nguồn không đánh dấu giấy tờ bắt buộc: suy từ lời văn, cần kiểm tra lại.",
    "fee-in-text": "Mức thu ghi {value} trong khi quy định nằm ở phần mô tả: chưa tính được số tiền.",
    "fee-thousand": "Mức thu ghi {value}, phần mô tả ghi {meant}: thiếu ba số 0, số tiền để trống.",
    "fee-small": "Mức thu ghi {value}, thấp bất thường: chưa rõ đơn vị tính nên số tiền để trống.",
    "fee-currency": "Mức thu tính bằng {currency}: ghi ở phần mô tả, không tính thành đồng.",
    "limit-case-differs": "Thời hạn của trường hợp là {case}, của cách thực hiện là {methods}.",
    "limit-differs": "Thời hạn của các cách thực hiện không giống nhau: {methods}.",
    "limit-unit-other": "Thời hạn ghi {value} với đơn vị “khác”: {taken}.",
    "limit-in-text": "Thời hạn ghi bằng lời: {taken}.",
    "limit-missing": "Cách thực hiện chưa có thời hạn.",
    "limit-fraction": "Thời hạn lẻ {value} ngày.",
    "text-not-nfc": "{n} chỗ viết dấu rời (không phải NFC): đã chuẩn hóa.",
    "text-nbsp": "{n} chỗ có dấu cách đặc biệt: đã đổi thành dấu cách thường.",
    "text-invisible": "{n} chỗ có ký tự ẩn: đã bỏ.",
    "text-mangled": "Câu bị ngắt giữa dòng, có thể lẫn lộn khi chép: “{near}”.",
    "text-repeated": "Chữ bị lặp: “{near}”.",
    "unit-old": "Còn tên đơn vị hành chính cũ: “{near}”.",
    "agency-empty": "Tên cơ quan để trống: đã bỏ qua.",
    "agency-missing": "Không có cơ quan quyết định và cơ quan thực hiện.",
    "case-duplicate": "Trường hợp “{near}” bị lặp.",
    "cases-unlinked": "Trường hợp theo giấy tờ và trường hợp theo thời hạn không nối với nhau: giữ trường hợp theo giấy tờ.",
    "code-suffix": "Mã có đuôi địa phương “{near}”: đã bỏ đuôi.",
    "code-shape": "Mã không theo mẫu d.dddddd.",
    "target-unknown": "Không biết đối tượng “{near}”: đã bỏ qua.",
    "basis-code": "Số, ký hiệu văn bản viết lẫn chữ: đã đổi “{near}”.",
    "name-long": "Tên dài {n} ký tự.",
    "record-duplicate": "Thủ tục này đã có ở dòng {line} của tệp: giữ bản đầu.",
    "full-kept": "Đã có bản đầy đủ: dòng danh sách không ghi đè.",
    "draft-edited": "Đã có người sửa bản soạn thảo: giữ nguyên.",
    "draft-in-review": "Bản soạn thảo đang được duyệt: giữ nguyên.",
    "trial-kept": "Thủ tục đang áp dụng với tờ khai và quy trình: chỉ tạo bản soạn thảo.",
}


TITLES: Mapping[str, str] = {
    "paper-note": "Lưu ý ghi thành giấy tờ",
    "paper-without-copies": "Giấy tờ thiếu số bản",
    "paper-nameless": "Giấy tờ không tên",
    "paper-long": "Tên giấy tờ quá dài",
    "paper-required-guessed": "Không đánh dấu giấy tờ bắt buộc",
    "fee-in-text": "Mức thu chỉ ghi bằng lời",
    "fee-thousand": "Mức thu thiếu ba số 0",
    "fee-small": "Mức thu thấp bất thường",
    "fee-currency": "Mức thu bằng ngoại tệ",
    "limit-case-differs": "Thời hạn của trường hợp mâu thuẫn",
    "limit-differs": "Thời hạn các cách nộp khác nhau",
    "limit-unit-other": "Đơn vị thời hạn là “khác”",
    "limit-in-text": "Thời hạn chỉ ghi bằng lời",
    "limit-missing": "Thiếu thời hạn",
    "limit-fraction": "Thời hạn lẻ ngày",
    "text-not-nfc": "Chữ viết dấu rời",
    "text-nbsp": "Dấu cách đặc biệt",
    "text-invisible": "Ký tự ẩn",
    "text-mangled": "Câu bị ngắt, lẫn lộn",
    "text-repeated": "Chữ bị lặp",
    "unit-old": "Tên đơn vị hành chính cũ",
    "agency-empty": "Tên cơ quan để trống",
    "agency-missing": "Thiếu cơ quan thực hiện",
    "case-duplicate": "Trường hợp bị lặp",
    "cases-unlinked": "Trường hợp không nối với nhau",
    "code-suffix": "Mã có đuôi địa phương",
    "code-shape": "Mã sai mẫu",
    "target-unknown": "Đối tượng chưa biết",
    "basis-code": "Số, ký hiệu văn bản lẫn chữ",
    "name-long": "Tên thủ tục quá dài",
    "record-duplicate": "Thủ tục lặp trong tệp",
    "full-kept": "Giữ bản đầy đủ đã có",
    "draft-edited": "Giữ bản người đã sửa",
    "draft-in-review": "Giữ bản đang duyệt",
    "trial-kept": "Giữ bản đang áp dụng",
}


@dataclass(frozen=True)
class Lint:
    """One finding: where in the content, a stable code, a sentence."""

    path: str
    code: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """As interfaces.md gives it."""
        return {"path": self.path, "code": self.code, "message": self.message}


@dataclass
class Findings:
    """What was found in one record; what occurs in many texts is told once, with its number."""

    items: list[Lint] = field(default_factory=list)
    _counted: dict[str, list[str]] = field(default_factory=dict)

    def add(self, path: str, code: str, **said: object) -> None:
        """Note one finding; ``said`` fills the code's sentence."""
        self.items.append(Lint(path, code, MESSAGES[code].format(**said)))

    def count(self, path: str, code: str) -> None:
        """Note one of many: told together, at the first place."""
        self._counted.setdefault(code, []).append(path)

    def all(self) -> tuple[Lint, ...]:
        """Every finding once, the counted ones last."""
        counted = [Lint(places[0], code, MESSAGES[code].format(n=len(places))) for code, places in self._counted.items()]
        return tuple(dict.fromkeys([*self.items, *counted]))


def near(text: str, start: int, end: int, around: int = 25) -> str:
    """The whole words around a place, for a sentence about it."""
    before, after = text[:start][-around:], text[end:][:around]
    if start > around and " " in before:
        before = before.split(" ", 1)[1]
    if end + around < len(text) and " " in after:
        after = after.rsplit(" ", 1)[0]
    return " ".join((before + text[start:end] + after).split())
