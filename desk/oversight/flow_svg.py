"""A dialogue's own chart, drawn as an SVG: its steps in layers from the first, top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.conversation import StepVisits
from flows.engine import End, Flow, Question

BOX_WIDTH, BOX_HEIGHT = 150, 44
GAP_ACROSS, GAP_DOWN = 22, 46
MARGIN = 14
MOST_ACROSS = 6
NOBODY = StepVisits()


@dataclass(frozen=True, slots=True)
class Box:
    step: str
    kind: str  # 'asks', 'does', 'ends'
    x: int
    y: int
    visits: StepVisits


@dataclass(frozen=True, slots=True)
class Arrow:
    """`path` is the d of an SVG path."""

    path: str


@dataclass(frozen=True, slots=True)
class Diagram:
    width: int
    height: int
    boxes: list[Box]
    arrows: list[Arrow]


def draw(flow: Flow, visits: Mapping[str, StepVisits]) -> Diagram:
    layers = _layers(flow)
    widest = max(len(layer) for layer in layers)
    width = widest * (BOX_WIDTH + GAP_ACROSS) - GAP_ACROSS + 2 * MARGIN
    places = {
        step: (_left(len(layer), n, width), MARGIN + depth * (BOX_HEIGHT + GAP_DOWN))
        for depth, layer in enumerate(layers)
        for n, step in enumerate(layer)
    }
    boxes = [
        Box(name, _kind(flow, name), x, y, visits.get(name, NOBODY))
        for name, (x, y) in places.items()
    ]
    pairs = {(source, destination) for source, _, destination in flow.edges()}
    arrows = [
        Arrow(_path(places[source], places[destination]))
        for source, destination in sorted(pairs)
        if source in places and destination in places and source != destination
    ]
    height = MARGIN * 2 + len(layers) * (BOX_HEIGHT + GAP_DOWN) - GAP_DOWN
    return Diagram(width, height, boxes, arrows)


def _layers(flow: Flow) -> list[list[str]]:
    """By how many steps lie between; ends last, where the eye looks for them."""
    depth = {next(iter(flow.steps)): 0}
    waiting = list(depth)
    following: dict[str, list[str]] = {}
    for source, _, destination in flow.edges():
        following.setdefault(source, []).append(destination)
    while waiting:
        step = waiting.pop(0)
        for after in following.get(step, []):
            if after not in depth:
                depth[after] = depth[step] + 1
                waiting.append(after)
    last = max(depth.values()) + 1
    found: dict[int, list[str]] = {}
    for name, each in flow.steps.items():
        found.setdefault(last if isinstance(each, End) else depth.get(name, 0), []).append(name)
    return [row for layer in sorted(found) for row in _rows(found[layer])]


def _rows(layer: list[str]) -> list[list[str]]:
    return [layer[n : n + MOST_ACROSS] for n in range(0, len(layer), MOST_ACROSS)]


def _left(count: int, n: int, width: int) -> int:
    taken = count * (BOX_WIDTH + GAP_ACROSS) - GAP_ACROSS
    return (width - taken) // 2 + n * (BOX_WIDTH + GAP_ACROSS)


def _kind(flow: Flow, name: str) -> str:
    step = flow.steps[name]
    return "ends" if isinstance(step, End) else "asks" if isinstance(step, Question) else "does"


def _path(source: tuple[int, int], destination: tuple[int, int]) -> str:
    """From the lower edge to the upper one; back up beside the boxes."""
    (x1, y1), (x2, y2) = source, destination
    if y2 > y1:
        start, end = x1 + BOX_WIDTH // 2, x2 + BOX_WIDTH // 2
        top, bottom = y1 + BOX_HEIGHT, y2
        middle = (top + bottom) // 2
        return f"M{start} {top} C{start} {middle} {end} {middle} {end} {bottom}"
    side, there = x1 + BOX_WIDTH, x2 + BOX_WIDTH
    out = max(side, there) + GAP_ACROSS - 4
    middle_from, middle_to = y1 + BOX_HEIGHT // 2, y2 + BOX_HEIGHT // 2
    return f"M{side} {middle_from} C{out} {middle_from} {out} {middle_to} {there} {middle_to}"
