"""A table of turns and the screen that each is rendered as."""

import pytest

from flows.protocol import ENDED, Expects, ExpectsKind, Option, Turn
from ussd.render import screen

KEY = Expects(ExpectsKind.KEY)
OPTIONS = (Option("1", "1 积分余额"), Option("2", "2 等级"))
LONG = tuple(f"这是第{n}句话，说了二十个字那么多。" for n in range(1, 9))
FOOTER, MORE = "0返回 00主菜单", "98更多"

PAIRS = {
    "a menu goes on": (
        Turn("zh", ("积分热线",), OPTIONS, KEY),
        "CON 积分热线\n1 积分余额\n2 等级",
    ),
    "the end is the end": (Turn("en", ("Goodbye.",), expects=ENDED), "END Goodbye."),
    "the last line says how to go back": (
        Turn("zh", ("余3200分。",), expects=KEY, footer=FOOTER, more=MORE),
        f"CON 余3200分。\n{FOOTER}",
    ),
    "a screen is no XML": (
        Turn("en", ("A & B <c> \"d\" 'e'",), expects=KEY),
        "CON A & B <c> \"d\" 'e'",
    ),
    "an emoji": (Turn("zh", ("换好了🎁",), expects=KEY), "CON 换好了🎁"),
    "nothing": (Turn("zh", (), expects=KEY), "CON "),
}


@pytest.mark.parametrize(("turn", "shown"), PAIRS.values(), ids=list(PAIRS))
def test_turn_is_rendered_as_screen(turn: Turn, shown: str) -> None:
    assert screen(turn) == shown


@pytest.mark.parametrize("kind", list(ExpectsKind))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_only_turn_that_expects_nothing_ends_session(kind: ExpectsKind, language: str) -> None:
    begins = "END " if kind is ExpectsKind.NOTHING else "CON "
    assert screen(Turn(language, ("x",), expects=Expects(kind))) == f"{begins}x"


def test_long_text_is_shown_one_page_at_a_time() -> None:
    pages = [
        screen(Turn("zh", LONG, expects=KEY, footer=FOOTER, more=MORE, page=page))
        for page in range(4)
    ]
    assert all(len(page) <= len("CON ") + 80 for page in pages)
    assert pages[0].endswith(MORE)
    assert pages[0].startswith("CON 这是第1句")
    assert len(set(pages)) > 1


def test_page_beyond_last_shows_last_page() -> None:
    turns = [Turn("zh", LONG, expects=KEY, footer=FOOTER, more=MORE, page=n) for n in (50, 99)]
    first, second = map(screen, turns)
    assert first == second
    assert first.endswith(FOOTER)
    assert LONG[-1] in first
