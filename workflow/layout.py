"""Where the boxes and arrows of a drawing lie: ranks, lanes, routes along channels. Pure arithmetic, for the page and for BPMN.

Design requirements: (1) an arrow never crosses a box: it runs in the channel between two ranks or in the gutter between two
columns, each with tracks of its own; (2) an arrow back is seen as one; (3) the same document always gives the same drawing;
(4) whatever half a draft holds can be laid out: unknown targets are left out by the caller, unreachable boxes get a place.

Everything is worked out with the flow going down and the lanes side by side; ``across`` turns the result, as BPMN tools
expect it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workflow.ranks import backward, ranks

TRACK, PORT, MARGIN, GAP, HEAD, NARROW = 15, 18, 6, 22, 44, 110
"""Between two tracks, between two ports, around all, the least gutter, a lane's title, the narrowest column."""
LEAD, TAIL = 19, 14
"""In a channel: above its first track, for words; below its last one, for an arrow's head."""
Point = tuple[int, int]


@dataclass(frozen=True)
class Item:
    """A box to place. ``lane``: the number of its lane; ``pointed``: its arrows all leave and enter at its tips."""

    key: str
    lane: int
    width: int
    height: int
    pointed: bool = False


@dataclass(frozen=True)
class Arrow:
    """An arrow between two boxes; one from a box to itself is drawn at its side."""

    key: str
    source: str
    target: str


@dataclass(frozen=True)
class Box:
    """A placed rectangle."""

    x: int
    y: int
    width: int
    height: int

    def turned(self) -> "Box":
        """The same with the axes exchanged."""
        return Box(self.y, self.x, self.height, self.width)


@dataclass(frozen=True)
class Route:
    """The corners of an arrow; ``back``: against the flow; ``label``: where its words may begin."""

    points: tuple[Point, ...]
    back: bool
    label: Point

    def turned(self) -> "Route":
        """The same with the axes exchanged."""
        return Route(tuple((y, x) for x, y in self.points), self.back, (self.label[1], self.label[0]))


@dataclass(frozen=True)
class Layout:
    """The whole: boxes and routes by key, lanes by number."""

    boxes: Mapping[str, Box]
    routes: Mapping[str, Route]
    lanes: Sequence[Box]
    width: int
    height: int


@dataclass
class _Tracks:
    """Stretches that run beside each other: which of them share a track."""

    held: list[list[tuple[int, int]]] = field(default_factory=list)

    def take(self, begin: int, end: int) -> int:
        """The first track that is free from ``begin`` to ``end``."""
        low, high = sorted((begin, end))
        for number, track in enumerate(self.held):
            if all(high < other_low or low > other_high for other_low, other_high in track):
                track.append((low, high))
                return number
        self.held.append([(low, high)])
        return len(self.held) - 1

    @property
    def gutter(self) -> int:
        """The breadth of a gutter with these tracks."""
        return GAP + TRACK * max(len(self.held) - 1, 0)

    @property
    def channel(self) -> int:
        """The height of a channel with these tracks."""
        return LEAD + TAIL + TRACK * max(len(self.held) - 1, 0)


def lay_out(items: Sequence[Item], arrows: Sequence[Arrow], lanes: int, *, across: bool = False) -> Layout:
    """Place everything; ``items`` in the order of the document, the first one the beginning."""
    if across:
        items = [Item(one.key, one.lane, one.height, one.width, one.pointed) for one in items]
    made = _Plan(items, arrows, max(lanes, 1)).made()
    if not across:
        return made
    return Layout(
        {key: box.turned() for key, box in made.boxes.items()},
        {key: route.turned() for key, route in made.routes.items()},
        [box.turned() for box in made.lanes],
        made.height,
        made.width,
    )


