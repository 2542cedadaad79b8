"""What is written of a receipt that is not in the receipt book: the shop, the day, the amount."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Hotline, Member

NUMBER = "2026060112"


@pytest.fixture
def asked(hotline: Hotline, channel: str, language: str) -> Member:
    member = hotline.member(channel, language).enters(f"BD {NUMBER}").says_yes()
    return member.is_asked("claim.details")


def written(member: Member) -> str:
    member.hears("claim-filed").has_final_answer()
    return str(member.latest("claim", "opened_at").words)


@SMS_ONLY
@pytest.mark.parametrize("shop", ["Shell", "petrol", "加油站", "壳牌"])
def test_who_names_the_shop_is_asked_for_the_rest(asked: Member, shop: str) -> None:
    asked.enters(shop).hears("claim-rest", shop=shop).is_asked("claim.rest")
    assert not asked.rows_of("claim")
    asked.enters("昨天, 58 yuan")
    assert written(asked) == f"{shop}\n昨天, 58 yuan"


@SMS_ONLY
@pytest.mark.parametrize("rest", ["不记得了", "I don't remember"])
def test_nobody_has_to_know_the_rest(asked: Member, rest: str) -> None:
    asked.enters("Shell").enters(rest)
    assert written(asked) == f"Shell\n{rest}"


@SMS_ONLY
@pytest.mark.parametrize("words", ["补一张", "missing points", "我少了积分"])
def test_wish_alone_tells_nothing_of_the_receipt(asked: Member, words: str) -> None:
    asked.enters(words).is_asked("claim.details").does_not_hear("claim-filed")
    asked.enters("Shell, yesterday")
    assert written(asked) == "Shell, yesterday"


@SMS_ONLY
@pytest.mark.parametrize(
    "words", ["上周六在苏果买的没给积分", "Shell yesterday 300", "苏果超市，上周六，五十八元"]
)
def test_whole_answer_is_filed_at_once(asked: Member, words: str) -> None:
    asked.enters(words)
    assert written(asked) == words
