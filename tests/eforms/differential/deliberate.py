"""Where ours differs from the reference on purpose, and why. The differential tests accept nothing else.

Each entry recognises single points narrowly (``recognise``); one that no fixed case needs any more fails the test: take it out.
The list as a page: docs/e-forms-differences.md, written by ``python -m tests.eforms.differential``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.eforms.differential.compare import Difference
from tests.eforms.differential.points import Point, point
from tests.eforms.differential.recognise import answers, structure


@dataclass(frozen=True)
class Deliberate:
    """``what`` ours does where the reference does otherwise, ``why``, and which points that explains."""

    id: str
    what: str
    why: str
    fits: Callable[[Point], bool]


def explanation(difference: Difference) -> Deliberate | None:
    """The entry that explains a difference, if one does."""
    place = point(difference)
    return next((entry for entry in DELIBERATE if entry.fits(place)), None)


DELIBERATE: tuple[Deliberate, ...] = (
    Deliberate(
        "text-from-number",
        "a number sent for a text is kept as its digits, and all rules look at it",
        "one stored shape; the reference keeps the number and then skips every rule of length and pattern",
        answers.text_of_number,
    ),
    Deliberate(
        "wrong-shape",
        "objects, truth values and lists where one text, number or choice is asked for are errors and are not stored",
        "the reference stores whatever came; everything after it would have to expect anything",
        answers.wrong_shape,
    ),
    Deliberate(
        "own-types",
        "the field's own types check and compute what the reference does not know",
        "to the reference they are their base type (docs/e-forms.md)",
        answers.own,
    ),
    Deliberate(
        "phones-checked",
        "a phone number is one of Viet Nam (10 or 11 digits)",
        "notices go there; the reference takes any text",
        answers.phone,
    ),
    Deliberate(
        "files-checked",
        "fileSize, filePattern and one file without multiple are checked on the server",
        "the reference checks files in the browser only",
        answers.files,
    ),
    Deliberate(
        "urls-lead-out",
        "a web address with a name before @, or of a private network, is an error",
        "the one leads elsewhere than it seems to, the other nowhere from here",
        answers.web,
    ),
    Deliberate(
        "blanks-say-nothing",
        "blanks alone are no answer: they are asked for when required, and no other rule looks at them",
        "the reference says twice what is wrong, and accepts blanks where they are long enough",
        answers.blanks,
    ),
    Deliberate(
        "iso-days",
        "a day may be told as 2026-03-15 too and is stored as 15/03/2026",
        "registers and accounts tell dates so",
        answers.iso_day,
    ),
    Deliberate(
        "signature-is-one", "a signature is a sound picture or a typed name", "the reference stores any text", answers.signature
    ),
    Deliberate(
        "words-in-number",
        "words in a number are an error (type) and stay for correction; numbers beyond 10^15 too",
        "the reference drops them in silence, and an optional answer is lost without a word",
        answers.words_in_number,
    ),
    Deliberate(
        "money",
        "currency is whole đồng and stored as a number",
        "there is no fraction of a đồng; the reference stores the text and adds texts together",
        answers.currency,
    ),
    Deliberate(
        "ten-decimals",
        "numbers are stored with ten decimals",
        "what is shown is what is stored; the binary rest of a sum is nobody's answer",
        answers.decimals,
    ),
    Deliberate("whole-number", "decimalLimit 0 asks for a whole number", "the reference only formats by it", answers.whole),
    Deliberate(
        "box-is-truth",
        "a checkbox is true or false, and required means true",
        "the reference takes the text “false” and 0 as ticked",
        answers.box,
    ),
    Deliberate(
        "boxes-are-truth", "the boxes of selectboxes are true or false", "the same, for several boxes", answers.boxes_truth
    ),
    Deliberate(
        "options-stay-text",
        "a chosen value stays the text that the form's author wrote",
        "the reference turns 79 into a number and leaves 01 a text, and then calls the number unavailable",
        answers.options_stay_text,
    ),
    Deliberate(
        "options-always-checked",
        "only options of the form are taken, with or without onlyAvailableItems",
        "the reference takes any value from a forged request",
        answers.always_checked,
    ),
    Deliberate(
        "unknown-box",
        "a box that the form does not have is not stored",
        "unknown keys fall away everywhere else",
        answers.unknown_box,
    ),
    Deliberate(
        "no-undefined",
        "a radio of type string without an answer has none",
        "the reference stores the text “undefined”",
        answers.undefined,
    ),
    Deliberate(
        "real-dates",
        "30/02, a day without its month, and years before 1800 are errors",
        "they are no dates",
        answers.real_dates,
    ),
    Deliberate("padded-days", "a day is stored as DD/MM/YYYY", "one stored shape for searching and printing", answers.padded),
    Deliberate(
        "unread-once",
        "a date that cannot be read is one error",
        "the reference also calls it too early and too late",
        answers.unread_once,
    ),
    Deliberate(
        "unread-stays",
        "a date, time or choice that cannot be read stays as it was typed, blanks collapsed",
        "it stands in its box to be corrected; the reference appends slashes to a day",
        answers.unread,
    ),
    Deliberate(
        "pattern-grouped",
        "a pattern is matched as a whole, alternatives too",
        "the reference reads a|b as “begins with a, or ends with b”",
        answers.grouped,
    ),
    Deliberate(
        "characters", "lengths count characters", "the reference counts UTF-16 units: one emoji is two", answers.characters
    ),
    Deliberate(
        "deliverable-mail",
        "addresses that mail servers do not take are errors",
        "quoted local parts, addresses by number and letters with marks: notices would be lost",
        answers.mail,
    ),
    Deliberate(
        "items-checked",
        "length, words and pattern are checked for every item of a multiple answer",
        "the reference skips them",
        answers.items,
    ),
    Deliberate(
        "hidden-is-ours", "a hidden component has the server's value", "the reference takes the client's", structure.servers
    ),
    Deliberate(
        "disabled-is-ours",
        "a disabled component is never taken from the client, nor asked of it",
        "what nobody can type must not be forged",
        structure.disabled,
    ),
    Deliberate(
        "hidden-is-cleared",
        "what the form always hides is not stored",
        "the reference stores a forged value",
        structure.always_hidden,
    ),
    Deliberate(
        "always-calculated",
        "calculateValue is calculated here, with or without calculateServer",
        "the reference trusts the client's value",
        structure.calculated,
    ),
    Deliberate(
        "calculated-in-rows",
        "calculations in rows happen whether or not the client sent a value",
        "the reference skips a row that lacks the key",
        structure.calculated_in_row,
    ),
    Deliberate(
        "logic-by-row",
        "what logic changes in one row stays in that row",
        "the reference changes the component for all rows after it",
        structure.logic_in_row,
    ),
    Deliberate(
        "merged-schema",
        "mergeComponentSchema takes an object",
        "the reference runs JavaScript there, and reads an object with one key as JsonLogic",
        structure.merged,
    ),
    Deliberate(
        "nothing-from-nothing",
        "a sum over rows that were not sent is 0",
        "the reference makes an empty row on the way and gets no number",
        structure.row_from_nothing,
    ),
    Deliberate(
        "default-numbers",
        "the default of a number is stored",
        "the reference uses it for rules and then drops it",
        structure.default_number,
    ),
    Deliberate(
        "fixpoint",
        "conditions and calculations settle after everything that they read",
        "the reference goes once through the document, and what looks ahead sees old answers",
        structure.looks_ahead,
    ),
    Deliberate(
        "equal-as-text",
        "a condition takes the text 5 for the number 5",
        "choices stay text here (options-stay-text), and people do not tell the two apart",
        structure.equal_as_text,
    ),
    Deliberate(
        "days-compare",
        "the date operators read the days of day fields",
        "the reference reads them as American dates or not at all",
        structure.day_condition,
    ),
    Deliberate(
        "rows-counted",
        "minLength and maxLength of a repeating group count its rows",
        "the reference ignores them",
        structure.row_counts,
    ),
    Deliberate(
        "empty-rows",
        "rows stay where they are, empty ones too",
        "the reference drops them at the end and leaves holes between, so that errors point nowhere",
        structure.empty_rows,
    ),
    Deliberate(
        "empty-container",
        "an object without answers falls away",
        "as every key without an answer does",
        structure.empty_container,
    ),
    Deliberate(
        "no-days-no-error",
        "several days of which none was given are no wrong day",
        "the reference calls the empty list a day that cannot be read",
        structure.no_days,
    ),
    Deliberate(
        "no-rows-from-defaults",
        "a group that was not sent has no rows, whatever its fields' defaults",
        "the reference makes a row out of defaults",
        structure.row_defaults,
    ),
    Deliberate(
        "unreachable-refused",
        "a page that no answers can show is refused when the form is saved",
        "its author has made a mistake that nobody would see; the reference never shows it",
        structure.unreachable,
    ),
    Deliberate(
        "letters-classes",
        r"patterns with \p{…} are refused when the form is saved",
        "JavaScript without its u flag reads them as the letter p",
        structure.refused_pattern,
    ),
    Deliberate(
        "reference-throws",
        "ours answers with an error where the reference throws",
        "a wrong answer is no fault of the server",
        structure.crash,
    ),
)
