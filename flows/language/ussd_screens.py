"""Cuts a reply into USSD screens, between options or sentences wherever possible.

A screen is one message of 160 octets (182 septets when packed). The network cuts off the end of a
longer one, so the member would not see the last options.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from flows.language import sms_segments

SEPTETS_MAX = 182
UTF16_UNITS_MAX = 80

_OPENING = frozenset("（《〈“‘「『【〔([")
_CLOSING = frozenset("，。！？；：、…—）》〉”」』】〕")
_SENTENCE_ENDS = ("。", "！", "？", ".", "!", "?")
_ZERO_WIDTH_JOINER = "\u200d"


class _Line(NamedTuple):
    text: str
    is_option: bool


class _Between(IntEnum):
    """Kinds of places to cut, from the worst to the best."""

    CHARACTERS = 0
    WORDS = 1
    SENTENCES = 2


class _Cut(NamedTuple):
    at: int
    between: _Between


def limit_chars(text: str) -> int:
    """How much one screen holds of this text: in septets if it is GSM-7, else in UTF-16 units."""
    return SEPTETS_MAX if sms_segments.gsm7(text) else UTF16_UNITS_MAX


def fits(screen: str) -> bool:
    """Whether the text fits on one screen; an extension character or an emoji takes two units."""
    return sum(sms_segments.unit_widths(screen)) <= limit_chars(screen)


def pages(say: Sequence[str], options: Sequence[str], *, footer: str, more: str) -> list[str]:
    """The screens, each ending with the line `more` or, on the last screen, `footer`.

    Sentences and options are cut between each other; a sentence longer than a screen is cut
    between words or after punctuation (Chinese at worst between characters), an option only if
    it alone is longer than a screen. Raises ValueError if footer or more leave no room.
    """
    todo = [_Line(text.strip(), False) for text in say if text.strip()]
    todo += [_Line(text.strip(), True) for text in options if text.strip()]
    if not fits(footer):
        raise ValueError(f"a footer longer than a screen: {footer!r}")
    done: list[str] = []
    while not fits(last := _screen([line.text for line in todo], footer)):
        page, todo = _fill(todo, more, footer)
        done.append(page)
    return [*done, last]


def _screen(lines: Sequence[str], tail: str) -> str:
    return "\n".join([*lines, tail] if tail else lines)


def _fill(todo: Sequence[_Line], more: str, footer: str) -> tuple[str, list[_Line]]:
    """One full screen that ends in `more`, and the lines that are left for the next ones."""
    texts = [line.text for line in todo]
    count = 0
    while count < len(todo) - 1 and fits(_screen(texts[: count + 1], more)):
        count += 1
    page, line, after = texts[:count], todo[count], list(todo[count + 1 :])
    # A line that fits whole on the next screen moves there: half a sentence has to be read twice,
    # and half an option may be chosen by mistake. An option too long for any screen begins a new
    # one.
    is_whole_next = fits(_screen([line.text], more if after else footer))
    if page and (line.is_option or is_whole_next):
        return _screen(page, more), [line, *after]
    head, tail = _split(line, lambda text: fits(_screen([*page, text], more)), bool(page))
    lines = [*page, head] if head else page
    return _screen(lines, more), [
        _Line(tail, line.is_option),
        *after,
    ] if tail else after


def _split(line: _Line, is_fitting: Callable[[str], bool], may_wait: bool) -> tuple[str, str]:
    """The beginning of the line that fits, cut at the best place, and the rest of it.

    The beginning is empty if the line may wait for the next screen and there is no place between
    words. The rest is empty if the line fits whole and is not to be cut (only the footer of the
    last screen pushed it here). A word longer than a screen is cut anywhere: nothing may be lost.
    """
    text = line.text
    if line.is_option and is_fitting(text):
        return text, ""
    room = len(text) - 1
    while room and not is_fitting(text[:room].rstrip()):
        room -= 1
    cut = _best_cut(text, room, _Between.WORDS if may_wait else _Between.CHARACTERS)
    if not cut and not may_wait:
        cut = len(text) if is_fitting(text) else room
        if not cut:
            raise ValueError("the line that says there is more leaves no room for a character")
    return text[:cut].rstrip(), text[cut:].lstrip()


def _best_cut(text: str, room: int, worst: _Between) -> int:
    """The last good place to cut within the first `room` characters; 0 if there is none.

    The best kind of place is used unless it leaves more than half of the room empty: each further
    screen costs a round trip of a session that lasts 120 s.
    """
    cuts = [cut for cut in _cuts(text) if cut.at <= room]
    at = 0
    for between in (_Between.SENTENCES, _Between.WORDS, _Between.CHARACTERS):
        if between >= worst and 2 * at < room:
            at = max((cut.at for cut in cuts if cut.between >= between), default=0)
    return at


def _cuts(text: str) -> Iterator[_Cut]:
    """Every place where a reader would accept a break.

    Never before closing punctuation or a combining mark, nor after an opening bracket. ASCII
    punctuation is no place by itself, or "12,345" would be cut.
    """
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if after.isspace() or after in _CLOSING or before in _OPENING:
            continue
        if before.isspace() or before in _CLOSING:
            ends = text[:at].rstrip().endswith(_SENTENCE_ENDS)
            yield _Cut(at, _Between.SENTENCES if ends else _Between.WORDS)
        elif (_is_wide(before) or _is_wide(after)) and not _is_joined(before, after):
            yield _Cut(at, _Between.CHARACTERS)


def _is_wide(char: str) -> bool:
    """Whether `char` is a Chinese character or an emoji, which are written without spaces."""
    return unicodedata.east_asian_width(char) in "WF"


def _is_joined(before: str, after: str) -> bool:
    """Whether both belong to one visible character: an accent, an emoji's variant or joiner."""
    return _ZERO_WIDTH_JOINER in (before, after) or unicodedata.category(after).startswith("M")
