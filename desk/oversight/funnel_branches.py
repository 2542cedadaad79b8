"""Which questions of a dialogue are alternatives: of them a member is asked one, or none."""

from __future__ import annotations

from collections.abc import Iterator

from flows.engine import Flow, Question


def rows_of(flow: Flow) -> list[list[str]]:
    """The questions in the order in which they are asked. Those that are alternatives are together:
    none of them leads to another, except back to an earlier step, from where it begins again."""
    places = {name: place for place, name in enumerate(flow.steps)}
    onward: dict[str, list[str]] = {name: [] for name in flow.steps}
    for source, _, destination in flow.edges():
        if places[destination] > places[source]:
            onward[source].append(destination)
    rows: list[list[str]] = []
    depths: dict[str, int] = {}
    for name in _questions(flow):
        depth = depths.setdefault(name, 0)
        rows.extend([] for _ in range(depth + 1 - len(rows)))
        rows[depth].append(name)
        for after in _asked_next(flow, name, onward):
            depths[after] = max(depths.get(after, 0), depth + 1)
    return rows


def begins(flow: Flow) -> set[str]:
    """The questions that may be the first that is asked."""
    onward: dict[str, list[str]] = {name: [] for name in flow.steps}
    for source, _, destination in flow.edges():
        onward[source].append(destination)
    is_first = isinstance(flow.steps[flow.first], Question)
    return {flow.first} if is_first else _asked_next(flow, flow.first, onward)


def _questions(flow: Flow) -> Iterator[str]:
    return (name for name, step in flow.steps.items() if isinstance(step, Question))


def _asked_next(flow: Flow, name: str, onward: dict[str, list[str]]) -> set[str]:
    """The questions that may be asked after this step with none between."""
    found, seen, open_ = set(), {name}, list(onward[name])
    while open_:
        step = open_.pop()
        if step in seen:
            continue
        seen.add(step)
        if isinstance(flow.steps[step], Question):
            found.add(step)
        else:
            open_ += onward[step]
    return found
