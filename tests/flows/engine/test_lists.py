"""Lists: their pages, and what a key means once a list has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from small_dialogues import END, Play

from flows.engine import Choice, Context, Flow, Menu
from flows.engine.list_keys import entry_keys, more_key
from flows.protocol import CHANNELS, Channel


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


NUMBERS_TO_12 = "1 2 3 4 5 6 7 8 9 10 11 12"


@pytest.mark.parametrize(
    ("channel", "codes", "keys", "more"),
    [
        # A gap stays a gap: nothing is renumbered.
        (Channel.VOICE, "1 2 3 5", "1 2 3 5", ""),
        (Channel.USSD, "1 2 3 5", "1 2 3 5", ""),
        (Channel.SMS, "1 2 3 5", "1 2 3 5", ""),
        # 10, the yuan of credit, is two presses on a call: it has a key that no other entry has.
        (Channel.VOICE, "1 10 3", "1 2 3", ""),
        (Channel.USSD, "1 10 98", "1 10 2", ""),
        # 9 is the main menu on a call; "more" has a key that is no entry's, if there is one.
        (Channel.VOICE, "2 3 5 7 8 9", "2 3 5 7 8 1", "6"),
        (Channel.VOICE, NUMBERS_TO_12, "1 2 3 4 5 6 7 1 1 2 3 4", "8"),
        (Channel.USSD, NUMBERS_TO_12, NUMBERS_TO_12, "99"),
        (Channel.SMS, NUMBERS_TO_12, NUMBERS_TO_12, "+"),
    ],
)
def test_entries_have_their_codes_as_keys(
    channel: Channel, codes: str, keys: str, more: str
) -> None:
    traits = CHANNELS[channel]
    assert entry_keys(codes.split(), traits) == keys.split()
    assert more_key(codes.split(), traits) == more


@pytest.mark.parametrize("count", range(1, 40))
@pytest.mark.parametrize("channel", Channel)
def test_no_two_options_of_a_page_have_the_same_key(channel: Channel, count: int) -> None:
    traits = CHANNELS[channel]
    codes = [str(3 * number) for number in range(1, count + 1)]
    keys, more = entry_keys(codes, traits), more_key(codes, traits)
    size = len(keys) if not more else traits.limits.options - 1
    for first in range(0, count, size):
        page = [*keys[first : first + size], more]
        assert len(set(page)) == len(page)
        assert not set(page) & set(traits.command_keys)


def test_list_that_the_release_before_has_shown_keeps_its_keys(play: Callable[..., Play]) -> None:
    """It was picked from by place, and stored without keys."""
    listed = Flow(
        "listed",
        Menu(
            "pick",
            choices=lambda context: [Choice(f"v{n}", str(n), {}) for n in (2, 3, 5)],
            save="value",
            on={"picked": "chosen", "none": "end"},
        ),
        Menu("chosen", on={"fine": "end"}),
        END,
    )
    session = play(listed).begin().press("1")
    assert [option.key for option in session.turn.options] == ["2", "3", "5"]
    for entry in session.session.top.answers["shown"]:
        del entry["key"]
    assert session.press("2").session.top.answers["value"] == "v3"
