"""Whoever asks how their complaint stands hears of all that is open: complaints and claims."""

from driver import COMPLAINT_WORDS, Member

RECEIPT = "2026060112"
OF_STATUS = "complaint_status-which"


def files(member: Member, words: str = COMPLAINT_WORDS) -> str:
    member.asks_for("complaint").says(words).files_it().hears("complaint-filed")
    member.waits(15 * 60)  # a recording has the same address here
    return str(member.latest("complaint", "opened_at").number)


def claims(member: Member, receipt: str = RECEIPT) -> str:
    member.asks_for("claim").enters(receipt).says_yes().describes_receipt().hears("claim-filed")
    member.waits(60)
    return str(member.latest("claim", "opened_at").number)


def asks_how_it_stands(member: Member) -> Member:
    return member.asks_for("complaint_status")


def open_said(member: Member) -> str:
    return "open" if member.traits.keywords else "new"


def test_complaints_and_claims_are_all_told_and_each_can_be_heard(member: Member) -> None:
    first, second, claim = files(member), files(member, "The gift came late."), claims(member)
    for number, said in (
        (first, open_said(member)),
        (second, open_said(member)),
        (claim, "claim_open"),
    ):
        asks_how_it_stands(member).is_asked("complaint_status.which")
        member.hears(OF_STATUS, complaints=2, claims=1)
        member.picks(number).hears(f"complaint_status-{said}", number=number)


def test_each_open_complaint_can_be_withdrawn_by_keys(member: Member) -> None:
    if member.traits.keywords:
        return  # there the keyword withdraws
    first, second = files(member), files(member, "The gift came late.")
    asks_how_it_stands(member).picks(first, "withdraw").enters_pin_if_asked()
    member.hears("withdraw_complaint-confirm", number=first).says_yes()
    member.hears("withdraw_complaint-withdrawn", number=first, others=1)
    asks_how_it_stands(member).hears("complaint_status-new", number=second)


def test_all_complaints_can_be_withdrawn_by_keys(member: Member) -> None:
    files(member)
    files(member, "The gift came late.")
    claims(member)
    asks_how_it_stands(member).picks("all").enters_pin_if_asked()
    member.is_asked("withdraw_complaint.confirm_all").says_yes()
    member.hears("withdraw_complaint-withdrawn_all", count=2, others=0)
    asks_how_it_stands(member).hears("complaint_status-claim_open")


def test_two_claims_are_told_apart_by_their_receipts(member: Member) -> None:
    first, second = claims(member), claims(member, "2026060113")
    asks_how_it_stands(member).hears(OF_STATUS, complaints=0, claims=2)
    assert first != second
    member.picks(second).hears("complaint_status-claim_open", number=second)


def decide(member: Member, number: str) -> None:
    member.hotline.change(
        "UPDATE complaint SET status = 'decided', decided_at = :at, decision = 'No.',"
        " channel = 'ussd' WHERE number = :number",
        at=member.hotline.at.isoformat(timespec="microseconds"),
        number=number,
    )


def test_complaints_that_wait_for_their_grade_are_told_beside_the_open_one(member: Member) -> None:
    first, second = files(member), files(member, "The gift came late.")
    decide(member, first)
    decide(member, second)
    third = files(member, "The courier was rude.")
    for number, said in ((first, "told"), (second, "told"), (third, open_said(member))):
        asks_how_it_stands(member).is_asked("complaint_status.which")
        member.hears(OF_STATUS, complaints=3, claims=0)
        decided = said if member.traits.keywords else "settled"
        told = decided if number != third else said
        member.picks(number).hears(f"complaint_status-{told}", number=number)


def test_decided_complaint_and_open_claim_are_both_told(member: Member) -> None:
    first = files(member)
    decide(member, first)
    number = claims(member)
    asks_how_it_stands(member).hears(OF_STATUS, complaints=1, claims=1).picks(number)
    member.hears("complaint_status-claim_open", number=number)


def test_only_open_complaints_are_withdrawn_all_at_once(member: Member) -> None:
    first = files(member)
    decide(member, first)
    files(member, "The gift came late.")
    asks_how_it_stands(member).is_asked("complaint_status.which")
    shown = [entry["value"] for entry in member.session.top.answers["shown"]]
    assert "all" not in shown
