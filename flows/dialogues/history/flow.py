"""The history of points, newest first, a few entries at a time; or what was given to the member,
or by them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from core.ledger import Entry, ledger
from core.members import Act
from core.programme import local_day
from flows.dialogues.history.received import between_members_in, choose
from flows.engine import Context, Dialogue, Do, End, Flow, Keyword, Menu
from flows.language import LANGUAGES, Label
from flows.protocol import Channel

ENTRIES_PER_PAGE = 3


def read_page(context: Context) -> Literal["none", "more", "last"]:
    """Reads the next page and saves it as text in every language, so that 'back', 'repeat' and a
    change of language say the same entries. Points that are held for an order are no entry yet: on
    the first page they stand in the place of one."""
    before = context.answers.get("before")
    held = context.member.held if before is None else 0
    size = ENTRIES_PER_PAGE - bool(held)
    found = ledger.history(
        context.conn, context.member.member_id, limit=size + 1, before_version=before
    )
    page = found[:size]
    if not page:
        return "none"
    context.answers["before"] = page[-1].version
    context.answers["entries"] = {
        language: _lines(context, language, page, held) for language in LANGUAGES
    }
    return "more" if len(found) > size else "last"


def _lines(context: Context, language: str, page: Sequence[Entry], held: int) -> str:
    def words(key: str, **facts: object) -> str:
        return context.services.wording.say(f"history-{key}", language, context.channel, facts)

    entries = [
        words(
            "entry_in" if entry.amount > 0 else "entry_out",
            on=local_day(entry.effective_at).isoformat(),
            what=words("kind", kind=entry.kind),
            points=abs(entry.amount),
        )
        for entry in page
    ]
    return words("between").join([words("held", points=held), *entries] if held else entries)


HISTORY = Flow(
    "history",
    Do("start", choose, on={"all": "turn", "received": "received", "nobody": "nobody"}),
    Do("turn", read_page, on={"none": "none", "more": "page", "last": "last"}),
    Menu("page", next_page="older", on={"older": "turn"}),
    End("last"),
    End("none"),
    End("received"),
    End("nobody"),
    looks_up=True,
    act=Act.LOOK_CLOSELY,
)

DIALOGUE = Dialogue(
    __package__,
    HISTORY,
    keywords=[
        Keyword(
            "history",
            HISTORY,
            zh="LS 历史 明细",
            en="HISTORY",
            topics="历史 明细 HISTORY",
            named_in=between_members_in,
        )
    ],
    wishes={Label.HISTORY: HISTORY},
    facts={
        "entries": "",
        "kind": "promotion",
        "last": "0001",
        "on": "2026-12-28",
        "points": 88_888,
        "received": "",
        "status": "refunded",
        "to": "138****0001",
        "what": "",
        "which": "given",
    },
    says=dict.fromkeys(
        (
            "history-between",
            "history-kind",
            "history-entry_in",
            "history-entry_out",
            "history-held",
            "history-given_by",
            "history-given_to",
        ),
        tuple(Channel),
    ),
)
