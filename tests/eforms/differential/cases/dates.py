"""Days, moments, times of day."""

from tests.eforms.differential.cases.table import ABSENT, Row, one
from tests.eforms.forms import component

EMPTIES = ("", None, ABSENT)
ALL = {"day": {"required": True}, "month": {"required": True}, "year": {"required": True}}
NONE = {"day": {}, "month": {}, "year": {}}
# Month first: that is the default, and exports leave defaults out.
EXPORTED = {"type": "day", "key": "x", "label": "Ngày", "fields": NONE}


def day(*values: object, **more: object) -> Row:
    """A day, day first."""
    return one(component("day", dayFirst=True, fields=more.pop("fields", NONE), **more), *values)


# fmt: off
TABLE: dict[str, Row] = {
    "day": day(*EMPTIES, "01/03/2026", "31/12/1999", "29/02/2024", "29/02/2023", "30/02/2024", "31/04/2026", "01/13/2026",
        "32/01/2026"),
    "day short": day("1/3/2026", "1/03/2026"),
    "day parts": day("00/03/2026", "00/00/2026", "01/00/2026", "00/00/0000", "01/03/0000"),
    "day nonsense": day("abc", "01/03", "2026-03-01", "1-3-2026", 5, {}, [], "01/03/26"),
    "day required": day(*EMPTIES, "01/03/2026", "00/00/0000", "00/03/2026", validate={"required": True}),
    "day fields required": day(*EMPTIES, "01/03/2026", "00/03/2026", "01/00/2026", "01/03/0000", "00/00/2026", fields=ALL),
    "day year required": day("00/00/2026", "01/03/0000", "", fields={"day": {}, "month": {}, "year": {"required": True}}),
    "day month first": one(component("day", dayFirst=False, fields=NONE), "03/31/2026", "31/03/2026", "01/03/2026", ""),
    "day as exported": one(EXPORTED, "12/31/2025", "31/12/2025", "03/04/2026", ""),
    "day as exported, minDate": one(
        {**EXPORTED, "minDate": "2026-03-15"}, "03/14/2026", "03/15/2026", "04/01/2026",
    ),
    "day minDate": day("14/03/2026", "15/03/2026", "16/03/2026", "00/03/2026", "abc", "", ABSENT, minDate="2026-03-15"),
    "day maxDate": day("14/03/2026", "15/03/2026", "16/03/2026", "00/03/2026", "", ABSENT, maxDate="2026-03-15"),
    "day minYear maxYear": day("01/01/1999", "01/01/2000", "31/12/2010", "01/01/2011", minYear=2000, maxYear=2010),
    "day default": day(*EMPTIES, "02/02/2020", defaultValue="01/01/2020"),
    "day customMessage": day("", "30/02/2026", "01/01/2020", minDate="2026-03-15",
        validate={"required": True, "customMessage": "Sai"}),
    "datetime": one(
        component("datetime", enableTime=False),
        *EMPTIES, "2026-03-01", "2026-13-01", "abc", "Invalid date", 5, [], {},
    ),
    "datetime short month": one(component("datetime", enableTime=False), "2026-02-30", "2026-02-29", "2024-02-29"),
    "datetime with time": one(
        component("datetime"), "2026-03-01T08:30:00", "2026-03-01T08:30:00Z", "2026-03-01T08:30:00+07:00",
            "2026-03-01T00:00:00.000Z"
    ),
    "datetime with bad time": one(component("datetime"), "2026-03-01T25:00:00", "2026-03-01T08:61:00", "2026-03-01T"),
    "datetime required": one(component("datetime", validate={"required": True}), *EMPTIES, "2026-03-01"),
    "datetime minDate": one(
        component("datetime", enableTime=False, widget={"type": "calendar", "minDate": "2026-03-15"}),
        "2026-03-14", "2026-03-15", "2026-03-16", "", ABSENT,
    ),
    "datetime maxDate": one(
        component("datetime", enableTime=False, widget={"type": "calendar", "maxDate": "2026-03-15"}),
        "2026-03-14", "2026-03-15", "2026-03-16", "2026-03-15T23:59:00+07:00", "",
    ),
    "time": one(component("time"), *EMPTIES, "08:30:00", "08:30", "8:30", "24:00:00", "23:59:59", "23:60:00", "abc", 5),
    "time required": one(component("time", validate={"required": True}), *EMPTIES, "08:30:00"),
    "time format": one(component("time", dataFormat="HH:mm", format="HH:mm"), "08:30", "08:30:00", "25:00"),
}
