"""Complete answers for each procedure of the business half of the seeds; synthetic people and companies only."""

from typing import Any

HOME = {"tinh": "79", "xa": "25747", "chiTiet": "12 Yersin"}
AN: dict[str, Any] = {
    "hoTen": "Nguyễn Văn An",
    "ngaySinh": "02/05/1990",
    "gioiTinh": "nam",
    "soDinhDanh": "074090001234",
    "cuTru": HOME,
    "dienThoai": "0912345678",
}
LAN: dict[str, Any] = {"hoTen": "Trần Thị Lan", "ngaySinh": "20/11/1992", "gioiTinh": "nu", "soDinhDanh": "074192005678"}
CONTACT = {"hoTen": "Lê Hoàng Minh", "dienThoai": "0903111222", "email": "minh@example.vn"}
COMPANY: dict[str, Any] = {
    "maSoThue": "0100109106",
    "ten": "Công ty TNHH Gỗ Phú Cường Demo",
    "diaChi": HOME,
    "daiDien": "Lê Hoàng Minh",
    "chucVu": "Giám đốc",
    "dienThoai": "0903111222",
}
SHOP = {"maSo": "0100109106", "ten": "HỘ KINH DOANH TẠP HÓA BÌNH AN", "diaChi": HOME}
PARCEL = {"soThua": "214", "soTo": "33", "dienTich": 120.5, "loaiDat": "ODT", "diaChi": HOME}
LAND = {"so": "CS 012345", "ngay": "12/05/2018", "taiSan": "khong"}
TRADE = {"ten": "Bán lẻ thực phẩm", "ma": "4721", "chinh": True}
E_MAIL = {"nhanKetQua": "trucTuyen"}
NOBODY_ELSE = {"veHo": "khong", "coThanhVien": "khong", "chuaThanhNien": "khong", "dienMien": "khong"}

