"""`Dialogues`: the registries of all dialogues, and those that the engine begins by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from core.members import Act
from flows.engine.builtin import BUILTIN
from flows.engine.context import Context
from flows.engine.dialogue import Dialogue, Undo
from flows.engine.flow import Flow, Said
from flows.engine.keywords import Argument, Keyword
from flows.language import Label, Phrasebook
from flows.protocol import Frame

Tell = Callable[[Context, str], Sequence[Said]]


def _nothing(context: Context) -> None:
    """For dialogues that move nothing which could be cancelled."""


def _no_answer(context: Context, text: str) -> None:
    """For dialogues whose texts ask nothing, and that nothing is added to."""


@dataclass(frozen=True)
class Dialogues:
    """Registries of everything that the dialogues declare, built once, when they are imported.

    declared: the declarations of the dialogues.
    home: returns the home menu, which depends on the caller and the channel.
    openings: returns the dialogues that are played before the home menu when a session begins.
    deep_link_home: the home menu whose keys a deep link such as *105*1# presses.
    identify, offer, guess, agent: the dialogues that the engine begins to ask for the PIN, to offer
        an agent, to ask about a mistyped keyword, and to put a caller through to an agent.
    ask_wish, offer_wishes, wish_or_words: those that ask whether a wish was meant, which of two,
        or whether a wish or just the words.
    answer_to_text: returns the dialogue that takes a message which answers a text that the hotline
        has sent by itself; None for any other message.
    continuation: returns the dialogue that takes words which go on with what the member has just
        done, where no question is open; None for any other words.
    objection: returns the dialogue of words that correct or contradict what was said last, where no
        question is open, whatever they would mean as a change of mind; None for any other words.
    tells: what answers words that ask something, at any question, which is asked again after it:
        "how many points is the cup?". Each returns nothing for any other words.
    asked_anywhere: returns the dialogue of words that ask for it at any question; None for any
        other words.
    cancelling: returns the dialogue that cancels what has moved points last in the session; None if
        nothing can.
    undone: what is said of what has moved points last, where an agent has undone it since.
    set_language: changes the language of the session and, if the caller is a member, the member's.

    Derived from these:

    declarations: `declared`, preceded by the engine's own.
    keywords, by_word: all keywords, and the same by each of their words.
    by_command: the flow that each command opens.
    by_wish: the flow that answers each wish; a wish without one is answered "not offered yet".
    by_asked: the flow that asks about a wish which is not plainly said, where it has one.
    by_undone: what takes back what each wish has done.
    undo_of: by the name of each flow, what takes back what it has done: its dialogue declares both.
    arguments: what may follow the keyword of each flow that has one.
    named_in: by the flow, what finds in free words that which the keyword's words would name.
    flows: every flow that can be played, by its name.
    without_keywords: the names of those that a channel without keywords can reach.
    never_spoken: see `Dialogue`.
    """

    declared: Sequence[Dialogue]
    home: Callable[[Context], Flow]
    openings: Callable[[Context], Sequence[Flow]]
    deep_link_home: Flow
    identify: Flow
    offer: Flow
    guess: Flow
    agent: Flow
    ask_wish: Flow
    offer_wishes: Flow
    wish_or_words: Flow
    set_language: Callable[[Context, str], None]
    answer_to_text: Callable[[Context, str], Frame | None] = _no_answer
    continuation: Callable[[Context, str], Frame | None] = _no_answer
    objection: Callable[[Context, str], Frame | None] = _no_answer
    tells: Sequence[Tell] = ()
    asked_anywhere: Callable[[Context, str], Frame | None] = _no_answer
    cancelling: Callable[[Context], Frame | None] = _nothing
    undone: Callable[[Context], Said | None] = _nothing
    declarations: tuple[Dialogue, ...] = field(init=False)
    keywords: tuple[Keyword, ...] = field(init=False)
    by_word: Mapping[str, Keyword] = field(init=False)
    by_command: Mapping[str, Flow] = field(init=False)
    by_wish: Mapping[Label, Flow] = field(init=False)
    by_asked: Mapping[Label, Flow] = field(init=False)
    by_undone: Mapping[Label, Undo] = field(init=False)
    undo_of: Mapping[str, Undo] = field(init=False)
    arguments: Mapping[str, Argument] = field(init=False)
    named_in: Mapping[str, Callable[[Context, str], str]] = field(init=False)
    flows: Mapping[str, Flow] = field(init=False)
    without_keywords: frozenset[str] = field(init=False)
    never_spoken: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        declarations = (BUILTIN, *self.declared)
        keywords = tuple(keyword for each in declarations for keyword in each.keywords)
        opened = {keyword.command: keyword.flow for keyword in keywords if keyword.flow}
        begun = [flow for each in declarations for flow in each.entry_points]
        begun += [self.identify, self.agent, *self.questions]
        wishes = {wish: flow for each in declarations for wish, flow in each.wishes.items()}
        asking = {wish: flow for each in declarations for wish, flow in each.asks.items()}
        undone = {wish: undo for each in declarations for wish, undo in each.undoes.items()}
        taking_back = [undo.flow for undo in undone.values()]
        built = {
            "declarations": declarations,
            "keywords": keywords,
            "by_word": {
                word: keyword
                for keyword in keywords
                for word in (*keyword.words, *keyword.carriers.split())
            },
            "by_command": opened,
            "by_wish": wishes,
            "by_asked": asking,
            "by_undone": undone,
            "undo_of": {
                flow.name: undo
                for each in declarations
                for undo in each.undoes.values()
                for flow in each.flows
            },
            "arguments": {each.flow.name: each.argument for each in keywords if each.flow},
            "named_in": {
                each.flow.name: each.named_in for each in keywords if each.flow and each.named_in
            }
            | {flow.name: find for each in declarations for flow, find in each.named_in.items()},
            "flows": _reached([*begun, *wishes.values(), *taking_back, *opened.values()]),
            "without_keywords": frozenset(_reached([*begun, *wishes.values(), *taking_back])),
            "never_spoken": frozenset(name for each in declarations for name in each.never_spoken),
        }
        for name, value in built.items():
            object.__setattr__(self, name, value)

    def is_same_kind(self, flow: str, other: str) -> bool:
        """Whether a member who changes from one of the flows to the other only chooses something
        else: both are ways to spend points that one dialogue declares."""
        return any(
            {flow, other} <= {each.name for each in declared.flows if each.act is Act.SPEND}
            for declared in self.declared
        )

    def unfinished(self, stack: Sequence[Frame]) -> list[Frame]:
        """The resumable dialogues of the stack whose purpose is not served yet. Where one only asks
        more about what is done, those that have called it are done as well."""
        settled = (
            place for place, each in enumerate(stack) if self.flows[each.flow].is_settled(each)
        )
        done = max(settled, default=-1)
        return [each for each in stack[done + 1 :] if self.flows[each.flow].resumable]

    def are_together(self, flow: str, other: str) -> bool:
        """Whether one dialogue declares both flows."""
        return any(
            {flow, other} <= {each.name for each in declared.flows} for declared in self.declared
        )

    @property
    def questions(self) -> tuple[Flow, ...]:
        """What the engine asks on top of other dialogues about what a member wants."""
        return self.guess, self.offer, self.ask_wish, self.offer_wishes, self.wish_or_words

    @property
    def phrasebooks(self) -> list[Phrasebook]:
        return [each.phrasebook for each in self.declarations]


def _reached(begun: Sequence[Flow]) -> dict[str, Flow]:
    """These flows and all that they call, directly or not, sorted by name."""
    found: dict[str, Flow] = {}
    open_ = list(begun)
    while open_:
        flow = open_.pop()
        if flow.name not in found:
            found[flow.name] = flow
            open_.extend(flow.calls())
    return dict(sorted(found.items()))
