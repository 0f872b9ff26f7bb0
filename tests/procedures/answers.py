"""What invented people declare in the e-forms of the seeds, whole and right; tests change one thing and see what is said."""

from typing import Any

from tests.eforms.test_seed_forms import BINH, HOME, PORTS

__all__ = ["ANSWERS", "BINH", "CASES", "HOME", "PORTS", "VN"]

VN = {"danToc": "01", "quocTich": "VN"}
AN = {"hoTen": "Nguyễn Văn An", "ngaySinh": "05/06/1988", "soDinhDanh": "074088001234", "cuTru": HOME}
CHILD = {"hoTen": "Nguyễn Gia Hân", "ngaySinh": "15/03/2026", "gioiTinh": "nu", "cuTru": HOME} | VN
OLD = {"hoTen": "Trần Văn Cũ", "ngaySinh": "00/00/1940", "gioiTinh": "nam", "cuTru": HOME}
ONLINE = {"nhanKetQua": "trucTuyen"}
NO_COPIES = {"deNghiBanSao": "khong"}
CASH = {"chiTra": "tienMat"} | ONLINE

ANSWERS: dict[str, dict[str, Any]] = {
    "1.000894": {
        "nyc": BINH | VN | {"ben": "nu", "tinhTrang": "chua", "lanKetHon": 1},
        "kia": AN | VN | {"tinhTrang": "goa", "lanKetHon": 2},
        "hoHang": "khong",
        "tuNguyen": True,
    }
    | NO_COPIES,
    "1.000656": {
        "nyc": BINH | {"quanHe": "con"},
        "mat": OLD | VN | {"ngayMat": "20/11/2026", "noiMat": HOME, "coSoYTe": "Bệnh viện Đa khoa", "nguyenNhan": "Bệnh tim"},
        "bietCuTru": "co",
        "quaHan": "khong",
        "noiMat": "coSoYTe",
        "giayBaoTu": "giayBaoTu",
        "gbt": {"so": "12/GBT", "ngay": "20/11/2026", "noiCap": "Bệnh viện Đa khoa"},
    }
    | NO_COPIES
    | ONLINE,
    "2.000815": {
        "nyc": BINH,
        "giayTo": [
            {"loai": "vanBang", "ten": "Bằng đại học", "coQuanCap": "Trường Đại học", "soTrang": 10, "soBan": 2},
            {"loai": "hoTich", "ten": "Giấy khai sinh", "coQuanCap": "UBND phường", "soTrang": 1, "soBan": 3},
        ],
        "nuocNgoai": "khong",
        "ngayHen": "25/11/2026",
        "buoiHen": "sang",
        "nhanKetQua": "taiNoi",
    },
    "1.115990": {
        "nyc": BINH,
        "giayTo": [
            {"loai": "vanBang", "ten": "Bằng đại học", "coQuanCap": "Trường Đại học", "soHieu": "123456", "soTrang": 2},
            {"loai": "hoTich", "ten": "Giấy khai sinh", "coQuanCap": "UBND phường", "soTrang": 1},
        ],
        "nuocNgoai": "khong",
        "ngayHen": "25/11/2026",
        "buoiHen": "sang",
    },
    "2.000986": {
        "nyc": BINH | {"loaiGiayTo": "canCuoc", "quanHe": "me"},
        "tre": {k: v for k, v in CHILD.items() if k != "cuTru"}
        | {"coSoYTe": "Bệnh viện Phụ sản", "noiSinh": HOME, "queQuan": HOME},
        "sinhTaiCoSoYTe": "co",
        "giayToViecSinh": "giayChungSinh",
        "treBiBoRoi": "khong",
        "mangThaiHo": "khong",
        "khaiVe": {"me": True},
        "me": {"hoTen": "Trần Thị Bình", "ngaySinh": "00/00/1990", "cuTru": HOME} | VN,
        "thuongTru": {
            "theo": "me",
            "diaChi": HOME,
            "chuHo": "Trần Văn Chủ",
            "soDinhDanhChuHo": "074060001234",
            "quanHeChuHo": "chau",
            "chuHoDongY": True,
        },
        "bhyt": {"noiKham": "Trạm y tế phường", "tamTru": "khong"},
    }
    | NO_COPIES
    | ONLINE,
    "2.000884": {
        "nyc": BINH,
        "vanBan": [{"loai": "uyQuyen", "ten": "Giấy ủy quyền", "soTrang": 2}, {"loai": "lyLich", "ten": "Lý lịch", "soTrang": 4}],
        "cachKy": "ky",
        "tiengNuocNgoai": "khong",
        "raNgoaiTruSo": "khong",
        "ngayHen": "25/11/2026",
        "buoiHen": "chieu",
    },
    "2.000908": {
        "nyc": BINH | {"quanHe": "banThan"},
        "giayTo": {
            "loai": "vanBang",
            "ten": "Bằng tốt nghiệp",
            "hoTen": "Trần Thị Bình",
            "ngaySinh": "01/03/1990",
            "ngayCap": "00/00/2008",
        },
        "soBan": 2,
    }
    | ONLINE,
    "1.004884": {
        "nyc": BINH | {"quanHe": "banThan"},
        "nguoi": {"hoTen": "Trần Thị Bình", "ngaySinh": "01/03/1990", "gioiTinh": "nu", "soDinhDanh": "074190001234"}
        | VN
        | {"noiSinh": HOME, "queQuan": HOME},
        "laCanBo": "khong",
        "me": {"hoTen": "Lê Thị Mẹ", "ngaySinh": "00/00/1965"},
        "coGiayToChaMe": "co",
        "truoc": {"noi": "UBND xã An Tây"},
        "giayToCo": {"tuyThan": True},
        "matBanChinh": True,
        "mienLePhi": "khong",
    }
    | NO_COPIES
    | ONLINE,
    "1.001022": {
        "nyc": BINH | {"vaiTro": "daiDien"},
        "quanHe": "cha",
        "cm": AN | VN,
        "con": CHILD | {"tuChin": "duoi"},
        "conDaKhaiSinh": "co",
        "chungCu": "giamDinh",
        "khongTranhChap": True,
        "mienLePhi": "khong",
    }
    | NO_COPIES
    | ONLINE,
    "1.004837": {
        "nyc": BINH | {"vaiTro": "giamHo"},
        "gh": BINH | VN | {"gioiTinh": "nu"},
        "dgh": CHILD,
        "nhieuNguoi": "khong",
        "lyDo": "Cha mẹ của trẻ đã mất",
        "mienLePhi": "khong",
    }
    | NO_COPIES
    | ONLINE,
    "2.001263": {
        "nyc": BINH | {"gioiTinh": "nu", "danToc": "01", "ngheNghiep": "Giáo viên"},
        "honNhan": "vo-chong",
        "vc": AN | {"danToc": "01"},
        "tre": CHILD,
        "quanHe": "khac",
        "treDacBiet": "khong",
        "nguonGoc": "chaMe",
        "nguoiGiao": "Lê Thị Giao",
        "giaDinh": {"choO": "rieng", "thuNhap": 15_000_000, "soCon": 0},
        "lyDo": "Gia đình hiếm muộn",
        "camKet": "Nuôi dạy trẻ như con đẻ",
        "baoCao": True,
    },
    "1.011607": {
        "nyc": BINH,
        "khuVuc": "thanhThi",
        "thanhVien": [
            {"hoTen": "Trần Thị Bình", "ngaySinh": "01/03/1990", "quanHe": "chuHo", "thuNhap": 3_000_000},
            {"hoTen": "Nguyễn Gia Hân", "ngaySinh": "00/00/2026", "quanHe": "con", "thuNhap": 0},
            {"hoTen": "Trần Văn Cũ", "ngaySinh": "00/00/1940", "quanHe": "chaMe", "thuNhap": 1_000_000},
        ],
        "thieu": {"viecLam": True},
    }
    | ONLINE,
    "1.001653": {
        "nyc": BINH | {"quanHe": "banThan"},
        "nkt": {"hoTen": "Trần Thị Bình", "ngaySinh": "01/03/1990", "gioiTinh": "nu", "cuTru": HOME},
        "yeuCau": "doi",
        "lyDoDoi": "hong",
        "giay": {"dang": "Vận động", "mucDo": "Nặng"},
    }
    | ONLINE,
    "1.001776": {
        "nyc": BINH | {"quanHe": "giamHo"},
        "huong": {"hoTen": "Nguyễn Gia Hân", "ngaySinh": "15/03/2026", "gioiTinh": "nu", "cuTru": HOME},
        "nhom": "ktDacBietNang",
        "giayKhuyetTat": {"so": "25/XNKT", "mucDo": "Đặc biệt nặng"},
        "khoanKhac": "khong",
    }
    | CASH,
    "1.001731": {
        "nyc": BINH | {"laToChuc": "caNhan", "quanHe": "con"},
        "mat": OLD | {"ngayMat": "20/11/2026"},
        "dien": "bhxh",
        "noiAnTang": HOME,
        "daNhan": "khong",
        "cachNhan": "tienMat",
    }
    | ONLINE,
    "1.014027": {
        "nyc": BINH | {"quanHe": "con"},
        "hoNgheo": "khong",
        "cao": {"hoTen": "Trần Văn Cũ", "ngaySinh": "01/01/1945", "gioiTinh": "nam", "soDinhDanh": "074045001234", "cuTru": HOME},
        "luongHuu": "co",
        "mucLuongHuu": 350_000,
    }
    | CASH,
}

# What the cases with a form of their own ask beside the above, and what of it they do not ask.
CASES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "1.000656.01": ({"chungCu": "Giấy xác nhận của nghĩa trang"}, ("giayBaoTu", "gbt")),
    "1.004837.02": ({"nguoiCu": "UBND phường Phú Cường"}, ("nhieuNguoi",)),
    "1.001776.02": ({"lyDo": "Chuyển nơi ở"}, ()),
    "1.001776.03": ({"lyDo": "Đã có lương hưu"}, ("khoanKhac", "chiTra")),
    "1.014027.02": ({"lyDo": "Đổi tài khoản"}, ()),
    "1.014027.03": ({"lyDo": "Người hưởng đã mất"}, ("luongHuu", "mucLuongHuu", "chiTra")),
}
