"""The document of a version: everything a procedure asks, costs and promises, because the law changes it together.

Texts are Vietnamese, which alone is binding; ``translations`` holds other languages beside it by path, so that code that
must be right (papers, fees, prints) never has to choose a language. Shape (NĐ 63/2010 art. 8 k. 2; domain.md §4.1); every
key marked ? may be left out, and a document without it is read for ever::

    schema 1 · names {vi, en?} · summary · who · keywords? […]
    service_level?  full | partial | information    what the procedure is online for; an offering may be lower, never higher.
                    ``information``: only shown, so form, process, limit/value and what handling needs may be left out
    internal?       bool, thủ tục nội bộ: officials see it, the public does not
    non_territorial? bool, tiếp nhận phi địa giới: any one-door section of the province receives it
    levels? [tw|tinh|huyen|xa] · agencies? {deciding|executing|authorised|coordinating: [{name, code?, level?}]}
    targets? [codes of procedures/targets.py] · receiving? [text] · returning? [{channel, text}] · sets? int
    steps        [text] or [{name?, text}]                                      (procedures/content/reading.py reads both)
    methods      [{channel: online|counter|post, text, case?, limit?: {value?, text, policy?},
                   fees?: [{kind: phi|le-phi|gia, amount?: đồng, text?, basis?}]}]       what is shown; computed: limit, fees
    cases?       [{code, name, when?: JsonLogic, hint?, papers?: [keys: only these], limit?: {value, text, policy?},
                   form?, process?, fee_text?}]       trường hợp: a part that a case lacks is the procedure's (cases.py)
    papers?      [{key, code?, name, originals, copies, required, when?: JsonLogic, only_if?, accept: [pdf|image], note?,
                   sample?: {name, url?}, template?: {name, url?}, eform?: bool, held_by?: {register, text},
                   proven_by?: [result code]}]        ``only_if`` says ``when`` in words
    fees?        [{code, name, kind: phi|le-phi, amount: đồng, unit?, quantity?: JsonLogic, most?: đồng, when?, basis,
                   exemptions?: [{when, reason}]}]    ``fee_text`` says it in words   tiers, each, times: procedures/tariffs.py
    limit        {value: "7wd", policy?: {…of deadlines}, text}
    form         Form.io document of eforms · form_template?  how it is printed (vault/declarations.py)
    process      document of workflow
    results      [{key, code, name, template, validity, valid_months?, fields?, each?, copies?, title?, subject?,
                   own?: {heading, about?, text, symbol?}, brought?: [uploaded | received]}]
                 see dossiers/results.py
    conditions?  [text] · legal_bases [{code, name}]  (records: models.LegalBasis) · documents? [{name, url?}]
    eligibility? [{key, question, hint?, options: [{value, label, next | result: {eligible, title, why, instead?, procedure?},
                   says?: {case?: code, papers?: {key: whether its condition holds}, answers?: {path of the form: value}}}]}]
                   ``says``: what the answer settles beside the check, so that it is not asked again (procedures/asking.py)
    source?      {system, id, fetched?, hash, notes?, raw_limit?, raw_fees?}        where an import came from
    translations? {en: {"summary": …, "papers/<key>/name": …, "steps/0": …}}   a step of a path is a key, code, value or index

Rules (``when``, ``quantity``) see the answers, ``case`` (its code, null without) and ``channel`` (online, counter, post).
Whoever needs the document for one dossier takes ``for_case(content, code)`` and reads it as if there were no cases.

Modules: ``document`` (hash, empty, translations), ``cases``, ``reading`` (two shapes in one), and the checks of ``validate``:
``shape``, ``papers``, ``money``, ``times``, ``bodies`` (agencies, channels, targets), ``eligibility``, ``machinery`` (form,
process, results, rules), ``origin``; ``refusals`` is what they say.
"""

from procedures.content.cases import UnknownCase, case_named, choices, for_case, forms_of, needs_choice
from procedures.content.document import digest, empty, form_of, identified, localised, with_form
from procedures.content.reading import Step, steps_of
from procedures.content.refusals import BadContent, Refusal
from procedures.content.shape import is_handled
from procedures.content.validation import validate

__all__ = [
    "BadContent",
    "Refusal",
    "Step",
    "UnknownCase",
    "case_named",
    "choices",
    "digest",
    "empty",
    "for_case",
    "form_of",
    "forms_of",
    "identified",
    "is_handled",
    "localised",
    "needs_choice",
    "steps_of",
    "validate",
    "with_form",
]