STAY: dict[str, Any] = {
    "hinhThuc": "caNhan",
    "nyc": AN,
    "tamTru": {"diaChi": HOME, "tuNgay": "15/11/2026", "soThang": 12},
    "choOLa": "thue",
    "chuNha": {"hoTen": "Trần Thị Lan", "soDinhDanh": "074192005678"},
    **NOBODY_ELSE,
    **E_MAIL,
}
RULES: dict[str, Any] = {
    "dn": COMPANY | {"loaiHinh": "tnhh1", "nganhNghe": "Sản xuất đồ gỗ", "khuVuc": "ngoaiKCN"},
    "nyc": CONTACT,
    "soLaoDong": 120,
    "soLaoDongNu": 70,
    "coChiNhanh": "co",
    "chiNhanh": [{"ten": "Xưởng 2", "diaChi": HOME, "soLaoDong": 30}, {"ten": "Xưởng 3", "diaChi": HOME, "soLaoDong": 12}],
    "coToChucDaiDien": "co",
    "congDoan": {"ten": "Công đoàn cơ sở", "ngayGopY": "10/11/2026", "nguoiKy": "Phạm Thị Bình"},
    "lanDangKy": "lanDau",
    "quyetDinh": {"so": "05/2026/QĐ-GPC", "ngay": "16/11/2026"},
    "noiDung": dict.fromkeys(
        ("thoiGio", "tratTu", "anToan", "quayRoi", "taiSan", "chuyenViec", "kyLuat", "vatChat", "thamQuyen"), True
    ),
    "thoiGioLamViec": "8 giờ một ngày, nghỉ Chủ nhật",
    "coVanBanKyLuat": "khong",
    **E_MAIL,
}
HOUSEHOLD: dict[str, Any] = {
    "nyc": AN | {"danToc": "01"},
    "thanhLapBoi": "hoGiaDinh",
    "thanhVien": [LAN],
    "dangLaChuHKD": "khong",
    "dangLaChuDN": "khong",
    "hkd": {"tenRieng": "Tạp hóa Bình An", "diaChi": HOME, "dienThoai": "0912345678"},
    "coDiaDiemKhac": "khong",
    "nganhNghe": [TRADE, {"ten": "Bán lẻ đồ uống", "ma": "4723", "chinh": False}],
    "von": 150_000_000,
    "soLaoDong": 2,
    "ngayBatDau": "01/12/2026",
    "doanhThu": 600_000_000,
    "hoaDon": "co",
    "nguoiNop": "chuHo",
    **E_MAIL,
}
DISABILITY: dict[str, Any] = {
    "nyc": {key: AN[key] for key in AN if key != "gioiTinh"} | {"quanHe": "chaMe"},
    "nkt": {"hoTen": "Nguyễn Gia Hân", "ngaySinh": "15/03/2018", "gioiTinh": "nu", "soDinhDanh": "074318001234", "cuTru": HOME},
    "yeuCau": "xacDinh",
    "dangTat": {"vanDong": True},
    "moTa": "Liệt hai chân từ khi sinh",
    "coGiamDinh": "khong",
    "coGiayYTe": "co",
    "sinhHoat": dict.fromkeys(("diLai", "tam", "mac"), "khongLam")
    | dict.fromkeys(("anUong", "veSinh", "ngheHieu", "noi", "viecNha"), "troGiup"),
    "noiHop": "khong",
    **E_MAIL,
}
POSTAL: dict[str, Any] = {
    "dn": COMPANY,
    "nyc": CONTACT,
    "vonDieuLe": 2_000_000_000,
    "coVonNuocNgoai": "khong",
    "soLaoDong": 40,
    "dichVu": {"thu2kg": True},
    "phuongThuc": {"xeMay": True, "oTo": True},
    "diem": [{"ten": "Trụ sở", "diaChi": HOME, "nhanVien": 25}, {"ten": "Điểm 2", "diaChi": HOME, "nhanVien": 15}],
    "bangGia": [{"dichVu": "Thư đến 100 g", "gia": 12_000, "ngay": 1}],
    "anNinh": "Kiểm tra bưu gửi, camera, bảo hiểm",
    "boiThuong": 48_000,
    "hopTac": "khong",
    "thoiHan": 10,
    **E_MAIL,
}
SALE: dict[str, Any] = {
    "vaiTro": "benNhan",
    "nyc": {key: AN[key] for key in AN if key != "gioiTinh"},
    "benChuyen": {
        "laBan": "nguoiKhac",
        "nguoi": {"hoTen": "Đỗ Thanh Hải", "ngaySinh": "01/01/1970", "soDinhDanh": "074070001234", "cuTru": HOME},
    },
    "coDongSoHuu": "khong",
    "benNhan": [
        {"hoTen": "Nguyễn Văn An", "ngaySinh": "02/05/1990", "soDinhDanh": "074090001234", "cuTru": HOME, "tyLe": 50},
        {"hoTen": "Trần Thị Lan", "ngaySinh": "20/11/1992", "soDinhDanh": "074192005678", "cuTru": HOME, "tyLe": 50},
    ],
    "chungGiay": "chung",
    "thuaDat": PARCEL,
    "gcn": LAND,
    "dangTheChap": "khong",
    "doDacLai": "khong",
    "giaoDich": {
        "loai": "chuyenNhuong",
        "hopDong": "1234/2026/HĐ",
        "ngay": "10/11/2026",
        "noi": "Văn phòng công chứng Thủ Dầu Một",
        "giaTri": 1_500_000_000,
    },
    "nghiaVu": "phaiNop",
    **E_MAIL,
}
OWNER = {key: AN[key] for key in AN if key != "gioiTinh"}
SHOP_PAGE: dict[str, Any] = {"hkd": SHOP, "nyc": OWNER, "nguoiNop": "chuHo", **E_MAIL}
NAMED: dict[str, dict[str, Any]] = {
    "1.004194": STAY,
    "2.001955": RULES,
    "1.001612": HOUSEHOLD,
    "1.001699": DISABILITY,
    "1.003659": POSTAL,
    "1.013831": SALE,
}
LIGHTER: dict[str, dict[str, Any]] = {
    "1.004222": {"nyc": AN, "khaiCho": "banThan", "thuongTru": {"diaChi": HOME}, **NOBODY_ELSE, **E_MAIL},
    "1.010041": {"nyc": AN, "noiDung": {"thuongTru": True}, "mucDich": "Nhập học cho con", **E_MAIL},
    "1.002755": {
        "nyc": AN,
        "tamTru": {"diaChi": HOME, "hetHan": "30/11/2026", "soThang": 12},
        "doiChoO": "khong",
        "coThanhVien": "khong",
        "dienMien": "khong",
        **E_MAIL,
    },
    "2.000720": {**SHOP_PAGE, "noiDung": {"von": True}, "moi": {"von": 300_000_000}, "ngayThayDoi": "16/11/2026"},
    "1.001570": {**SHOP_PAGE, "loai": "tamNgung", "tuNgay": "01/12/2026", "thoiHan": "khongHan", "conNoThue": "khong"},
    "2.000575": {**SHOP_PAGE, "loai": "mat", "camKet": True},
    "2.001610": {
        "nyc": AN | {"quocTich": "VN"},
        "khaiSoDinhDanh": "co",
        "dn": {"ten": "DNTN Bình An", "diaChi": HOME, "dienThoai": "0912345678"},
        "nganhNghe": [TRADE],
        "von": {"tien": 1_000_000_000, "taiSanKhac": 200_000_000},
        "namTaiChinh": "0101",
        "soLaoDong": 5,
        "hachToan": "docLap",
        "gtgt": "khauTru",
        "nguoiNop": "chu",
        **E_MAIL,
    },
    "3.000333": {
        "nyc": AN | {"danToc": "01", "quocTich": "VN"},
        "noiSinh": {"tinh": "79", "xa": "25747"},
        "nopCho": "banThan",
        "cuTru": [{"tuNgay": "00/00/2004", "noi": "Phường Phú Cường"}],
        "loaiPhieu": "so1",
        "xacNhanCam": "khong",
        "mucDich": "Xin việc làm",
        "soBan": 2,
        "dienPhi": "thuong",
        **E_MAIL,
    },
    "1.014199": {
        "dn": COMPANY,
        "nyc": CONTACT,
        "nld": {
            "hoTen": "JOHN SMITH",
            "ngaySinh": "01/02/1980",
            "gioiTinh": "nam",
            "quocTich": "US",
            "hoChieu": "C1234567",
            "hoChieuDen": "01/06/2030",
            "hinhThuc": "hopDong",
            "viTri": "chuyenGia",
            "chucDanh": "Kỹ sư cơ khí",
        },
        "namKinhNghiem": 5,
        "noiLamViec": HOME,
        "tuNgay": "01/12/2026",
        "soThang": 24,
        "luong": 50_000_000,
        "giaiTrinh": "Lắp đặt dây chuyền mới",
        **E_MAIL,
    },
    "1.004379": {
        "dn": COMPANY,
        "nyc": CONTACT,
        "gp": {"so": "12/GP-STTTT", "ngay": "01/06/2020", "hetHan": "01/06/2030"},
        "lyDo": "mat",
        "hoanCanhMat": "Mất khi chuyển trụ sở",
        **E_MAIL,
    },
    "1.009374": {
        "dn": COMPANY,
        "nyc": CONTACT,
        "banTin": {
            "ten": "Bản tin Gỗ Bình Dương",
            "ngonNgu": "vi",
            "mucDich": "Tin nội bộ",
            "doiTuong": {"noiBo": True},
            "ky": "thang",
            "soTrang": 16,
            "soLuong": 500,
            "khuonKho": "19 x 27 cm",
            "noiIn": "Nhà in Bình Dương",
        },
        "nguoiChiuTrachNhiem": {
            "hoTen": "Lê Hoàng Minh",
            "soDinhDanh": "074085004321",
            "chucVu": "Giám đốc",
            "viPham": "khong",
        },
        **E_MAIL,
    },
    "1.012783": {"nyc": OWNER, "lyDo": "hong", "thuaDat": PARCEL, "gcn": LAND, "dangTheChap": "khong", **E_MAIL},
    "1.002693": {
        "nyc": OWNER,
        "voiTuCach": "caNhan",
        "viTri": HOME,
        "cay": [{"loai": "Dầu rái", "chuVi": 180, "chieuCao": 12.5, "viec": "chatHa"}],
        "lyDo": "nguyHiem",
        "moTa": "Cây nghiêng về phía nhà",
        "duKien": "01/12/2026",
        **E_MAIL,
    },
    "1.013855": {
        "nyc": OWNER,
        "cs": {
            "ten": "Quán ăn Bình An",
            "maSo": "0100109106",
            "diaChi": HOME,
            "loai": "anUong",
            "suatAn": 150,
            "dienTich": 60,
        },
        "nguoi": [{"hoTen": "Trần Thị Lan", "soDinhDanh": "074192005678", "ngayKham": "01/10/2026", "tapHuan": "co"}],
        "nuoc": "may",
        **E_MAIL,
    },
    "1.014076": {
        "dn": COMPANY,
        "nyc": CONTACT,
        "loaiHinh": "nhaThuoc",
        "diaDiem": HOME,
        "dienTich": 24,
        "phuTrach": {"hoTen": "Trần Thị Lan", "soDinhDanh": "074192005678", "chungChi": "1234/CCHN-D-SYT-BD"},
        "gioMoCua": "7 giờ đến 21 giờ",
        **E_MAIL,
    },
    "2.002288": {
        "dn": COMPANY | {"giayPhep": "7412345"},
        "nyc": CONTACT,
        "loai": "capMoi",
        "xe": [{"bienSo": "61B-123.45", "loaiPhuHieu": "hopDong", "sucChua": 16, "namSanXuat": "2022", "giamSat": "co"}],
        **E_MAIL,
    },
    "3.000465": {
        "nyc": OWNER | {"quanHe": "banThan"},
        "vanBang": {"loai": "thpt", "nam": "2008", "truong": "Trường THPT Võ Minh Đức"},
        "soBan": 3,
        **E_MAIL,
    },
    "1.008501": {"la": "caNhan", "nyc": OWNER, "maSoThueCaNhan": "074090001234", "giay": "thongBao", "lyDo": "mat", **E_MAIL},
    "1.014137": {
        "nyc": AN,
        "doiTuong": "hoGiaDinh",
        "thanhVien": [LAN],
        "noiKham": "Trung tâm Y tế thành phố Thủ Dầu Một",
        "soThang": "12",
        "soNguoi": 2,
        **E_MAIL,
    },
}
ANSWERS = NAMED | LIGHTER
