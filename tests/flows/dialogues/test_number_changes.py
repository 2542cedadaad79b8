"""A number passes from one member to another; what was begun there, and proved, does not."""

from driver import ACTIVE, ENGLISH, Hotline, Member

from core.members import changes

FREE = "+8613877777777"


def passes_on(hotline: Hotline) -> None:
    """Member 1's number becomes member 2's."""
    for member_id, number in ((1, FREE), (2, ACTIVE)):
        key = f"moves:{number}"
        hotline.database.run(
            lambda conn, m=member_id, n=number, k=key: changes.change_number(
                conn, member_id=m, number=n, key=k, at=hotline.at
            )
        )


def balances(hotline: Hotline) -> list[tuple[int, int]]:
    rows = hotline.rows(
        "SELECT balance, held FROM member_account WHERE unit = 'points' AND member_id IN (1, 2)"
        " ORDER BY member_id"
    )
    return [(balance, held) for balance, held in rows]


def open_gift_list(member: Member) -> Member:
    member.asks_for("redeem_gift").enters_pin_if_asked()
    if member.open_question == "redeem_gift.how":
        member.picks("read_out")
    return member.picks("phone-stand")


def test_confirmation_of_former_owner_is_not_executed_for_new_owner(
    any_hotline: Hotline, channel: str
) -> None:
    member = any_hotline.member(channel, "zh")
    open_gift_list(member)
    before = balances(any_hotline)
    answer = member.code if member.confirms_by_code else "1"
    passes_on(any_hotline)
    member.enters(answer)
    assert balances(any_hotline) == before
    assert not member.session.proofs
    assert len(any_hotline.rows("SELECT * FROM member WHERE pin_wrong > 0")) == 1  # as seeded
    assert any_hotline.is_sound()


def test_dropped_session_of_former_owner_is_not_offered_to_new_owner(hotline: Hotline) -> None:
    for channel in ("voice", "ussd"):
        member = hotline.member(channel, "zh")
        open_gift_list(member).is_cut_off()
    passes_on(hotline)
    for channel in ("voice", "ussd"):
        hotline.member(channel, "zh").calls().is_at_main_menu()


def test_session_restarts_in_the_language_of_the_new_owner(hotline: Hotline) -> None:
    member = hotline.member("voice", "zh").calls()
    hotline.member("voice", "en", ENGLISH)
    passes_on(hotline)
    member.enters("1")
    member.language = "en"
    member.hears("engine-restarted").is_at_main_menu()
