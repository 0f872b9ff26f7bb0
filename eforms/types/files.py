"""Files inside an answer: Form.io's list of descriptions on the wire; ours name files that the portal has stored.

A description is ``{storage, name, originalName, size, type, url}``. With ``storage: "portal"`` the name is the id of a stored
file and everything else is written anew from what is stored (``Ports.files``): what the client says of a file counts for
nothing.
"""

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from django.utils.translation import gettext as _

from eforms.messages import Words
from eforms.nodes import Context, Field
from eforms.ports import Ports, StoredFile
from eforms.types.base import NOT_POSTED, FieldType, Json, Posted, Refuse, Spec, Unreadable, kept

OURS = "portal"
MOST_FILES = 20
_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,3})?)\s*(B|KB|MB|GB)?", re.IGNORECASE | re.ASCII)
_UNITS = {"b": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3}


def read_size(text: str) -> int | None:
    """Bytes of "10MB", "500 KB", "1.5 GB", "2048"; ``None`` when it is no size."""
    found = _SIZE.fullmatch(text.strip())
    return int(float(found.group(1)) * _UNITS[(found.group(2) or "b").lower()]) if found else None


def size_words(size: int) -> str:
    """1,5 MB, 340 kB: as people read it."""
    if size >= 1024**2:
        return f"{size / 1024**2:.1f}".removesuffix(".0").replace(".", ",") + " MB"
    return f"{max(size // 1024, 1)} kB" if size else "0 kB"


def fits(name: str, media: str, pattern: tuple[str, ...]) -> bool:
    """Does a file match Form.io's pattern: ``*.pdf``, ``.jpg``, ``image/*``; ``!*.exe`` refuses?"""
    wanted = [part for part in pattern if not part.startswith("!")]
    refused = [part[1:] for part in pattern if part.startswith("!")]
    return (not wanted or any(_fits(name, media, part) for part in wanted)) and not any(_fits(name, media, p) for p in refused)


def _fits(name: str, media: str, part: str) -> bool:
    part = f"*{part}" if part.startswith(".") else part
    return fnmatchcase(media.lower(), part) if "/" in part else fnmatchcase(name.lower(), part)


