"""Lists: their pages, and what a key means once a list has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from small_dialogues import END, Play

from flows.engine import Choice, Context, Flow, Menu
from flows.protocol import Channel


def entries(count: int) -> Callable[[Context], Sequence[Choice]]:
    return lambda context: [Choice(f"v{n}", f"C{n}", {}) for n in range(1, count + 1)]


def test_a_long_list_is_paged_by_the_last_key(play: Callable[..., Play]) -> None:
    listed = Flow(
        "listed",
        Menu("pick", choices=entries(11), save="value", on={"picked": "chosen", "none": "end"}),
        Menu("chosen", on={"fine": "end"}),
        END,
    )
    session = play(listed).begin().press("1")
    assert [option.key for option in session.turn.options] == ["1", "2", "3", "4", "5"]
    session.press("5", "5", "3")  # more, more: 9, 10, 11
    assert session.session.top.answers["value"] == "v11"
    text = play(listed, channel=Channel.SMS).begin().press("1", "+")
    assert [option.key for option in text.turn.options] == ["C9", "C10", "C11"]
    assert text.press("c10").session.top.answers["value"] == "v10"


def test_back_returns_to_previous_page_of_list(play: Callable[..., Play]) -> None:
    listed = Flow(
        "listed",
        Menu("pick", choices=entries(9), save="value", on={"picked": "end", "none": "end"}),
        END,
    )
    session = play(listed).begin().press("1", "5")
    assert session.session.top.answers["list_page"] == 1
    assert session.command("back").session.top.answers["list_page"] == 0


def test_list_that_shrinks_is_shown_from_first_page(play: Callable[..., Play]) -> None:
    stock = [f"v{n}" for n in range(9)]
    listed = Flow(
        "listed",
        Menu(
            "pick",
            choices=lambda context: [Choice(name, name, {}) for name in stock],
            save="value",
            on={"picked": "pick", "none": "end"},
        ),
        END,
    )
    session = play(listed).begin().press("1", "5")
    assert session.session.top.answers["list_page"] == 1
    del stock[3:]
    assert [option.key for option in session.press("1").turn.options] == ["1", "2", "3"]


def test_key_selects_list_entry_that_was_shown(play: Callable[..., Play]) -> None:
    """An entry that is gone by the time of the key does not make the key mean another one."""
    stock = ["a", "b"]
    listed = Flow(
        "listed",
        Menu(
            "pick",
            choices=lambda context: [Choice(name, name, {}) for name in stock],
            save="value",
            on={"picked": "chosen", "none": "end"},
        ),
        Menu("chosen", on={"fine": "end"}),
        END,
    )
    session = play(listed).begin().press("1")
    stock.remove("a")
    assert session.press("1").session.top.answers["value"] == "a"
