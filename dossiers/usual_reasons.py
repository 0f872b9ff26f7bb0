"""What clerks most often find wrong, in whole sentences for the applicant: picked from a list, said more closely beside it.

Not translated: they become part of a request that is kept and printed in Vietnamese (form 02). The sentences are ours.
"""

OF_A_PAPER = (
    "Chưa có giấy tờ này.",
    "Bản chụp mờ hoặc bị che, không đọc được hết.",
    "Giấy tờ còn thiếu trang.",
    "Đây không phải giấy tờ được yêu cầu.",
    "Giấy tờ đã hết hạn.",
    "Giấy tờ thiếu chữ ký hoặc con dấu.",
    "Thông tin trên giấy tờ không khớp tờ khai.",
)
OF_AN_ANSWER = (
    "Chưa ghi đủ.",
    "Không khớp giấy tờ đã nộp.",
    "Ghi nhầm chữ, số hoặc ngày.",
    "Ghi chưa rõ, cơ quan không xác định được.",
)


def joined(usual: str, more: str) -> str:
    """The reason as the applicant reads it: the usual sentence, then what the clerk added."""
    return " ".join(part for part in (usual.strip(), more.strip()) if part)
