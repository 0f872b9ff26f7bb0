"""The vocabulary of the process language: every word that a document may use, and what it means to whoever drives it."""

END = "end"
SCHEMA = 1
SYSTEM = "system"  # the role of acts that a clock or an ended sub-dossier takes

WORK = frozenset(
    {
        "receive",
        "check",
        "assign",
        "handle",
        "consult",
        "verify",
        "pay",
        "approve",
        "number",
        "sign",
        "stamp",
        "issue",
        "hand-over",
    }
)  # somebody's work; dossiers picks screens and services by it
PASSING = frozenset({"automatic", "fork", "join"})  # nobody's work: passed in the same moment
KINDS = WORK | PASSING | {"chain"}

AGENCIES = frozenset({"receiving", "handling", "returning", "parent"})
LOOKED_UP = ("named", "address", "competent")  # {"named": code}, {"address": "answers.path"}, {"competent": field code}

REQUIREMENTS = frozenset(
    [
        "opinion",
        "reason",
        "items",
        "attachment",
        "minutes",
        "result",
        "number",
        "signature",
        "agency-signature",
        "recipient",
    ]
)  # what an act must bring with it
BY_PEOPLE_ONLY = REQUIREMENTS - {"opinion", "reason"}  # silence brings none of these

EFFECTS = frozenset(
    {
        "receive",
        "refuse",
        "supplement",
        "assign",
        "consult",
        "answer",  # a unit's opinion given as a step of its own
        "verify",
        "obligation",  # the applicant is told what to pay elsewhere
        "propose",
        "return",
        "approve",
        "reject",
        "number",
        "sign",
        "stamp",
        "issue",
        "hand-over",
        "forward",
    }
)  # what an act means to the dossier
DECISIONS = frozenset({"approve", "reject", "refuse", "number", "sign", "stamp", "issue", "hand-over"})  # never by silence
CLOSING = frozenset({"refuse", "reject", "hand-over"})  # after these nobody holds a dossier: it is closed
ASKING = frozenset({"receive", "supplement", "consult"})  # a desk's answer, a written request: silence writes none

SILENCES = frozenset({"consent", "wait"})
WAITS = frozenset({"all", "any"})
STOPS = frozenset({"supplement", "obligation", "valuation", "posting", "assessment"})  # why a legal clock stands still
ABSENCES = frozenset({"absent", "late"})  # when a substitute may act

FACTS = frozenset(
    {
        "answers",  # the submitted answers
        "case",  # the chosen case's code or None
        "channel",  # how it was filed
        "consulting",  # an opinion is outstanding
        "consulted",  # one was asked for
        "supplements",  # how many were asked for
        "verdicts",  # the last answer of each unit asked, by the consultation's key: agree, disagree, silent
        "obligations",  # notices of tax and land entered for it: "" none, due, settled
        "acts",  # the last action taken at each step, by the step's key
        "children",  # how each sub-dossier ended, by its key: completed, rejected, withdrawn …
        "results",  # keys of the results drafted so far
    }
)  # what a condition may read
