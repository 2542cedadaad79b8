"""The layout of charts, which the templates draw as SVG (templates/desk/charts.html).

A drawing is stretched to the width of the page, so its units are not pixels: a column is 1 wide, a
value is between 0 and 100 high, and lines keep their width. Texts are HTML beside the drawing,
because they would be stretched with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, log10

HEIGHT = 100
TICKS_MAX = 4
BARS_OF_COLUMN = 0.7  # of its width
ROUND_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """A vertical axis that begins at 0. `step`: between two ticks."""

    step: int
    count: int

    @property
    def top(self) -> int:
        return self.step * self.count

    @property
    def ticks(self) -> list[int]:
        return [n * self.step for n in range(self.count + 1)]

    def height(self, value: float) -> float:
        return round(HEIGHT * value / self.top, 2)


def scale_for(values: Iterable[float]) -> Scale:
    """The smallest scale with round ticks that holds all values, none of which is below 0."""
    highest = max(values, default=0)
    if highest <= 1:
        return Scale(1, 1)
    rough = highest / TICKS_MAX
    power = 10 ** max(0, int(log10(rough)))
    step = next(each * power for each in ROUND_STEPS if each * power >= rough)
    return Scale(step, ceil(highest / step))


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float


def bars(series: Sequence[Sequence[float]], scale: Scale) -> list[list[Bar]]:
    """The bars of each series; those of one column stand side by side. A value below 0, such as of
    a month with more reversals than redemptions, has no bar: the table beside tells it."""
    width = BARS_OF_COLUMN / len(series)
    gap = (1 - BARS_OF_COLUMN) / 2
    return [
        [
            _bar(round(n + gap + place * width, 3), round(width, 3), scale.height(max(0, value)))
            for n, value in enumerate(values)
        ]
        for place, values in enumerate(series)
    ]


def _bar(x: float, width: float, height: float) -> Bar:
    return Bar(x, round(HEIGHT - height, 2), width, height)


def line(values: Sequence[float], scale: Scale) -> str:
    """The "points" of an SVG polyline: each value is in the middle of its column. One value alone
    is drawn as wide as its column, because a polyline of one point is invisible."""
    if len(values) == 1:
        height = HEIGHT - scale.height(values[0])
        return f"0,{height} 1,{height}"
    return " ".join(f"{n + 0.5},{HEIGHT - scale.height(value)}" for n, value in enumerate(values))
