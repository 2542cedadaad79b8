"""Who asks for points that others gave hears of those, and who gave them."""

import pytest
from driver import DIAMOND, Member

from core.loyalty import transfers
from core.members import profiles

ASKING = [
    ("有人给我送了积分吗", "did anyone send me points"),
    ("我刚收到100分，谁给的", "who sent me points"),
    ("我儿子说给我转了积分，到了没有", "i got points from my brother?"),
]


def give(member: Member, giver: str, points: int) -> None:
    hotline = member.hotline
    giver_id, receiver_id = map(hotline.member_id, (giver, member.number))
    transfer = hotline.database.run(
        lambda conn: transfers.give(
            conn,
            giver=profiles.by_id(conn, giver_id),
            receiver_id=receiver_id,
            amount=points,
            channel="sms",
            key="give",
            at=hotline.at,
            transfer_id="t1",
        )
    )
    assert transfers.complete(hotline.database, transfer, hotline.at)


@pytest.mark.parametrize(("zh", "en"), ASKING)
def test_points_received_are_told_with_the_masked_giver(member: Member, zh: str, en: str) -> None:
    give(member, DIAMOND, 100)
    member.speaks(zh if member.language == "zh" else en).enters_pin_if_asked()
    member.hears("history-received").hears("history-given_by", points=100, to="138****0003")
    assert DIAMOND.removeprefix("+86") not in member.screen


@pytest.mark.parametrize(("zh", "en"), ASKING[:1])
def test_who_was_given_none_is_told_so(member: Member, zh: str, en: str) -> None:
    member.speaks(zh if member.language == "zh" else en).enters_pin_if_asked()
    member.hears("history-nobody")
    assert member.points() == (12_345, 0)


GIVEN = [
    ("对方收到没", "did he get it"),
    ("查下我给老公送的积分到了没", "did my husband receive the points I sent"),
]


@pytest.mark.parametrize(("zh", "en"), GIVEN)
def test_who_gave_points_is_told_whether_they_came(member: Member, zh: str, en: str) -> None:
    transfers_of(member, "open")
    asked = zh if member.language == "zh" else en
    member.speaks(asked).enters_pin_if_asked().hears("history-received")
    member.hears("history-given_to", points=100, to="138****0003", status="open")
    transfers_of(member, "credited")
    member.speaks(asked).hears("history-given_to", status="credited")


@pytest.mark.parametrize(("zh", "en"), GIVEN[:1])
def test_who_gave_none_is_told_so(member: Member, zh: str, en: str) -> None:
    member.speaks(zh if member.language == "zh" else en).enters_pin_if_asked()
    member.hears("history-nobody", which="given")


def transfers_of(member: Member, status: str) -> None:
    """The member gives 100 points; or, "credited", the receiver gets them."""
    hotline = member.hotline
    giver_id, receiver_id = map(hotline.member_id, (member.number, DIAMOND))
    given = hotline.database.run(
        lambda conn: transfers.give(
            conn,
            giver=profiles.by_id(conn, giver_id),
            receiver_id=receiver_id,
            amount=100,
            channel="sms",
            key="give",
            at=hotline.at,
            transfer_id="t1",
        )
    )
    if status == "credited":
        assert transfers.complete(hotline.database, given, hotline.at)
