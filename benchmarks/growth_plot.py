"""Times of archives of growing size → a picture, light or dark as its reader has it, whose axes are logarithmic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 176, 24, 48  # the margins; the names of the lines are at the right
LABEL_HEIGHT = 16  # the least distance between two names
# The colours of ink: they have the contrast of text on white and on the dark background of most hosts of documents.
_STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #3c3933 } path { fill: none; stroke-width: 2 }
.grid { stroke: #d9d5cb; stroke-width: 1 }
.edit { stroke-dasharray: 6 4 }
.a { stroke: #98301f } .b { stroke: #1f507c } .c { stroke: #2b6038 }
circle.a { fill: #98301f } circle.b { fill: #1f507c } circle.c { fill: #2b6038 }
@media (prefers-color-scheme: dark) {
text { fill: #dcd8cf } .grid { stroke: #3c3933 }
.a { stroke: #eb9484 } .b { stroke: #92bfe2 } .c { stroke: #9cc79c }
circle.a { fill: #eb9484 } circle.b { fill: #92bfe2 } circle.c { fill: #9cc79c }
}"""


@dataclass(frozen=True, slots=True)
class Series:
    """A line of the picture."""

    label: str
    colour: str  # "a", "b" or "c"
    is_edit: bool  # drawn with dashes
    points: Mapping[int, float]  # seconds by number of articles


def draw(lines: Sequence[Series], title: str) -> str:
    """The picture as SVG. There is at least one line, and each has a point."""
    counts = [count for line in lines for count in line.points]
    times = [time for line in lines for time in line.points.values()]
    lowest, highest = floor(log10(min(times))), ceil(log10(max(times)))
    first, last = log10(min(counts)), log10(max(counts))

    def x(count: float) -> float:
        return round(LEFT + (log10(count) - first) / ((last - first) or 1) * (WIDTH - LEFT - RIGHT), 1)

    def y(time: float) -> float:
        return round(HEIGHT - BOTTOM - (log10(time) - lowest) / ((highest - lowest) or 1) * (HEIGHT - TOP - BOTTOM), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">',
        f"<title>{title}</title><style>{_STYLE}</style>",
    ]
    for power in range(lowest, highest + 1):
        parts.append(f'<path class="grid" d="M{LEFT} {y(10**power)}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(10**power) + 4}" text-anchor="end">{10.0**power:,g} s</text>')
    for count in sorted(set(counts)):
        parts.append(f'<path class="grid" d="M{x(count)} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(f'<text x="{x(count)}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{count:,}</text>')
    for line in lines:
        ends = [(x(count), y(time)) for count, time in sorted(line.points.items())]
        kind = f"{line.colour} edit" if line.is_edit else line.colour
        parts.append(f'<path class="{kind}" d="M{"L".join(f"{across} {down}" for across, down in ends)}"/>')
        parts += [f'<circle class="{line.colour}" cx="{across}" cy="{down}" r="3"/>' for across, down in ends]
    below = -LABEL_HEIGHT
    for line in sorted(lines, key=lambda one: -one.points[max(one.points)]):
        below = max(below + LABEL_HEIGHT, round(y(line.points[max(line.points)]) + 4))
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{below}">{line.label}</text>')
    return "\n".join([*parts, "</svg>", ""])
