"""A process as SVG: boxes in the lanes of those who act, diamonds where nobody does, arrows back dashed. Pure, no inline style.

The picture says nothing that the table of steps does not say: it is one image to assistive technology, with a title and a
description in words. Sizes are pixels at 16 px text; the page lets it scroll inside its own box.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from workflow.charts import Chart, Line, Spot, Whose, chart
from workflow.layout import Arrow, Box, Item, Layout, Route, lay_out
from workflow.words import END

WIDE, LINE, LETTER = 138, 16, 6.8
"""A box's width, the height of a line in it, the breadth of a letter at 12.5 px."""
DIAMOND, CIRCLE = 40, 28
MOST_LINES, MOST_LABEL = 4, 28


def draw(
    doc: Mapping[str, Any],
    *,
    name: str,
    lane: Callable[[Whose], tuple[str, str]],
    time: Callable[[Mapping[str, Any]], str],
    at: Collection[str] = (),
    wrong: Collection[str] = (),
    ident: str = "so-do",
) -> SafeString:
    """The SVG of a document, "" for one without steps.

    ``lane`` words a lane as (who, where), ``time`` a step's time; ``at``: steps to point out, ``wrong``: steps with findings.
    """
    found = chart(doc)
    if not found.spots:
        return mark_safe("")
    items = [_item(spot) for spot in found.spots]
    arrows = [Arrow(line.key, line.source, line.target) for line in found.lines]
    laid = lay_out(items, arrows, len(found.lanes))
    parts = [
        f'<svg class="flow" xmlns="http://www.w3.org/2000/svg" role="img" width="{laid.width}" height="{laid.height}" '
        f'viewBox="0 0 {laid.width} {laid.height}" aria-labelledby="{ident}-ten {ident}-loi">',
        f'<title id="{ident}-ten">{escape(_("Sơ đồ quy trình “%s”") % name)}</title>',
        f'<desc id="{ident}-loi">{escape(told(found, lane))}</desc>',
        _heads(ident),
        *(_lane(laid.lanes[number], lane(one), number) for number, one in enumerate(found.lanes)),
        *(_line(line, laid.routes[line.key], ident) for line in found.lines if line.key in laid.routes),
        *(_spot(spot, laid, time, spot.key in at, spot.key in wrong) for spot in found.spots),
        *(_label(line, laid.routes[line.key]) for line in found.lines if line.key in laid.routes and line.source != line.target),
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308  every text above is escaped


def told(found: Chart, lane: Callable[[Whose], tuple[str, str]]) -> str:
    """The drawing in words, step by step."""
    names = {spot.key: spot.name for spot in found.spots} | {END: _("kết thúc")}
    said = []
    for spot in found.spots:
        if spot.key == END:
            continue
        ways = [
            _("%(action)s thì sang “%(target)s”") % {"action": " / ".join(line.labels), "target": names[line.target]}
            for line in found.lines
            if line.source == spot.key
        ]
        who = "" if spot.passing else f", {', '.join(part for part in lane(found.lanes[spot.lane]) if part)}"
        said.append(f"{spot.number}. {spot.name}{who}: {'; '.join(ways) or _('chưa có đường đi tiếp')}.")
    return " ".join(said)


def wrap(text: str, width: int, most: int = MOST_LINES, letter: float = LETTER) -> list[str]:
    """The text in lines of at most ``width`` pixels; what does not fit ends in an ellipsis."""
    room = max(int(width / letter), 4)
    lines = [""]
    for word in text.split():
        if len(word) > room:
            word = word[: room - 1] + "…"
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        last = lines[most - 1]
        lines = [*lines[: most - 1], (last if len(last) < room else last[: room - 1]) + "…"]
    return lines


def _item(spot: Spot) -> Item:
    if spot.key == END:
        return Item(END, spot.lane, CIRCLE, CIRCLE, pointed=True)
    if spot.passing:
        return Item(spot.key, spot.lane, DIAMOND, DIAMOND, pointed=True)
    return Item(spot.key, spot.lane, WIDE, 20 + LINE * (len(_name(spot)) + 1))


def _name(spot: Spot) -> list[str]:
    return wrap(f"{spot.number}. {spot.name}", WIDE - 18)


def _heads(ident: str) -> str:
    """The arrows' heads."""
    made = "".join(
        f'<marker id="{ident}-{kind}" viewBox="0 0 8 8" refX="7.2" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path class="flow__head flow__head--{kind}" d="M0 0 8 4 0 8z"/></marker>'
        for kind in ("on", "back")
    )
    return f"<defs>{made}</defs>"


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    return f'<text class="flow__{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(words)}</text>'


def _lane(box: Box, words: tuple[str, str], number: int) -> str:
    odd = " flow__lane--odd" if number % 2 else ""
    who, where = words
    room = box.width - 12
    middle = box.x + box.width / 2
    lines = [_text(middle, 18, wrap(who, room, 1)[0], "who", "middle")]
    lines.append(_text(middle, 34, wrap(where, room, 1, 6.2)[0], "where", "middle") if where else "")
    rect = f'<rect class="flow__lane{odd}" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"/>'
    return f"<g><title>{escape(', '.join(part for part in words if part))}</title>{rect}{''.join(lines)}</g>"


def _line(line: Line, route: Route, ident: str) -> str:
    kind = "back" if route.back else "on"
    words = " / ".join(line.labels)
    path = "M" + "L".join(f"{x} {y}" for x, y in route.points)
    due = " flow__line--due" if line.due else ""
    drawn = f'class="flow__line flow__line--{kind}{due}" d="{path}" marker-end="url(#{ident}-{kind})"'
    return f"<path {drawn}><title>{escape(words)}</title></path>"


def _label(line: Line, route: Route) -> str:
    words = " / ".join(line.labels)
    if line.due:
        words = _("%s, hoặc hết hạn") % words
    short = words if len(words) <= MOST_LABEL else words[: MOST_LABEL - 1].rstrip() + "…"
    return _text(route.label[0], route.label[1], short, "label")


def _spot(spot: Spot, laid: Layout, time: Callable[[Mapping[str, Any]], str], at: bool, wrong: bool) -> str:
    box = laid.boxes[spot.key]
    classes = f"flow__spot flow__spot--{spot.kind}{' is-at' if at else ''}{' is-wrong' if wrong else ''}"
    x, y = box.x + box.width / 2, box.y + box.height / 2
    if spot.key == END:
        shape = f'<circle class="flow__end" cx="{x:g}" cy="{y:g}" r="{CIRCLE / 2 - 2:g}"/>'
        return f'<g class="{classes}">{shape}{_text(x + 20, y + 4, _("Kết thúc"), "label")}</g>'
    title = f"<title>{escape(spot.name)}</title>"
    if spot.passing:
        return f'<g class="{classes}" data-step="{escape(spot.key)}">{title}{_diamond(spot, x, y)}</g>'
    lines = _name(spot)
    words = "".join(_text(x, box.y + 18 + LINE * n, one, "name", "middle") for n, one in enumerate(lines))
    words += _text(x, box.y + 18 + LINE * len(lines), time(spot.own), "time", "middle")
    rect = f'<rect class="flow__box" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="4"/>'
    mark = _mark(box) if wrong else ""
    return f'<g class="{classes}" data-step="{escape(spot.key)}">{title}{rect}{words}{mark}</g>'


def _diamond(spot: Spot, x: float, y: float) -> str:
    half = DIAMOND / 2
    shape = f'<path class="flow__box" d="M{x:g} {y - half:g} {x + half:g} {y:g} {x:g} {y + half:g} {x - half:g} {y:g}z"/>'
    if spot.kind == "automatic":
        sign = f"M{x - 6:g} {y - 6:g}l12 12m0 -12l-12 12"
    elif spot.own.get("wait") == "any":
        sign = f"M{x:g} {y - 8:g}l7 13h-14z"
    else:
        sign = f"M{x:g} {y - 9:g}v18m-9 -9h18"
    lines = wrap(f"{spot.number}. {spot.name}", (WIDE - DIAMOND) // 2 + 24, 3, 6)
    words = "".join(_text(x + half + 4, y - 4 + 13 * n, one, "label") for n, one in enumerate(lines))
    return f'{shape}<path class="flow__sign" d="{sign}"/>{words}'


def _mark(box: Box) -> str:
    """A sign at the corner of a step that the checker speaks of."""
    x, y = box.x + box.width - 4, box.y + 4
    return f'<g><circle class="flow__mark" cx="{x}" cy="{y}" r="9"/>{_text(x, y + 5, "!", "bang", "middle")}</g>'
