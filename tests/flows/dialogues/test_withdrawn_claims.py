"""A claim for missing points that is not wanted any more: it stands until an agent withdraws it."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

RECEIPT = "2026060112"


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def claims(member: Member, receipt: str = RECEIPT) -> str:
    member.asks_for("claim").enters(receipt).says_yes().describes_receipt().hears("claim-filed")
    member.waits(60)
    return str(member.latest("claim", "opened_at").number)


UNWANTED = [
    ("不补了", "no claim"),
    ("补登不要了", "i dont want the claim"),
    ("撤销补登", "withdraw my claim"),
    ("取消补登", "cancel my claim"),
    ("怎么撤销补登", "how do I cancel my claim"),
]


@pytest.mark.parametrize(("zh", "en"), UNWANTED)
def test_claim_that_is_not_wanted_is_said_to_stand(member: Member, zh: str, en: str) -> None:
    number = claims(member)
    in_words(member, zh, en).hears("withdraw_claim-checked", number=number).hears("engine-person")
    assert [row.status for row in member.rows_of("claim")] == ["open"]


@pytest.mark.parametrize(("zh", "en"), [("撤了吧", "withdraw it"), ("撤销", "take it back")])
@SMS_ONLY
def test_what_is_withdrawn_is_the_claim_where_no_complaint_is_open(
    member: Member, zh: str, en: str
) -> None:
    claims(member)
    in_words(member, zh, en).does_not_hear("withdraw_complaint-none")
    member.hears("withdraw_claim-checked").hears("engine-person")


def test_several_claims_are_counted(member: Member) -> None:
    claims(member)
    claims(member, "2026060113")
    in_words(member, "撤销补登", "withdraw my claim").hears("withdraw_claim-several", count=2)


def test_who_has_claimed_nothing_begins_no_claim(member: Member) -> None:
    in_words(member, "撤销补登", "withdraw my claim").hears("withdraw_claim-none")
    in_words(member, "不补了", "no claim").does_not_hear("withdraw_claim-none")


@SMS_ONLY
@pytest.mark.parametrize(("begun", "left"), [("BD", "left"), (f"BD {RECEIPT}", "dropped")])
def test_claim_that_is_not_filed_yet_is_left(member: Member, begun: str, left: str) -> None:
    claims(member, "2026060113")
    member.enters(begun)
    in_words(member, "撤销补登", "withdraw my claim").hears(f"engine-{left}")
    member.does_not_hear("withdraw_claim-checked")
    assert len(member.rows_of("claim")) == 1


@SMS_ONLY
def test_claim_that_was_granted_at_once_is_told_as_granted(member: Member) -> None:
    number = claims(member)
    member.hotline.change("UPDATE claim SET status = 'granted'")
    in_words(member, "撤销补登", "withdraw my claim").hears("withdraw_claim-granted", number=number)
    member.waits(3600)
    in_words(member, "撤销补登", "withdraw my claim").hears("withdraw_claim-none")
