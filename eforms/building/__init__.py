"""The form builder's core: pure functions over a Form.io document (plain JSON in, plain JSON out). No ORM, no request.

Promises: nothing is changed in place; an operation gives a new document or a sentence that says why not; whatever an
operation would make the engine refuse is refused at once; what is read out of a document and written back is the same.
May import ``common`` and ``eforms``. Every sentence is Vietnamese and ready to be shown.

How a page uses it::

    document = building.identified(document)              once, when a draft is opened: every component gets its reference
    building.rows(document, building.remarks(document))   the keyboard-usable list (Row: ref, depth, label, badges, moves)
    operation = building.from_json(posted)                {"op": "move", "ref": "c1a2b3c4", "direction": "up"}
    document = building.apply(document, operation, outside=uses)      raises CannotApply (message, uses, errors by property)
    building.to_json(operation)                           for the history
    building.rebase(base, theirs, operation, outside=uses)            a document, or Conflict(what, theirs, mine)

Parts, each a module: ``tree`` (references, places), ``listing`` (rows), ``operations`` (what can be done), ``applying`` (doing
it), ``catalogue`` (types in builder words), ``properties`` (what a type can be told), ``questions`` (what a condition may name),
``sentences`` (conditions in words), ``crossrules`` (rules between questions, required-when), ``blocks``, ``uses`` (who names a
key), ``advice`` (remarks), ``differences`` (versions in words), ``exchange`` (import, export), ``merging``, ``why``,
``carrying``. Start reading with ``tree``, then ``operations``.
"""

from eforms.building.advice import FACTS, Remark, remarks
from eforms.building.applying import CannotApply, apply
from eforms.building.blocks import LIBRARY, Block, block_changes, block_of, outdated
from eforms.building.carrying import Lost, carry
from eforms.building.catalogue import GROUPS, KindWords, kind_words, kinds
from eforms.building.crossrules import CrossRule, read_required_when, read_rule, rule_words, write_required_when, write_rule
from eforms.building.differences import Change, by_page, differences
from eforms.building.exchange import Import, Report, exported, imported
from eforms.building.keys import fresh_key, key_for
from eforms.building.listing import Badge, Row, rows
from eforms.building.merging import Conflict, rebase
from eforms.building.operations import (
    AddBlock,
    AddComponent,
    AddPage,
    BadOperation,
    DetachBlock,
    Duplicate,
    Move,
    MoveTo,
    Operation,
    RefreshBlock,
    Remove,
    RenameKey,
    SetCalculation,
    SetCondition,
    SetFirstValue,
    SetOptions,
    SetProperties,
    SetRequiredWhen,
    SetRule,
    SetTitle,
    from_json,
    to_json,
)
from eforms.building.properties import GROUPS as PROPERTY_GROUPS
from eforms.building.properties import Property, check_properties, properties_of, read_properties
from eforms.building.questions import Question, questions, questions_for, questions_seen
from eforms.building.sentences import (
    Advanced,
    Sentence,
    Sentences,
    condition_words,
    operators_for,
    read_condition,
    sentence_words,
    write_condition,
)
from eforms.building.tree import Document, NoSuchComponent, Place, fresh_ref, identified, place, places
from eforms.building.uses import Use, named_in, rewritten, uses_of
from eforms.building.why import Reason, why

__all__ = [
    "FACTS", "GROUPS", "LIBRARY", "PROPERTY_GROUPS", "AddBlock", "AddComponent", "AddPage", "Advanced", "BadOperation",
    "Badge", "Block", "CannotApply", "Change", "Conflict", "CrossRule", "DetachBlock", "Document", "Duplicate", "Import",
    "KindWords", "Lost", "Move", "MoveTo", "NoSuchComponent", "Operation", "Place", "Property", "Question", "Reason",
    "RefreshBlock", "Remark", "Remove", "RenameKey", "Report", "Row", "Sentence", "Sentences", "SetCalculation",
    "SetCondition", "SetFirstValue", "SetOptions", "SetProperties", "SetRequiredWhen", "SetRule", "SetTitle", "Use", "apply",
    "block_changes", "block_of", "by_page", "carry", "check_properties", "condition_words", "differences", "exported",
    "fresh_key", "fresh_ref", "from_json", "identified", "imported", "key_for", "kind_words", "kinds", "named_in",
    "operators_for", "outdated", "place", "places", "properties_of", "questions", "questions_for", "questions_seen",
    "read_condition", "read_properties", "read_required_when", "read_rule", "rebase", "remarks", "rewritten", "rows",
    "rule_words", "sentence_words", "to_json", "uses_of", "why", "write_condition", "write_required_when", "write_rule",
]  # fmt: skip
