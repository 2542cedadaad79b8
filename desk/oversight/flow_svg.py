"""Lays out a dialogue as a diagram for SVG: its steps are boxes in layers, from the first step at
the top to the ends at the bottom. All lengths are in pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.conversation import StepVisits
from flows.engine import End, Flow, Question

BOX_WIDTH, BOX_HEIGHT = 150, 44
GAP_X, GAP_Y = 22, 46
MARGIN = 14
BOXES_PER_ROW_MAX = 6
NO_VISITS = StepVisits()


@dataclass(frozen=True, slots=True)
class Box:
    """A step, with the position of the upper left corner of its box."""

    step: str
    kind: str  # 'asks', 'does', 'ends'
    x: int
    y: int
    visits: StepVisits


@dataclass(frozen=True, slots=True)
class Diagram:
    """`edges`: the "d" attributes of SVG paths."""

    width: int
    height: int
    boxes: list[Box]
    edges: list[str]


def draw(flow: Flow, visits: Mapping[str, StepVisits]) -> Diagram:
    """`visits`: by the name of the step; steps without visits may be missing."""
    layers = _layers(flow)
    widest = max(len(layer) for layer in layers)
    width = widest * (BOX_WIDTH + GAP_X) - GAP_X + 2 * MARGIN
    places = {
        step: (_left(len(layer), n, width), MARGIN + depth * (BOX_HEIGHT + GAP_Y))
        for depth, layer in enumerate(layers)
        for n, step in enumerate(layer)
    }
    boxes = [
        Box(name, _kind(flow, name), x, y, visits.get(name, NO_VISITS))
        for name, (x, y) in places.items()
    ]
    pairs = {(source, destination) for source, _, destination in flow.edges()}
    edges = [
        _path(places[source], places[destination])
        for source, destination in sorted(pairs)
        if source in places and destination in places and source != destination
    ]
    height = MARGIN * 2 + len(layers) * (BOX_HEIGHT + GAP_Y) - GAP_Y
    return Diagram(width, height, boxes, edges)


def _layers(flow: Flow) -> list[list[str]]:
    """The steps of each row: by their distance from the first step, but ends in the last layer. A
    layer with more than BOXES_PER_ROW_MAX steps takes several rows."""
    depth = {next(iter(flow.steps)): 0}
    unvisited = list(depth)
    following: dict[str, list[str]] = {}
    for source, _, destination in flow.edges():
        following.setdefault(source, []).append(destination)
    while unvisited:
        step = unvisited.pop(0)
        for after in following.get(step, []):
            if after not in depth:
                depth[after] = depth[step] + 1
                unvisited.append(after)
    last = max(depth.values()) + 1
    found: dict[int, list[str]] = {}
    for name, each in flow.steps.items():
        found.setdefault(last if isinstance(each, End) else depth.get(name, 0), []).append(name)
    return [row for layer in sorted(found) for row in _rows(found[layer])]


def _rows(layer: list[str]) -> list[list[str]]:
    return [layer[n : n + BOXES_PER_ROW_MAX] for n in range(0, len(layer), BOXES_PER_ROW_MAX)]


def _left(count: int, n: int, width: int) -> int:
    row_width = count * (BOX_WIDTH + GAP_X) - GAP_X
    return (width - row_width) // 2 + n * (BOX_WIDTH + GAP_X)


def _kind(flow: Flow, name: str) -> str:
    step = flow.steps[name]
    return "ends" if isinstance(step, End) else "asks" if isinstance(step, Question) else "does"


def _path(source: tuple[int, int], destination: tuple[int, int]) -> str:
    """A curve from the lower edge of the source to the upper edge of the destination. If the
    destination is above, it runs along the right-hand side of the boxes."""
    (x1, y1), (x2, y2) = source, destination
    if y2 > y1:
        start, end = x1 + BOX_WIDTH // 2, x2 + BOX_WIDTH // 2
        top, bottom = y1 + BOX_HEIGHT, y2
        middle = (top + bottom) // 2
        return f"M{start} {top} C{start} {middle} {end} {middle} {end} {bottom}"
    side, there = x1 + BOX_WIDTH, x2 + BOX_WIDTH
    out = max(side, there) + GAP_X - 4
    middle_from, middle_to = y1 + BOX_HEIGHT // 2, y2 + BOX_HEIGHT // 2
    return f"M{side} {middle_from} C{out} {middle_from} {out} {middle_to} {there} {middle_to}"
