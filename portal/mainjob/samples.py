"""Answers and papers with which the main job fills the three demonstration procedures; synthetic people only."""

from typing import Any

# Thủ Dầu Một, by the edition with two levels: Thành phố Hồ Chí Minh since 1/7/2025 (the e-forms ask in that edition).
HOME = {"tinh": "79", "xa": "25747", "chiTiet": "12 Đường Bạch Đằng"}

PERMIT: dict[str, Any] = {
    "nyc": {"cuTru": HOME, "dienThoai": "0912345678", "email": "an@demo.vn"},
    "nhanKetQua": "trucTuyen",
    "thuaDat": {
        "so": "214",
        "toBanDo": "33",
        "dienTich": "120.5",
        "diaChi": HOME,
        "giayTo": "giayChungNhan",
        "soGiayTo": "CH01234",
    },
    "capCongTrinh": "III",
    "matDoXayDung": "80",
    "cotNen": "0.3",
    "khoangLui": "2 m phía trước",
    "chieuCao": "9.6",
    "tang": [
        {"loai": "noi", "ten": "Tầng 1", "dienTich": "96"},
        {"loai": "noi", "ten": "Tầng 2", "dienTich": "96"},
    ],
    "lienKeCongTrinh": "khong",
    "thietKe": {"toChuc": "Công ty TNHH Tư vấn thiết kế Bình An Demo", "chungChi": "BXD-00012345"},
    "coThamTra": "khong",
    "thangHoanThanh": "8",
}

COPIES: dict[str, Any] = {
    "nyc": {"cuTru": HOME, "dienThoai": "0912345678", "email": "an@demo.vn", "quanHe": "banThan"},
    "trichLuc": [
        {
            "loai": "khaiSinh",
            "hoTen": "Nguyễn Văn An",
            "ngaySinh": "02/05/1990",
            "noiDangKy": "Ủy ban nhân dân phường Phú Cường",
            "soDangKy": "15/1990",
            "soBan": "3",
        }
    ],
    "mucDich": "Bổ sung hồ sơ xin việc",
    "nhanKetQua": "trucTuyen",
}

# Two extracts of one dossier: each becomes a result of its own, three copies in all.
EXTRACTS: dict[str, Any] = COPIES | {
    "trichLuc": [
        COPIES["trichLuc"][0] | {"soBan": "2"},
        {
            "loai": "ketHon",
            "hoTen": "Trần Thị Lan",
            "ngaySinh": "20/11/1992",
            "noiDangKy": "Ủy ban nhân dân phường Phú Cường",
            "soDangKy": "45/2015",
            "ngayDangKy": "20/10/2015",
            "soBan": "1",
        },
    ]
}

BIRTH: dict[str, Any] = {
    "nyc": {"loaiGiayTo": "canCuoc", "cuTru": HOME, "dienThoai": "0912345678", "email": "an@demo.vn", "quanHe": "cha"},
    "tre": {
        "hoTen": "Nguyễn Gia Hân",
        "ngaySinh": "15/11/2026",
        "gioiTinh": "nu",
        "danToc": "01",
        "quocTich": "VN",
        "coSoYTe": "Bệnh viện Phụ sản – Nhi Bình Dương",
        "noiSinh": HOME,
        "queQuan": HOME,
    },
    "sinhTaiCoSoYTe": "co",
    "giayToViecSinh": "giayChungSinh",
    "treBiBoRoi": "khong",
    "mangThaiHo": "khong",
    "khaiVe": {"me": True, "cha": True},
    "me": {"hoTen": "Trần Thị Lan", "ngaySinh": "20/11/1992", "danToc": "01", "quocTich": "VN", "cuTru": HOME},
    "cha": {"hoTen": "Nguyễn Văn An", "ngaySinh": "02/05/1990", "danToc": "01", "quocTich": "VN", "cuTru": HOME},
    "chaMeDaKetHon": "khong",
    "deNghiBanSao": "khong",
    "nhanKetQua": "trucTuyen",
}

ANSWERS = {"1.013225": PERMIT, "2.000635": COPIES, "1.001193": BIRTH}
PAPERS = {"1.013225": ("giay-to-dat", "ban-ve"), "2.000635": (), "1.001193": ("chung-sinh",)}