class File(FieldType):
    """Stored files. ``extra``: (pattern, smallest, largest in bytes, whether several, kinds of paper to choose from)."""

    name = "file"
    template = "eforms/file.html"
    takes_list = True
    ask = "file"
    empty: Json = ()

    def prepare(self, spec: Spec, vn: Spec, refuse: Refuse) -> tuple[tuple[str, ...], int, int, bool, tuple[str, ...]]:
        """See base."""
        pattern = tuple(part.strip().lower() for part in re.split(r"[,;]", str(spec.get("filePattern") or "")) if part.strip())
        sizes = []
        for key in ("fileMinSize", "fileMaxSize"):
            read = read_size(str(spec[key])) if spec.get(key) else 0
            if read is None:
                refuse("bad-rule", _("Dung lượng “%s” phải viết như 500KB hoặc 10MB.") % spec[key], f".{key}")
            sizes.append(read or 0)
        kinds = spec["fileTypes"] if isinstance(spec.get("fileTypes"), list) else []
        named = [str(kind["value"]) for kind in kinds if isinstance(kind, Mapping) and kind.get("value")]
        anything = tuple(part for part in pattern if part not in ("*", "*.*"))
        return (anything if len(anything) == len(pattern) else ()), sizes[0], sizes[1], spec.get("multiple") is True, tuple(named)

    def normalise(self, field: Field, raw: Json, ports: Ports) -> Json:
        """See base: a list of descriptions; an id alone, or one description alone, is a list of one."""
        if raw is None:
            return None
        if raw == "":
            return []
        items = raw if isinstance(raw, (list, tuple)) else [raw]
        if not all(isinstance(item, (str, Mapping)) for item in items):
            raise Unreadable("type", "choice-type")
        described = [_described(item) for item in items[: MOST_FILES + 1] if item]
        stored = ports.files([item["name"] for item in described if item["storage"] == OURS])
        return described if stored is None else [_anew(item, stored) for item in described]

    def is_empty(self, value: Json) -> bool:
        """See base."""
        return not value

    def validate(self, field: Field, value: Json, context: Context, words: Words) -> Iterator[tuple[str, str, str]]:
        """Each file by itself, at ``[i]``; a file that is not stored blocks."""
        pattern, smallest, largest, several, kinds = field.extra
        if len(value) > (MOST_FILES if several else 1):
            most = words.say("file-most", "nonarray", n=MOST_FILES) if several else words.say("file-many", "nonarray")
            yield "", "nonarray", most
        stored = context.ports.files([item["name"] for item in value if item["storage"] == OURS])
        for number, item in enumerate(value):
            name, at = item["originalName"], f"[{number}]"
            if stored is not None and item["name"] not in stored:
                yield at, "required", words.say("file-lost", "required", name=name)
            elif not item["size"] and stored is not None:
                yield at, "fileSize", words.say("file-empty", "fileSize", name=name)
            elif pattern and not fits(name, item["type"], pattern):
                yield at, "filePattern", words.say("filePattern", name=name, kinds=", ".join(_in_words(pattern)))
            elif smallest and item["size"] < smallest:
                yield at, "fileSize", words.say("fileMinSize", "fileSize", name=name, n=size_words(smallest))
            elif largest and item["size"] > largest:
                yield at, "fileSize", words.say("fileMaxSize", "fileSize", name=name, n=size_words(largest))
            elif kinds and item.get("fileType") and item["fileType"] not in kinds:
                yield at, "fileType", words.say("fileType", name=name)

    def display(self, field: Field, value: Json) -> str:
        """Names, one a line."""
        return "\n".join(item["originalName"] for item in value or ())

    def inputs(self, field: Field, value: Json) -> dict[str, list[str]]:
        """One hidden box a file, and one that says that the list was drawn."""
        return {"": [item["name"] for item in value or ()], "[]": ["1"]}

    def read(self, field: Field, name: str, post: Posted) -> Json:
        """See base."""
        return [one for one in post.getlist(name) if one] if f"{name}[]" in post or name in post else NOT_POSTED

    def widget(self, field: Field, value: Json, ports: Ports) -> dict[str, Any]:
        """See base."""
        pattern, _smallest, largest, several, _kinds = field.extra
        files = [
            {"id": item["name"], "name": item["originalName"], "size": size_words(item["size"]), "url": _safe(item["url"])}
            for item in value or ()
        ]
        accepted = [part.removeprefix("*") for part in pattern if not part.startswith("!")]
        limits = [_("Loại tệp: %s.") % ", ".join(_in_words(pattern))] if accepted else []
        limits += [_("Mỗi tệp nhiều nhất %s.") % size_words(largest)] if largest else []
        room = len(files) < (MOST_FILES if several else 1)
        return {"files": files, "accept": ",".join(accepted), "several": several, "room": room, "limits": " ".join(limits)}

    def json_schema(self, field: Field) -> dict[str, Json]:
        """See base."""
        names = {name: {"type": "string"} for name in ("storage", "name", "originalName", "type", "url", "fileType")}
        one = {"type": "object", "properties": {**names, "size": {"type": "integer", "minimum": 0}}, "required": ["name"]}
        return {"type": "array", "items": one, "maxItems": MOST_FILES if field.extra[3] else 1}


def _described(item: Json) -> dict[str, Json]:
    """A description with bounded, harmless parts. Bytes inside ``url`` (Form.io's base64 storage) are dropped."""
    given: Mapping[str, Json] = {"name": item, "storage": OURS} if isinstance(item, str) else item
    size, name = given.get("size"), kept(given.get("name") or "", 200)
    made: dict[str, Json] = {
        "storage": kept(given.get("storage") or "", 20),
        "name": name,
        "originalName": kept(given.get("originalName") or "", 200) or name,
        "size": size if isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 2**50 else 0,
        "type": kept(given.get("type") or "", 100),
        "url": _safe(given.get("url")),
    }
    kind = given.get("fileType")
    return made | {"fileType": kept(kind, 100)} if isinstance(kind, str) and kind else made


def _anew(item: dict[str, Json], stored: Mapping[str, StoredFile]) -> dict[str, Json]:
    file = stored.get(item["name"]) if item["storage"] == OURS else None
    if file is None:
        return {**item, "size": 0, "type": "", "url": ""}
    return {**item, "originalName": file.name, "size": file.size, "type": file.type, "url": file.url}


def _safe(url: Json) -> str:
    return url if isinstance(url, str) and len(url) < 2_000 and url.startswith(("https://", "/")) and url.isprintable() else ""


def _in_words(pattern: tuple[str, ...]) -> list[str]:
    said = {"image/*": _("ảnh"), "video/*": "video", "audio/*": _("âm thanh"), "application/pdf": "PDF"}
    return [said.get(part) or part.rpartition(".")[2].upper() for part in pattern if not part.startswith("!")]
