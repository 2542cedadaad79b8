"""Draws the flows as Mermaid flowcharts."""

from __future__ import annotations

from flows.engine import GAVE_UP, Call, Dialogues, Do, End, Flow, Step


def document(dialogues: Dialogues) -> str:
    """A Markdown page with one chart for each flow."""
    parts = ["# The dialogues", "", LEGEND]
    for flow in dialogues.flows.values():
        parts += ["", f"## {flow.name}", "", f"Needs: {flow.act}.", ""]
        parts += ["```mermaid", chart(flow), "```"]
    return "\n".join(parts) + "\n"


LEGEND = """Drawn by `hotline flows draw`. Rounded: asks the member. Square: does something; with a
double edge, changes something. Flag: plays another dialogue. Stadium: an end. Back, repeat, main
menu, agent and language work at every question and are not drawn, nor are silence and wrong keys,
except where a step answers them in its own way."""


def chart(flow: Flow) -> str:
    lines = ["flowchart TD"]
    lines += [f"    {step.name}_{_shape(step)}" for step in flow.steps.values()]
    for (source, destination), outcomes in _grouped(flow).items():
        label = ", ".join(outcomes)
        lines.append(f'    {source}_ -- "{label}" --> {destination}_')
    return "\n".join(lines)


def _grouped(flow: Flow) -> dict[tuple[str, str], list[str]]:
    """The outcomes that lead from one step to another, by that pair of steps: the labels of one
    arrow. If several endings of a called flow lead to the same step, they are one label,
    "afterwards"."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for source, outcome, destination in flow.edges():
        is_call = isinstance(flow.steps[source], Call)
        label = "refused" if outcome == GAVE_UP else outcome
        arrows.setdefault((source, destination), []).append(label)
        if is_call and len(arrows[source, destination]) > 1:
            arrows[source, destination] = ["afterwards"]
    return arrows


def _shape(step: Step) -> str:
    name = step.name.replace("_", " ")
    match step:
        case End():
            return f'(["{name}"])'
        case Call():
            return f'>"{name}: {step.flow.name}"]'
        case Do():
            return f'[["{name}"]]' if step.effect else f'["{name}"]'
    return f'("{name}")'
