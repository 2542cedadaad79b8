"""What changes between the question and the yes: what was agreed to is what is done, or nothing."""

import threading
import time

from dialogue_steps import USSD_ONLY, VOICE_ONLY, open_gift_list
from driver import Hotline, Member

from core.members import membership

REPRICE = "UPDATE gift SET points = :points WHERE sku = 'thermos-cup'"
CODE_EVERY_SECONDS = 60


def is_about_to_redeem(member: Member) -> Member:
    return (
        open_gift_list(member).picks("thermos-cup").enters_pin_if_asked().waits(CODE_EVERY_SECONDS)
    )


def test_price_change_before_confirmation_asks_again_with_the_new_price(buyer: Member) -> None:
    member, hotline = is_about_to_redeem(buyer), buyer.hotline
    hotline.change(REPRICE, points=1_200)
    member.confirms().hears("redeem_gift-repriced")
    assert member.points() == (12_345, 0)
    told = "redeem_gift-code_sent" if member.confirms_by_code else "redeem_gift-confirm"
    member.hears(told, points=1_200, left=11_145)
    member.confirms().hears("redeem_gift-ordered", points=1_200, left=11_145)
    assert member.points() == (11_145, 1_200)
    assert hotline.is_sound()


@VOICE_ONLY
def test_price_raised_above_the_voice_limit_requires_a_texted_code(
    hotline: Hotline, member: Member
) -> None:
    """Above the limit a yes on the phone is not enough: the code is texted."""
    caller = is_about_to_redeem(member)
    hotline.change(REPRICE, points=9_000)
    caller.confirms().hears("redeem_gift-repriced").hears("redeem_gift-confirm", points=9_000)
    caller.confirms().is_asked("redeem_gift.code").enters(caller.texted_code)
    caller.hears("redeem_gift-ordered", points=9_000)


@USSD_ONLY
def test_price_raised_above_the_balance_is_refused(hotline: Hotline, member: Member) -> None:
    is_about_to_redeem(member)
    hotline.change(REPRICE, points=20_000)
    member.confirms().hears("redeem_gift-repriced").hears(
        "redeem_gift-something_else", missing=7_655
    )
    assert member.points() == (12_345, 0)


def test_confirmation_concurrent_with_a_loss_report_is_refused(any_hotline: Hotline) -> None:
    """Whoever has the telephone now says yes while the report is being committed."""
    thief = is_about_to_redeem(any_hotline.member("ussd", "zh"))
    whose = thief.member_id
    with any_hotline.database.engine.begin() as conn:
        membership.freeze(conn, whose)
        yes = threading.Thread(target=thief.confirms)
        yes.start()
        time.sleep(0.3)  # PostgreSQL's lock waits for two seconds, SQLite's for five
    yes.join()
    thief.hears("engine-refused_frozen")
    assert thief.points() == (12_345, 0)
