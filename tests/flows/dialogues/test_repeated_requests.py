"""The same request twice is one wish: the keyword of the dialogue under way repeats its question,
and any other leaves it."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from dialogue_steps import SMS_ONLY
from driver import COMPLAINT_WORDS, Member

pytestmark = SMS_ONLY
CODES = "SELECT COUNT(*) AS codes FROM one_time_code"


def codes(member: Member) -> int:
    return int(member.hotline.row(CODES).codes)


@pytest.mark.parametrize("again", ["DH 2", "dh2", "兑换2号", "REDEEM 2", "GIFT 2."])
def test_gift_asked_for_twice_has_one_code_which_still_works(buyer: Member, again: str) -> None:
    first = buyer.enters("DH 2").is_asked("redeem_gift.code").screen
    key = buyer.session.top.answers["action_key"]
    assert buyer.enters(again).screen == first
    assert (codes(buyer), buyer.session.top.answers["action_key"]) == (1, key)
    buyer.waits(61).enters(again)
    assert buyer.screen == re.sub("5(?=分钟| minutes)", "3", first), "as long as it is still valid"
    buyer.enters(buyer.code).hears("redeem_gift-ordered", points=1_000, left=11_345)
    assert buyer.points() == (11_345, 1_000)


def test_gift_picked_from_the_list_is_the_one_named_by_its_number(buyer: Member) -> None:
    first = buyer.enters("DH").picks("thermos-cup").is_asked("redeem_gift.code").screen
    assert buyer.enters("DH 2").screen == first
    buyer.enters(buyer.code).hears("redeem_gift-ordered", points=1_000)


def test_credit_asked_for_twice_has_one_code(buyer: Member) -> None:
    first = buyer.enters("HF10").is_asked("redeem_credit.code").screen
    assert buyer.enters("HF 10元").screen == first
    assert codes(buyer) == 1


def test_another_gift_is_another_wish(buyer: Member) -> None:
    buyer.enters("DH 2").is_asked("redeem_gift.code").waits(61)
    buyer.enters("DH 1").hears("engine-dropped").is_asked("redeem_gift.code")
    assert codes(buyer) == 2
    buyer.enters(buyer.code).hears("redeem_gift-ordered")
    assert buyer.latest("gift_order", "created_at").sku == "phone-stand"


def test_credit_instead_of_a_gift_cancels_it_only_once_its_code_was_sent(buyer: Member) -> None:
    buyer.enters("DH").enters("HF").does_not_hear("engine-dropped").is_asked("redeem_credit.pick")
    buyer.enters("DH 2").waits(61).enters("HF 10").hears("engine-dropped")
    buyer.is_asked("redeem_credit.code").enters("TS").hears("engine-dropped")


def test_request_after_its_code_has_expired_gets_a_new_code(buyer: Member) -> None:
    first = buyer.enters("DH 2").code
    buyer.waits(301).enters("DH 2").does_not_hear("engine-dropped").is_asked("redeem_gift.code")
    assert (buyer.code != first, codes(buyer)) == (True, 2)
    buyer.enters(buyer.code).hears("redeem_gift-ordered")


def test_request_repeats_its_question_after_a_mistyped_keyword(buyer: Member) -> None:
    code = buyer.enters("DH 2").code
    buyer.enters("TSCXX").is_asked("guess.meant")
    buyer.enters("DH 2").is_asked("redeem_gift.code").enters(code).hears("redeem_gift-ordered")


def test_request_repeats_its_question_after_the_offer_of_an_agent(buyer: Member) -> None:
    code = buyer.enters("DH 2").code
    buyer.enters("7").enters("7").enters("7").is_asked("offer.help")
    buyer.enters("DH 2").is_asked("redeem_gift.code").enters(code).hears("redeem_gift-ordered")


def test_request_after_it_was_carried_out_is_a_second_wish(buyer: Member) -> None:
    buyer.enters("DH 2").enters(buyer.code).hears("redeem_gift-ordered").waits(61)
    buyer.enters("DH 2").is_asked("redeem_gift.code").enters(buyer.code)
    buyer.hears("redeem_gift-ordered")
    assert buyer.points() == (10_345, 2_000)


def test_complaint_texted_twice_is_read_back_twice_and_filed_once(member: Member) -> None:
    first = member.enters(f"TS {COMPLAINT_WORDS}").is_asked("complaint.confirm").screen
    assert member.enters(f"ts {COMPLAINT_WORDS}").screen == first
    member.says_yes().hears("complaint-filed")
    assert len(member.hotline.rows("SELECT number FROM complaint WHERE member_id = 1")) == 1


def test_another_complaint_is_read_back_instead(member: Member) -> None:
    member.enters(f"TS {COMPLAINT_WORDS}").enters("TS late again")
    member.hears("complaint-dropped").hears("complaint-confirm", beginning="late again")


@pytest.mark.parametrize(
    ("keyword", "question"),
    [("BD 20260601", "claim.confirm"), ("BD", "claim.receipt"), ("TS", "complaint.words"),
     ("DH", "redeem_gift.pick"), ("HF", "redeem_credit.pick")],
)  # fmt: skip
def test_keyword_repeats_the_question_that_it_asked(
    member: Member, keyword: str, question: str
) -> None:
    first = member.enters(keyword).is_asked(question).screen
    assert member.enters(keyword).screen == first
    assert member.open_question == question


def forget(member: Member, change: Callable[[dict[str, Any]], None]) -> None:
    """Changes the answers of every dialogue of the session into those of the release before."""
    redis = member.hotline.sessions.redis
    [key] = [each for each in redis.scan_iter() if each.startswith("talk:")]
    session = json.loads(redis.get(key))
    for frame in session["stack"]:
        change(frame["answers"])
    redis.set(key, json.dumps(session))


def test_question_that_an_earlier_release_asked_can_be_repeated(buyer: Member) -> None:
    """Its session does not know which code was issued; the code of the first reply still works."""
    code = buyer.enters("DH 2").code
    forget(buyer, lambda answers: answers.pop("code_issued", None))
    buyer.enters("DH 2").is_asked("redeem_gift.code")
    buyer.enters(code).hears("redeem_gift-ordered")


@pytest.mark.parametrize("unknown", ["earlier", "earlier_for"])
def test_wait_that_an_earlier_release_began_can_be_told_again(buyer: Member, unknown: str) -> None:
    buyer.enters("DH 1").is_asked("redeem_gift.code")
    buyer.enters("DH 2").is_asked("redeem_gift.too_soon")
    forget(buyer, lambda answers: answers.pop(unknown, None))
    buyer.waits(61).enters("77").is_asked("redeem_gift.too_soon")


def test_list_that_an_earlier_release_showed_can_be_shown_again(buyer: Member) -> None:
    def without_prices_judged(answers: dict[str, Any]) -> None:
        for entry in answers.get("shown", ()):
            del entry["facts"]["affordable"]

    buyer.enters("DH").is_asked("redeem_gift.pick")
    forget(buyer, without_prices_judged)
    buyer.enters("77").is_asked("redeem_gift.pick")
