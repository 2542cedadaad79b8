"""A node of the walk, and when two of them are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.programme import shipped_rules
from flows.protocol import Heard

DISTINGUISHING_ANSWERS = ("list_page", "gate", "before")
BOTH_PROOFS_ABOVE = shipped_rules().security.both_proofs_above_points


@dataclass(slots=True)
class Node:
    """A session as stored, with the compressed database (`snapshot`) and the member's facts that
    decide the next turns. `heard` is the input that led here from `parent`; `changed`: that turn
    had an effect; `written`: the tables that it wrote, and of the outbox the topics."""

    session: dict[str, Any]
    snapshot: bytes
    member_facts: tuple[Any, ...]
    parent: Node | None = None
    heard: Heard | None = None
    changed: bool = False
    written: frozenset[str] = frozenset()

    @property
    def at(self) -> str:
        session = self.session
        if not session["stack"]:
            return "start"
        if session["over"] or session["resting"]:
            return "over" if session["over"] else "resting"
        return f"{session['stack'][-1]['flow']}.{session['stack'][-1]['state']}"

    def path(self) -> list[Node]:
        before = self.parent.path() if self.parent else []
        return [*before, self]

    def script(self) -> str:
        """The inputs and nodes that led here, for the message of a failure."""
        return " > ".join(
            f"[{describe(node.heard)}] {node.at}" if node.heard else node.at for node in self.path()
        )


def key_of(node: Node, *, sessionless: bool) -> Any:
    """What makes two nodes the same. `sessionless`: the channel's trait."""
    session = node.session
    top = session["stack"][-1]
    shown = session["last"]["page"] if session["last"] else 0
    # What else is done at the offer to resume does not depend on what was dropped.
    resumes = top["flow"] == "resume" and not (session["silences"] or session["misses"])
    return (
        _frames_key(session["stack"]),
        _frames_key(session["parked"]) if resumes else None,
        (session["resting"], session["over"], session["silences"], session["misses"], shown),
        # By text the PIN only serves to change the PIN: redemptions take a code.
        None if sessionless else tuple(session["proofs"]),
        node.member_facts[:2],
        dict(node.member_facts[2:]).get(top["state"]),
    )


def alike_of(node: Node) -> Any:
    """What is the same of nodes that differ in the dialogues beneath and the proofs."""
    session = node.session
    top = tuple(_frame_key(frame) for frame in session["stack"][-1:])
    return node.at, top, session["silences"], session["misses"], node.member_facts


def _frames_key(frames: Sequence[dict[str, Any]]) -> tuple[Any, ...]:
    """Flow and step of each frame; for the top frame also the answers that matter."""
    beneath = tuple((frame["flow"], frame["state"]) for frame in frames[:-1])
    return beneath, tuple(_frame_key(frame) for frame in frames[-1:])


def _frame_key(frame: dict[str, Any]) -> tuple[Any, ...]:
    answers = frame["answers"]
    return (
        frame["flow"],
        frame["state"],
        tuple(answers.get(name) for name in DISTINGUISHING_ANSWERS),
        answers.get("sku") if frame["state"] in ("confirm", "code") else None,
        frame["state"] == "confirm" and answers.get("points", 0) > BOTH_PROOFS_ABOVE,
        (answers.get("meant") or {}).get("flow"),
    )


def describe(heard: Heard) -> str:
    return (heard.command and f"{heard.command} {heard.text}".strip()) or heard.text or heard.kind
