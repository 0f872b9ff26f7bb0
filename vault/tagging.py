"""Signature fields in the tag tree: PDF/UA-1 (ISO 14289-1, 7.18.4) wants every widget inside a Form element.

Done in the revision of the first signature, for its own field and for the seal's that will follow: once a paper is signed its
tree may not change, or the first signature would count as broken.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import DictionaryObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def tag(writer: "IncrementalPdfFileWriter", fields: dict[str, str]) -> None:
    """Put the widgets of these new signature fields (name → what it is called) into the tree; nothing in an untagged PDF."""
    from pyhanko.pdf_utils import generic
    from pyhanko.sign.fields import enumerate_sig_fields

    if "/StructTreeRoot" not in writer.root:
        return
    tree = writer.root["/StructTreeRoot"]
    top = tree.raw_get("/K")
    document = top.get_object()
    if isinstance(document, generic.ArrayObject):
        top = document.raw_get(0)
        document = top.get_object()
    numbers = tree["/ParentTree"]["/Nums"]
    following = max((int(numbers[place]) for place in range(0, len(numbers), 2)), default=-1) + 1
    widgets = {found: reference for found, _value, reference in enumerate_sig_fields(writer) if found in fields}
    for key, (field, widget) in enumerate(widgets.items(), start=following):
        element = writer.add_object(_form(top, widget, fields[field]))
        _append(document, element)
        numbers.extend([generic.NumberObject(key), element])
        widget.get_object()[generic.NameObject("/StructParent")] = generic.NumberObject(key)
        writer.mark_update(widget)
    for changed in (document, numbers, tree["/ParentTree"], tree):
        if changed.container_ref is not None:
            writer.mark_update(changed.container_ref)


def _form(parent: Any, widget: Any, label: str) -> "DictionaryObject":
    from pyhanko.pdf_utils import generic

    name = generic.NameObject
    page = widget.get_object().raw_get("/P")
    content = {"/Type": name("/OBJR"), "/Obj": widget, "/Pg": page}
    return generic.DictionaryObject(
        {
            name("/Type"): name("/StructElem"),
            name("/S"): name("/Form"),
            name("/P"): parent,
            name("/Pg"): page,
            name("/Alt"): generic.TextStringObject(label),
            name("/K"): generic.DictionaryObject({name(key): value for key, value in content.items()}),
        }
    )


def _append(document: Any, element: Any) -> None:
    from pyhanko.pdf_utils import generic

    if "/K" in document and isinstance(document["/K"], generic.ArrayObject):
        document["/K"].append(element)
    else:
        kept = [document.raw_get("/K")] if "/K" in document else []
        document[generic.NameObject("/K")] = generic.ArrayObject([*kept, element])
