"""Invented records in the shapes of the national database: a bicycle licence that no law knows."""

import copy
import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from common.actors import Actor
from procedures.exporting import annex, annexes
from procedures.importing import runs
from procedures.models import DecisionAnnex, ImportRun

CODE = "9.100001"

FULL: dict[str, Any] = {
    "id": "0000-1",
    "code": CODE,
    "name": "Cấp giấy đi xe đạp",
    "type": "STANDARD",
    "categoriesDetails": [{"code": "G99-XD01", "name": "Xe đạp"}],
    "isProvince": True,
    "isWard": True,
    "isNonTerritorial": True,
    "departmentsAuthority": [{"code": "H99", "name": "Ủy ban nhân dân cấp xã"}],
    "departmentsExecuting": [{"code": "", "name": "Trung tâm Xe đạp"}],
    "departmentPromulgateName": "Bộ Xe đạp",
    "procedureProposal": {
        "proposalNumber": "12/QĐ-BXĐ",
        "decisionDate": 1768496400000,
        "issuingAgency": {"name": "Bộ Xe đạp"},
    },
    "executionSteps": [
        {"name": "Bước 1:", "description": "Người dân nộp hồ sơ.\nCán bộ xem hồ sơ."},
        {"name": "Mặc định", "description": "Trả giấy cho người dân."},
    ],
    "executionMethods": [
        {
            "submissionMethod": "ONLINE",
            "processingTime": 5,
            "processingTimeUnit": "WORKING_DAY",
            "description": "Nộp trên Cổng.",
            "fees": [{"type": "FEE", "value": 20000, "currencyId": "", "description": "Một xe"}],
        },
        {
            "submissionMethod": "DIRECT",
            "processingTime": 5,
            "processingTimeUnit": "WORKING_DAY",
            "description": "Nộp tại quầy.",
            "fees": [{"type": "SERVICE_FEE", "value": 0, "description": "Không"}],
        },
    ],
    "executionCases": [
        {
            "name": "",
            "profileComponents": [
                {"code": "000.00.00.G99-KQ000001", "name": "- Tờ khai đi xe đạp", "originalQty": 1, "copyQty": 0},
                {"code": "000.00.00.G99-KQ000002", "name": "Ảnh chiếc xe (nếu có)", "originalQty": 0, "copyQty": 1},
            ],
        }
    ],
    "cases": [{"code": f"{CODE}.01", "name": "Cấp giấy đi xe đạp", "processingDay": {"qty": 5, "type": "WORKING_DAY"}}],
    "resultsDetails": [{"code": "KQ.G99.000001", "name": "Giấy đi xe đạp"}],
    "legalBasisesDetails": [{"code": "1/2026/NĐ-CP", "name": "Nghị định về xe đạp"}],
    "subjectTypesDetails": [{"code": "DT1", "name": "Công dân Việt Nam"}, {"code": "ĐT2", "name": "Doanh nghiệp"}],
    "requirementsAndConditions": "- Có xe đạp.\n- Biết đi xe đạp.",
    "dossierReceivingAddresses": "Trung tâm Phục vụ hành chính công",
    "returningMethods": [{"type": "ONLINE", "value": ["AT_HOME", "ONLINE"]}],
    "keywords": "xe đạp, giấy đi xe",
    "note": "",
}
ROW: dict[str, Any] = {
    "id": "0000-2",
    "code": CODE,
    "name": "Cấp giấy đi xe đạp",
    "categories": ["Xe đạp"],
    "departments": ["Trung tâm Xe đạp"],
    "departmentPromulgate": "Bộ Xe đạp",
    "formalityTargetType": ["Công dân Việt Nam"],
    "type": "STANDARD",
}
OLD: dict[str, Any] = {
    "MATTHC": "9.100003.000.00.00.H42",
    "TENTTHC": "Đổi giấy đi xe đạp",
    "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Nộp hồ sơ."}, {"TENTRINHTU": "Nhận giấy."}]}],
    "CACHTHUCTHUCHIEN": [
        {
            "KENH": "1",
            "THOIGIAN": [
                {
                    "THOIGIANGIAIQUYET": "7",
                    "DONVITINH": "Ngày làm việc",
                    "MOTA": "Nộp tại quầy.",
                    "PHILEPHI": [{"MAPHILEPHI": "LP1", "SOTIEN": "30.000", "DONVI": "Đồng", "MOTA": "Lệ phí đổi giấy"}],
                }
            ],
        }
    ],
    "THANHPHANHOSO": [{"TRUONGHOP": "", "GIAYTO": [{"MAGIAYTO": "GT1", "TENGIAYTO": "Giấy đi xe đạp cũ"}]}],
    "YEUCAU": "Có giấy cũ.",
    "MOTADOITUONGTHUCHIEN": "Công dân Việt Nam",
    "KETQUATHUCHIEN": [{"MAKETQUA": "KQ1", "TENKETQUA": "Giấy đi xe đạp"}],
    "CANCUPHAPLY": [{"SOVANBAN": "1/2026/NĐ-CP", "TENVANBAN": "Nghị định về xe đạp"}],
    "COQUANTHUCHIEN": [{"MADONVI": "H42", "TENDONVI": "Trung tâm Xe đạp"}],
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "G99-XD01", "TENLINHVUC": "Xe đạp"}],
    "TRANGTHAI": 1,
}


def full(**changed: Any) -> dict[str, Any]:
    """A full record of its own, with other parts."""
    return copy.deepcopy(FULL) | changed


def row(**changed: Any) -> dict[str, Any]:
    """A row of the list."""
    return copy.deepcopy(ROW) | changed


def method(**changed: Any) -> dict[str, Any]:
    """One way of filing."""
    return copy.deepcopy(FULL["executionMethods"][0]) | changed


def papers(*rows: Mapping[str, Any], name: str = "") -> dict[str, Any]:
    """One group of papers; what a row does not say is one original."""
    plain = {"code": "", "originalQty": 1, "copyQty": 0}
    return {"name": name, "profileComponents": [plain | row for row in rows]}


def lines(*records: Any) -> bytes:
    """JSON lines as the national database answers; a text is a line as it is."""
    told = [one if isinstance(one, str) else json.dumps({"code": "OK", "data": one, "message": "OK"}) for one in records]
    return "\n".join(told).encode()


def kept(folder: Path, name: str, data: bytes) -> Path:
    """A file, packed when its name says so."""
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def handed_in(by: Actor, *, taken_over: bool = True) -> ImportRun:
    """A file that an author handed in: one procedure of its own, one broken line."""
    run = runs.begin(ContentFile(lines(full(), "{ no JSON"), name="quoc-gia.jsonl"), by=by)
    if taken_over:
        runs.work(run.pk)
    return run


def annexed(by: Actor, code: str) -> DecisionAnnex:
    """An annex that an author asked for and the worker made, or so it seems: nothing is rendered."""
    made = annexes.ask([code], annex.Decision("12/QĐ-UBND"), by=by)
    made.file.save("phu-luc.pdf", ContentFile(b"%PDF-1.7"), save=False)
    made.status, made.finished_at = DecisionAnnex.Status.DONE, made.created_at
    made.save()
    return made


def many(number: int) -> Sequence[dict[str, Any]]:
    """Records with codes of their own."""
    return [full(code=f"9.2{index:05d}", name=f"Thủ tục số {index}") for index in range(number)]