class _Plan:
    """One drawing being worked out, the flow going down."""

    def __init__(self, items: Sequence[Item], arrows: Sequence[Arrow], lanes: int) -> None:
        self.items = {one.key: one for one in items}
        self.arrows = [one for one in arrows if {one.source, one.target} <= self.items.keys()]
        self.loops = [one for one in self.arrows if one.source == one.target]
        self.ways = [one for one in self.arrows if one.source != one.target]
        keys = list(self.items)
        self.back = backward(keys, self.ways)
        self.rank = ranks(keys, self.ways, self.back)
        self.last = max(self.rank.values(), default=0)
        self.lanes = lanes
        self.column = self._columns()
        self.channels = [_Tracks() for _each in range(self.last + 2)]
        self.gutters = [_Tracks() for _each in range(self.columns + 1)]

    def _columns(self) -> dict[str, int]:
        """A lane has as many columns as it has boxes side by side; ``self.lane_of`` says whose a column is."""
        rows: dict[tuple[int, int], list[str]] = defaultdict(list)
        for key, item in self.items.items():
            rows[item.lane, self.rank[key]].append(key)
        wide = [max((len(row) for (lane, _rank), row in rows.items() if lane == one), default=1) for one in range(self.lanes)]
        begin = [sum(wide[:lane]) for lane in range(self.lanes)]
        self.lane_of = [lane for lane in range(self.lanes) for _each in range(wide[lane])]
        self.columns = len(self.lane_of)
        return {key: begin[lane] + place for (lane, _rank), row in rows.items() for place, key in enumerate(row)}

    def made(self) -> Layout:
        """The layout. Ports first, then tracks, then the sizes that they need, then the points."""
        self._ports()
        plans = {arrow.key: self._plan(arrow) for arrow in self.ways}
        self._measure()
        boxes = {key: self._box(key) for key in self.items}
        routes = {arrow.key: self._route(arrow, plans[arrow.key], boxes) for arrow in self.ways}
        routes |= {arrow.key: self._loop(boxes[arrow.source], place) for arrow, place in self._numbered_loops()}
        ends = [*self.left[1:], self.width]
        lanes = []
        for lane in range(self.lanes):
            own = [number for number, one in enumerate(self.lane_of) if one == lane]
            x = self.left[own[0]] - self.gutters[own[0]].gutter // 2 if own[0] else 0
            after = own[-1] + 1
            edge = self.width if after == self.columns else ends[own[-1]] - self.gutters[after].gutter // 2
            lanes.append(Box(x, 0, edge - x, self.height))
        return Layout(boxes, routes, lanes, self.width, self.height)

    def _numbered_loops(self) -> list[tuple[Arrow, int]]:
        seen: dict[str, int] = defaultdict(int)
        found = []
        for arrow in self.loops:
            found.append((arrow, seen[arrow.source]))
            seen[arrow.source] += 1
        return found

    # --- ports: where an arrow leaves and enters, counted from the middle of the side --------------------------------------
    def _ports(self) -> None:
        self.out_port: dict[str, int] = {}
        self.in_port: dict[str, int] = {}
        for key in self.items:
            leaving = [one for one in self.ways if one.source == key]
            coming = [one for one in self.ways if one.target == key]
            self.out_port |= self._spread(key, leaving, main=leaving[0].key if leaving else "")
            main = next((one.key for one in coming if one.key not in self.back), "")
            self.in_port |= self._spread(key, coming, main=main, by_source=True)

    def _spread(self, key: str, arrows: Sequence[Arrow], *, main: str, by_source: bool = False) -> dict[str, int]:
        """The main arrow in the middle, the others left or right of it as they come from or lead there."""
        item = self.items[key]
        step = min(PORT, (item.width - 16) // max(len(arrows), 1)) if arrows else 0
        sides: dict[bool, int] = {False: 0, True: 0}
        found = {}
        for arrow in arrows:
            if arrow.key == main:
                found[arrow.key] = 0
                continue
            other = self.column[arrow.source if by_source else arrow.target]
            right = arrow.key in self.back if other == self.column[key] else other > self.column[key]
            sides[right] += 1
            limit = 0 if item.pointed else max(item.width // 2 - 8, 0)
            found[arrow.key] = max(-limit, min(limit, step * sides[right] * (1 if right else -1)))
        return found

    # --- tracks ----------------------------------------------------------------------------------------------------------
    def _straight(self, arrow: Arrow) -> bool:
        source, target = self.rank[arrow.source], self.rank[arrow.target]
        same = self.column[arrow.source] == self.column[arrow.target]
        between = [
            key for key, rank in self.rank.items() if source < rank < target and self.column[key] == self.column[arrow.source]
        ]
        return same and target > source and not between and self.out_port[arrow.key] == self.in_port[arrow.key] == 0

    def _plan(self, arrow: Arrow) -> tuple[int, ...]:
        """(track,) straight, or through one channel; (track, gutter, track there, track) through two and a gutter.

        Channel n lies above rank n. Stretches are counted in columns doubled, a gutter being the odd place before its column.
        """
        here, there = self.rank[arrow.source], self.rank[arrow.target]
        source, target = self.column[arrow.source], self.column[arrow.target]
        if self._straight(arrow):
            return (self.channels[here + 1].take(2 * source, 2 * source + 1),)
        if there == here + 1:
            return (self.channels[there].take(2 * source, 2 * target),)
        right = arrow.key in self.back or there <= here
        gutter = max(source, target) + 1 if right else min(source, target)
        place = 2 * gutter - 1
        first = self.channels[here + 1].take(2 * source, place)
        second = self.channels[there].take(place, 2 * target)
        return (first, gutter, self.gutters[gutter].take(2 * here + 1, 2 * there - 1), second)

    # --- sizes -----------------------------------------------------------------------------------------------------------
    def _measure(self) -> None:
        widths = [
            max([NARROW, *(self.items[key].width for key, one in self.column.items() if one == number)])
            for number in range(self.columns)
        ]
        for key in {arrow.source for arrow in self.loops}:
            gutter = self.gutters[self.column[key] + 1]
            gutter.held = gutter.held or [[]]
        heights = [
            max((self.items[key].height for key, one in self.rank.items() if one == n), default=0) for n in range(self.last + 1)
        ]
        self.left, self.top, self.wide, self.tall = [], [], widths, heights
        x, y = MARGIN, HEAD
        for number, width in enumerate(widths):
            x += self._gutter(number)
            self.left.append(x)
            x += width
        self.width = x + self._gutter(self.columns) + MARGIN
        for number, height in enumerate(heights):
            y += self.channels[number].channel
            self.top.append(y)
            y += height
        self.height = y + self.channels[self.last + 1].channel + MARGIN

    def _gutter(self, number: int) -> int:
        """A gutter's breadth; one beside boxes with loops leaves room for them."""
        loops = any(self.column[arrow.source] == number - 1 for arrow in self.loops)
        return self.gutters[number].gutter + (GAP if loops else 0)

    def _box(self, key: str) -> Box:
        item, column, rank = self.items[key], self.column[key], self.rank[key]
        x = self.left[column] + (self.wide[column] - item.width) // 2
        y = self.top[rank] + (self.tall[rank] - item.height) // 2
        return Box(x, y, item.width, item.height)

    # --- points ----------------------------------------------------------------------------------------------------------
    def _channel(self, rank: int, track: int) -> int:
        bottom = self.top[rank] if rank <= self.last else self.height - MARGIN
        return bottom - self.channels[rank].channel + LEAD + TRACK * track

    def _route(self, arrow: Arrow, plan: tuple[int, ...], boxes: Mapping[str, Box]) -> Route:
        source, target = boxes[arrow.source], boxes[arrow.target]
        begin = (source.x + source.width // 2 + self.out_port[arrow.key], source.y + source.height)
        end = (target.x + target.width // 2 + self.in_port[arrow.key], target.y)
        back = arrow.key in self.back
        here, there = self.rank[arrow.source], self.rank[arrow.target]
        if self._straight(arrow):
            return Route((begin, end), back, (begin[0] + 5, self._channel(here + 1, plan[0]) - 4))
        if len(plan) == 1:
            y = self._channel(there, plan[0])
            return Route((begin, (begin[0], y), (end[0], y), end), back, (min(begin[0], end[0]) + 5, y - 4))
        first, gutter, track, second = plan
        y, after = self._channel(here + 1, first), self._channel(there, second)
        base = self.left[gutter] - self._gutter(gutter) if gutter < self.columns else self.width - MARGIN - self._gutter(gutter)
        room = self._gutter(gutter) - self.gutters[gutter].gutter
        x = base + room + GAP // 2 + TRACK * track
        corners = (begin, (begin[0], y), (x, y), (x, after), (end[0], after), end)
        return Route(corners, back, (min(begin[0], x) + 5, y - 4))

    def _loop(self, box: Box, place: int) -> Route:
        x, reach = box.x + box.width, GAP - 6
        y = box.y + 14 + 6 * place
        low = min(y + 20, box.y + box.height - 6)
        return Route(((x, y), (x + reach, y), (x + reach, low), (x, low)), True, (x + reach + 3, y + 10))
