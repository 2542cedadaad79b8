"""The words that a menu shows pick its options, "more" and "next" turn pages, and a suggestion does
not swallow what is asked for."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Hotline, Member

from flows.dialogues import DIALOGUES

TEXT = pytest.mark.parametrize("channel", ["sms", "ussd"])


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def where(member: Member) -> str:
    """The dialogue that the member is in, which is the home menu's where an answer was final."""
    return member.session.top.flow


def has_keyword(channel: str, words: str) -> bool:
    return channel == "sms" and any(word in DIALOGUES.by_word for word in words.upper().split())


@TEXT
@pytest.mark.parametrize("path", [(), ("redeem",), ("orders",), ("complaint",), ("more",)])
def test_words_of_an_option_pick_it(
    hotline: Hotline, channel: str, language: str, path: tuple[str, ...]
) -> None:
    def at_menu() -> Member:
        # A callback that another option has booked would change the menu.
        hotline.change("UPDATE handover SET status = 'closed'")
        member = hotline.member(channel, language)
        member.enters("H") if member.traits.keywords else member.calls()
        return member.picks(*path)

    shown = at_menu().turn
    assert shown is not None and shown.options
    for option in shown.options:
        words = option.text.removeprefix(option.key).strip()
        if has_keyword(channel, words):
            continue  # it opens its own dialogue, wherever it is texted
        assert where(at_menu().enters(words)) == where(at_menu().enters(option.key)), words


@pytest.mark.parametrize(
    ("zh", "en"), [("更多", "more"), ("更多", "MORE"), ("更多服务吧", "more please")]
)
def test_more_opens_what_the_menu_calls_more(member: Member, zh: str, en: str) -> None:
    in_words(member.calls(), zh, en).is_asked("more_menu.menu")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("更多", "more please"), ("更多谢谢", "MORE")])
def test_more_is_a_word_of_the_menu_where_nothing_is_open(member: Member, zh: str, en: str) -> None:
    in_words(member.asks_for("balance"), zh, en).is_asked("more_menu.menu")


@TEXT
@pytest.mark.parametrize(
    ("zh", "en"),
    [("我还有多少分", "how many points do i have"), ("帮我查下等级", "what tier am I")],
)
def test_wish_in_a_suggestion_is_asked_about(member: Member, zh: str, en: str) -> None:
    in_words(member.asks_for("suggestion"), zh, en).is_asked("wish_or_words.which")
    assert not member.rows_of("suggestion")
    member.picks("wish")
    assert not member.rows_of("suggestion")
    in_words(member.asks_for("suggestion"), zh, en).picks("words").hears("suggestion-thanks")
    assert member.latest("suggestion", "made_at").words == (zh if member.language == "zh" else en)


@TEXT
@pytest.mark.parametrize(("zh", "en"), [("下一页", "next"), ("更多", "more")])
def test_turning_a_page_is_no_suggestion(member: Member, zh: str, en: str) -> None:
    in_words(member.asks_for("suggestion"), zh, en).is_asked("suggestion.words")
    assert not member.rows_of("suggestion")


@TEXT
def test_suggestion_is_taken_without_a_question(member: Member) -> None:
    in_words(member.asks_for("suggestion"), "希望礼品再多一些", "please add more gifts for kids")
    member.hears("suggestion-thanks")


@pytest.mark.parametrize(
    ("zh", "en"), [("更多", "more"), ("下一页", "next"), ("更早的", "older please")]
)
def test_history_is_paged_in_words(member: Member, zh: str, en: str) -> None:
    member.asks_for("history").enters_pin_if_asked()
    first = member.turn.say  # type: ignore[union-attr]
    in_words(member, zh, en).is_asked("history.page")
    assert member.turn.say != first  # type: ignore[union-attr]
    in_words(member, "上一页", "previous page").is_asked("history.page")
    assert member.turn.say == first  # type: ignore[union-attr]
    in_words(member, "上一页", "previous").is_asked("history.page").hears("engine-no_previous")


def test_list_is_paged_in_words(member: Member, hotline: Hotline) -> None:
    for number in range(21, 31):
        hotline.change(
            "INSERT INTO gift (sku, kind, number, points, name_zh, name_en, on_sale, sort)"
            " VALUES (:sku, 'gift', :n, 200, '保温杯茶具', 'Thermos and cup', :yes, :n)",
            sku=f"gift-{number}",
            n=number,
            yes=True,
        )
        hotline.change(
            'INSERT INTO stock (sku, bucket, at_first, "left", reserved, sent)'
            " VALUES (:sku, 0, 5, 5, 0, 0)",
            sku=f"gift-{number}",
        )
    member.asks_for("redeem_gift").enters_pin_if_asked()
    if member.open_question == "redeem_gift.how":
        member.picks("read_out")
    member.is_asked("redeem_gift.pick")
    first = member.turn.options  # type: ignore[union-attr]
    in_words(member, "上一页", "previous").hears("engine-no_previous").is_asked("redeem_gift.pick")
    in_words(member, "下一页", "next").is_asked("redeem_gift.pick")
    assert member.turn.options != first  # type: ignore[union-attr]
    in_words(member, "上一页", "previous").is_asked("redeem_gift.pick")
    assert member.turn.options == first  # type: ignore[union-attr]


def test_end_of_a_list_is_said(member: Member) -> None:
    member.asks_for("redeem_data").enters_pin_if_asked()
    in_words(member, "下一页", "next").hears("engine-no_next").is_asked("redeem_data.pick")
