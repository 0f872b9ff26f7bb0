"""The data of each result template: attached to the PDF as JSON and printed from the same values.

Every key is optional in the data (an old register may lack a fact): a missing one prints as a dotted place, and
``missing`` lists the ones without which a result may not be issued. Where none of these fits, a publisher writes the words of
the paper in the version itself (``OWN_WORDS``, ADR 0039); its layout stays ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

OWN_WORDS = "own-words"


@dataclass(frozen=True)
class ResultTemplate:
    """A result's template: its file, its title, which keys its data must have, and its number book's symbol.

    ``copy_form``: the result is a copy of a paper, of this kind (``Document.CopyForm``), and is made of scanned pages.
    """

    key: str
    title: str
    page: str
    required: Sequence[str]
    book: str
    copy_form: str = ""


# birth-certificate: registration {book, page}, child {name, sex, birth_date (ISO), birth_date_words, birth_place, ethnicity,
#   nationality, hometown, identity_number}, mother and father {name, birth_year, ethnicity, nationality, residence},
#   declarant {name, document, relation}, registered_on (ISO), registry
# extract-copy: kind ("Khai sinh"…), subject {name, birth_date, sex, ethnicity, nationality, identity_number}, event rows
#   [{label, value}], source {book, number, registered_on, registry}, copies
# building-permit: owner {name, address, representative, identity_number}, work {name, kind, designer, lot, land_area, address,
#   red_line, construction_line, footprint, floor_area, density, height, floors, level}, land_document,
#   valid_until (ISO), conditions [str], opinions [{agency, text}]
# A person below is {name, birth_date, sex, ethnicity, nationality, identity_number, residence}; a spouse lacks the sex.
# marriage-certificate: husband, wife (spouses), registry, registered_on
# death-extract: subject (person), death {date, time, date_words, place, cause, document}, declarant {name, relation}, registry
# parentage-extract: parent (person, relation), child (person), relation, registry
# guardianship-extract: guardian, ward (persons), kind, reason, registry
# adoption-certificate: child, father, mother (persons; one of the two may be absent), giver {name, relation}, registry
# certification: kind, paper {name, number, issuer, pages}, requester {name, identity_number}, statement, place, copies
# certified-copy: paper {name, issuer, number}, requester {name, identity_number}, statement, place; its leaves are the scan's
# register-copy: paper {name}, holder {name, birth_date, identity_number}, original {number, issued_on, book}, content, copies
# decision: about, issuer, bases (a base a line), articles {first, second, third}, holder {name, identity_number, …}
# disability-certificate: holder (person), disability {kinds, level}, previous_number
# statement (giấy xác nhận, giấy chứng nhận, thông báo): title, opening, holder {name, birth_date, identity_number, address,
#   representative}, rows [[label, value]], table [[head…], [cell…]…], register {number, year, grade}, conclusion
# license (giấy phép): title, holder as above, rows, table, conclusion (conditions)
# own-words: own {heading, about, blocks [{kind: text|heading|item, text}]}, made by dossiers/results.py from the version's words
# business-household: code, name, address, phone, email, trades [[name, code, main]], places [[name, address]], capital,
#   owner {name, sex, birth_date (ISO), identity_number, address}, members [[name, birth date, identity number]], note
TEMPLATES: Mapping[str, ResultTemplate] = {
    t.key: t
    for t in (
        ResultTemplate(
            "birth-certificate",
            "Giấy khai sinh",
            "documents/birth_certificate.html",
            ("child.name", "child.sex", "child.birth_date", "child.birth_place"),
            "KS",
        ),
        ResultTemplate(
            "extract-copy",
            "Trích lục hộ tịch (bản sao)",
            "documents/extract_copy.html",
            ("kind", "subject.name", "source.number"),
            "TLHT-BS",
        ),
        ResultTemplate(
            "building-permit",
            "Giấy phép xây dựng",
            "documents/building_permit.html",
            ("owner.name", "work.name", "work.address"),
            "GPXD",
        ),
        ResultTemplate(
            "marriage-certificate",
            "Giấy chứng nhận kết hôn",
            "documents/marriage_certificate.html",
            ("husband.name", "husband.birth_date", "wife.name", "wife.birth_date"),
            "KH",
        ),
        ResultTemplate(
            "death-extract",
            "Trích lục khai tử",
            "documents/death_extract.html",
            ("subject.name", "death.date", "death.place"),
            "TLKT",
        ),
        ResultTemplate(
            "parentage-extract",
            "Trích lục đăng ký nhận cha, mẹ, con",
            "documents/parentage_extract.html",
            ("parent.name", "child.name", "relation"),
            "TLCMC",
        ),
        ResultTemplate(
            "guardianship-extract",
            "Trích lục đăng ký giám hộ",
            "documents/guardianship_extract.html",
            ("guardian.name", "ward.name", "reason"),
            "TLGH",
        ),
        ResultTemplate(
            "adoption-certificate",
            "Giấy chứng nhận nuôi con nuôi trong nước",
            "documents/adoption_certificate.html",
            ("child.name", "child.birth_date"),
            "CNCN",
        ),
        ResultTemplate(
            "certification",
            "Lời chứng",
            "documents/certification.html",
            ("kind", "paper.name", "requester.name", "statement"),
            "CT",
        ),
        ResultTemplate(
            "certified-copy",
            "Bản sao điện tử được chứng thực từ bản chính",
            "documents/certified_copy.html",
            ("paper.name", "paper.issuer", "requester.name", "statement"),
            "SCT/BS",
            copy_form="certified",
        ),
        ResultTemplate(
            "register-copy",
            "Bản sao cấp từ sổ gốc",
            "documents/register_copy.html",
            ("paper.name", "holder.name", "content", "original.book"),
            "BSSG",
        ),
        ResultTemplate(
            "decision",
            "Quyết định",
            "documents/decision.html",
            ("about", "bases", "articles.first"),
            "QĐ",
        ),
        ResultTemplate(
            "disability-certificate",
            "Giấy xác nhận khuyết tật",
            "documents/disability_certificate.html",
            ("holder.name", "disability.kinds", "disability.level"),
            "XNKT",
        ),
        ResultTemplate("statement", "Văn bản xác nhận", "documents/statement.html", ("title", "holder.name"), "XN"),
        ResultTemplate("license", "Giấy phép", "documents/license.html", ("title", "holder.name"), "GP"),
        ResultTemplate(
            "business-household",
            "Giấy chứng nhận đăng ký hộ kinh doanh",
            "documents/business_household.html",
            ("code", "name", "address", "owner.name"),
            "HKD",
        ),
        ResultTemplate(OWN_WORDS, "Văn bản có lời do thủ tục soạn", "documents/own_words.html", ("own.heading",), "KQ"),
    )
}


class UnknownTemplate(KeyError):
    """No result template has this key."""


def template(key: str) -> ResultTemplate:
    """The template by its key; raises ``UnknownTemplate``."""
    try:
        return TEMPLATES[key]
    except KeyError:
        raise UnknownTemplate(key) from None


def missing(key: str, data: Mapping[str, Any]) -> list[str]:
    """The required keys that ``data`` lacks or leaves empty, as dotted paths."""
    return [path for path in template(key).required if not _value(data, path)]


def _value(data: Any, path: str) -> Any:
    for part in path.split("."):
        data = data.get(part) if isinstance(data, Mapping) else None
    return data
