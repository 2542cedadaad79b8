"""Complaints that are taken back, added to, or begun as something else, in own words."""

from collections.abc import Callable

import pytest
from dialogue_steps import SMS_ONLY
from driver import COMPLAINT_WORDS, ENGLISH, Hotline, Member

TEXT = pytest.mark.parametrize("channel", ["sms", "ussd"])


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def files(member: Member, words: str = COMPLAINT_WORDS) -> str:
    """Files a complaint, and returns its number."""
    member.asks_for("complaint").says(words).files_it().hears("complaint-filed")
    return str(member.latest("complaint", "opened_at").number)


def work_on(hotline: Hotline) -> None:
    """An agent writes a note on every complaint."""
    hotline.change(
        "INSERT INTO complaint_step (member_id, complaint_id, step_id, agent, act, words, at)"
        " SELECT member_id, complaint_id, 1, 'chen', 'note', '', opened_at FROM complaint"
    )


def statuses(member: Member) -> list[str]:
    return sorted(row.status for row in member.rows_of("complaint"))


def steps(member: Member) -> list[tuple[str, str, str]]:
    return [(row.agent, row.act, row.words) for row in member.rows_of("complaint_step")]


WITHDRAWALS = [
    ("我不想投诉了，把我的投诉撤了吧", "please take back my complaint"),
    ("撤销", "withdraw"),
    ("取消投诉", "I want to cancel my complaint"),
    ("我不投诉了", "I don't want to complain any more"),
]


@pytest.mark.parametrize(("zh", "en"), WITHDRAWALS)
def test_complaint_is_withdrawn_in_own_words(member: Member, zh: str, en: str) -> None:
    files(member)
    in_words(member, zh, en).enters_pin_if_asked()
    member.is_asked("withdraw_complaint.confirm")
    assert statuses(member) == ["open"]
    in_words(member, "把它撤了吧", "please withdraw it").hears(
        "withdraw_complaint-withdrawn", others=0
    )
    assert statuses(member) == ["withdrawn"]


def test_what_is_denied_at_another_question_withdraws_no_complaint(member: Member) -> None:
    files(member)
    member.says_main().asks_for("report_lost").is_asked("report_lost.confirm")
    in_words(member, "不要报", "don't report").does_not_hear("withdraw_complaint-confirm")
    assert member.open_question != "withdraw_complaint.confirm"
    assert statuses(member) == ["open"]


@pytest.mark.parametrize(("zh", "en"), WITHDRAWALS[:3])
def test_complaint_in_work_is_not_withdrawn_in_own_words(
    member: Member, hotline: Hotline, zh: str, en: str
) -> None:
    files(member)
    work_on(hotline)
    in_words(member, zh, en).enters_pin_if_asked()
    member.hears("withdraw_complaint-in_work").hears("engine-person")
    assert statuses(member) == ["open"]


def test_who_complained_of_nothing_takes_nothing_back(member: Member) -> None:
    in_words(member, "我不投诉了", "I don't want to complain any more")
    member.does_not_hear("withdraw_complaint-confirm")
    assert member.open_question != "identify.pin"


@pytest.mark.parametrize(
    ("zh", "en"),
    [("不撤销", "don't withdraw it"), ("先别撤了", "no, keep it"), ("算了", "never mind")],
)
@TEXT
def test_complaint_is_kept_in_words(member: Member, zh: str, en: str) -> None:
    files(member)
    in_words(member, "撤诉", "withdraw my complaint").is_asked("withdraw_complaint.confirm")
    in_words(member, zh, en).hears("withdraw_complaint-kept")
    assert statuses(member) == ["open"]


def test_one_of_several_complaints_is_withdrawn_and_the_other_stays(member: Member) -> None:
    first = files(member)
    # A recording has the same address here, so the second one is typed elsewhere and spoken here.
    member.waits(15 * 60)
    second = files(member, "The gift came late.")
    in_words(member, "撤销投诉", "withdraw my complaint").enters_pin_if_asked()
    member.is_asked("withdraw_complaint.which").picks(first)
    member.is_asked("withdraw_complaint.confirm").hears("withdraw_complaint-confirm", number=first)
    member.says_yes().hears("withdraw_complaint-withdrawn", number=first, others=1)
    assert {row.number: row.status for row in member.rows_of("complaint")} == {
        first: "withdrawn",
        second: "open",
    }
    # The one that is left is not asked about.
    in_words(member, "撤销投诉", "withdraw my complaint").enters_pin_if_asked()
    member.hears("withdraw_complaint-confirm", number=second)


@pytest.mark.parametrize("asks", ["by the list", "in words"])
def test_all_complaints_are_withdrawn(member: Member, asks: str) -> None:
    files(member)
    member.waits(15 * 60)
    files(member, "The gift came late.")
    if asks == "in words":
        in_words(member, "把投诉全部撤销", "withdraw all my complaints").enters_pin_if_asked()
    else:
        in_words(member, "撤销投诉", "withdraw my complaint").enters_pin_if_asked()
        member.picks("all")
    member.is_asked("withdraw_complaint.confirm_all")
    assert statuses(member) == ["open", "open"]
    member.says_yes().hears("withdraw_complaint-withdrawn_all", count=2, others=0)
    assert statuses(member) == ["withdrawn", "withdrawn"]


def complains_twice(member: Member) -> None:
    files(member)
    member.waits(15 * 60)
    files(member, "The gift came late.")


@pytest.mark.parametrize(
    ("zh", "en"),
    [("我要撤销投诉", "i want to withdraw my complaint"), ("撤销我的投诉", "withdraw it please")],
)
def test_who_withdraws_a_complaint_is_asked_which(member: Member, zh: str, en: str) -> None:
    complains_twice(member)
    member.asks_for("complaint_status").enters_pin_if_asked().is_asked("complaint_status.which")
    in_words(member, zh, en).enters_pin_if_asked().is_asked("withdraw_complaint.which")
    in_words(member, zh, en).is_asked("withdraw_complaint.which")
    in_words(member, "两个都撤销", "withdraw both").is_asked("withdraw_complaint.confirm_all")


@pytest.mark.parametrize("channel", ["voice", "ussd"])
@pytest.mark.parametrize(
    ("zh", "en"), [("我想收回", "I'd like to take it back"), ("撤回吧", "take back my complaint")]
)
def test_to_take_it_back_is_not_to_go_back(member: Member, zh: str, en: str) -> None:
    files(member)
    member.asks_for("complaint_status").enters_pin_if_asked().is_asked("complaint_status.new")
    in_words(member, zh, en).enters_pin_if_asked().is_asked("withdraw_complaint.confirm")


@pytest.mark.parametrize("channel", ["voice"])
def test_to_go_back_keeps_the_complaint(member: Member) -> None:
    files(member)
    member.asks_for("complaint_status").enters_pin_if_asked().is_asked("complaint_status.new")
    in_words(member, "返回", "go back").is_asked("complaints_menu.menu")
    assert statuses(member) == ["open"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [("都留着吧", "nah keep it"), ("两个都保留", "keep them"), ("不撤了", "no, keep both")],
)
def test_all_complaints_are_kept_in_words(member: Member, zh: str, en: str) -> None:
    complains_twice(member)
    in_words(member, "把投诉全部撤销", "withdraw all my complaints").enters_pin_if_asked()
    assert ("都要" if member.language == "zh" else "both") in member.screen or member.traits.spoken
    in_words(member, zh, en).hears("withdraw_complaint-kept_all")
    assert statuses(member) == ["open", "open"]


@SMS_ONLY
@pytest.mark.parametrize(
    "text", ["撤销全部", "撤销 所有投诉", "WITHDRAW ALL", "withdraw all of them"]
)
def test_keyword_withdraws_all(member: Member, text: str) -> None:
    files(member)
    files(member, "The gift came late.")
    member.enters(text).is_asked("withdraw_complaint.confirm_all").says_no()
    member.hears("withdraw_complaint-kept_all")
    assert statuses(member) == ["open", "open"]


def test_complaint_that_an_agent_has_taken_is_left_out_of_all(
    member: Member, hotline: Hotline
) -> None:
    files(member)
    member.waits(15 * 60)
    files(member, "The gift came late.")
    in_words(member, "把投诉全部撤销", "withdraw all my complaints").enters_pin_if_asked()
    work_on(hotline)
    member.says_yes().hears("withdraw_complaint-none_left")
    assert statuses(member) == ["open", "open"]


@pytest.mark.parametrize("channel", ["sms"])
def test_complaint_that_was_left_and_one_that_stands_are_told_apart(member: Member) -> None:
    number = files(member)
    member.enters("TS").enters("CX").hears("engine-left").does_not_hear("complaint-dropped")
    member.does_not_hear("engine-dropped").hears("complaint_status-open", number=number)


ADDITIONS = [
    ("还有，他态度也很差", "also, he was rude"),
    ("他态度也很差", "the courier was rude to me"),
]


@pytest.mark.parametrize(("zh", "en"), ADDITIONS)
def test_words_after_filing_are_added_once(member: Member, zh: str, en: str) -> None:
    number = files(member)
    in_words(member, zh, en).is_asked("add_to_complaint.ask")
    assert not steps(member)
    member.picks("add").hears("add_to_complaint-added", number=number)  # the driver sends it twice
    said = zh if member.language == "zh" else en
    assert steps(member) == [("the member", "add", said)]
    # It is still the member's own, and nobody works on it.
    in_words(member, "撤销投诉", "withdraw my complaint").enters_pin_if_asked()
    member.is_asked("withdraw_complaint.confirm")


def test_words_after_filing_may_be_another_complaint_or_none(member: Member) -> None:
    files(member)
    in_words(member, *ADDITIONS[0]).picks("neither").hears("add_to_complaint-neither")
    assert (len(statuses(member)), steps(member)) == (1, [])
    in_words(member, *ADDITIONS[0]).picks("new").hears("complaint-filed")
    assert (len(statuses(member)), steps(member)) == (2, [])
    assert member.latest("complaint", "opened_at").words or member.traits.spoken


def test_words_are_no_addition_to_what_is_decided_or_was_filed_long_ago(
    member: Member, hotline: Hotline
) -> None:
    files(member)
    in_words(member, *ADDITIONS[0]).is_asked("add_to_complaint.ask")
    hotline.change("UPDATE complaint SET status = 'decided'")
    member.picks("add").hears("add_to_complaint-too_late")
    in_words(member, *ADDITIONS[0])
    assert member.open_question != "add_to_complaint.ask"
    hotline.change("UPDATE complaint SET status = 'open'")
    member.waits(31 * 60).calls()
    in_words(member, *ADDITIONS[0])
    assert (member.open_question, steps(member)) != ("add_to_complaint.ask", [])


@SMS_ONLY
@pytest.mark.parametrize("text", ["还有，查一下我的积分", "also, check my points", "谢谢", "好的"])
def test_other_words_after_filing_are_no_addition(member: Member, text: str) -> None:
    files(member)
    member.enters(text)
    assert member.open_question != "add_to_complaint.ask"


STATUS_WORDS = ("进度怎么样了", "any news on it")


@TEXT
def test_words_about_progress_may_be_what_is_to_be_written(member: Member) -> None:
    in_words(member.asks_for("complaint"), *STATUS_WORDS).is_asked("complaint.doubtful")
    member.picks("words").is_asked("complaint.confirm").says_yes().hears("complaint-filed")
    in_words(member.asks_for("complaint"), *STATUS_WORDS).picks("status")
    member.hears(f"complaint_status-{'open' if member.traits.keywords else 'new'}")


@TEXT
def test_words_that_were_said_to_be_meant_are_read_back(member: Member) -> None:
    words = "转人工" if member.language == "zh" else "agent status"
    member.asks_for("complaint")
    if member.traits.keywords:
        words = "我要找真人" if member.language == "zh" else "I want a real human"
    member.enters(words)
    if member.open_question == "wish_or_words.which":
        member.picks("words")
    member.hears("complaint-confirm", beginning=words)


@pytest.mark.parametrize(
    ("zh", "en", "filed"),
    [
        ("没登记", "not filed", False),
        ("先别登记", "don't file it yet", False),
        ("别登记了", "please don't submit it", False),
        ("把投诉撤了吧", "please take it back", False),
        ("不用了", "no thanks", False),
        ("不撤销", "don't withdraw it", True),
        ("登记吧", "file it", True),
        ("好的", "yes please", True),
    ],
)
def test_read_back_takes_yes_and_no_in_words(member: Member, zh: str, en: str, filed: bool) -> None:
    member.asks_for("complaint").says(COMPLAINT_WORDS)
    in_words(member, zh, en).hears("complaint-filed" if filed else "complaint-cancelled")
    assert statuses(member) == (["open"] if filed else [])


@TEXT
@pytest.mark.parametrize("dialogue", ["complaint", "suggestion"])
@pytest.mark.parametrize(("zh", "en"), [("谢谢", "thank you"), ("你好", "hello")])
def test_pleasantries_are_not_filed(member: Member, dialogue: str, zh: str, en: str) -> None:
    in_words(member.asks_for(dialogue), zh, en).is_asked(f"{dialogue}.words")
    if zh == "谢谢":
        member.hears("engine-thanks")
    assert not member.rows_of(dialogue)


@SMS_ONLY
@pytest.mark.parametrize(("text", "asked"), [("TS 谢谢", "complaint"), ("JY thanks", "suggestion")])
def test_pleasantry_behind_a_keyword_is_not_filed(member: Member, text: str, asked: str) -> None:
    member.enters(text).is_asked(f"{asked}.words")
    assert not member.rows_of(asked)


GRIEVANCE = ("快递员态度太差了", "the courier was rude")


@TEXT
def test_suggestion_that_complains_may_be_filed_as_a_complaint(member: Member) -> None:
    in_words(member.asks_for("suggestion"), *GRIEVANCE).is_asked("suggestion.kind")
    member.picks("complaint").hears("complaint-filed")
    assert (statuses(member), member.rows_of("suggestion")) == (["open"], [])
    in_words(member.asks_for("suggestion"), *GRIEVANCE).picks("suggestion")
    member.hears("suggestion-thanks")
    assert (statuses(member), len(member.rows_of("suggestion"))) == (["open"], 1)


@TEXT
@pytest.mark.parametrize(
    ("zh", "en", "category"),
    [
        ("快递三天没动静", "the parcel never came", "delivery"),
        ("杯子是碎的", "the cup came broken", "quality"),
        ("积分算错了", "my points are wrong", "points"),
        ("客服态度很差", "your agent was rude", "service"),
        ("合作商户不认我的会员", "the partner shop refused me", "partner"),
        ("我很生气", "I am angry", None),
    ],
)
def test_category_is_understood_from_the_words(
    member: Member, zh: str, en: str, category: str | None
) -> None:
    files(member, zh if member.language == "zh" else en)
    assert member.latest("complaint", "opened_at").category == category


@SMS_ONLY
def test_claim_is_looked_up_like_a_complaint(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    member = member_with_number(ENGLISH)
    member.enters("BD 2026060112").says_yes().describes_receipt().hears("claim-filed")
    number = member.latest("claim", "opened_at").number
    member.enters(f"CX {number}").hears("complaint_status-claim_open", number=number)
    member.waits(30 * 24 * 3600).enters(f"CX {number}").hears("complaint_status-claim_overdue")
    for status in ("granted", "refused"):
        hotline.change("UPDATE claim SET status = :status", status=status)
        member.enters(f"CX {number}").hears(f"complaint_status-claim_{status}")
    other = hotline.member("sms", member.language)
    other.enters(f"CX {number}").hears("complaint_status-unknown", number=number)


def test_newest_claim_is_told_to_who_never_complained(member: Member) -> None:
    member.asks_for("claim").enters("2026060112").says_yes().describes_receipt().hears(
        "claim-filed"
    )
    member.asks_for("complaint_status").hears("complaint_status-claim_open")


MORE = ("快递员还骂人了", "and the courier was rude to me")


@TEXT
def test_complaint_in_several_texts_is_read_back_as_a_whole(member: Member) -> None:
    member.asks_for("complaint").says(COMPLAINT_WORDS).is_asked("complaint.confirm")
    words = MORE[0] if member.language == "zh" else MORE[1]
    member.enters(words).is_asked("complaint.confirm")
    assert words[-12:] in member.session.top.answers["beginning"]
    member.enters(words).says_yes().hears("complaint-filed")  # written twice, and kept once
    assert member.latest("complaint", "opened_at").words == f"{COMPLAINT_WORDS}\n{words}"


@TEXT
def test_other_wish_at_the_read_back_is_asked_about_first(member: Member) -> None:
    member.asks_for("complaint").says(COMPLAINT_WORDS)
    words = "我要查积分余额" if member.language == "zh" else "what is my points balance"
    member.enters(words).is_asked("wish_or_words.which").picks("words")
    member.is_asked("complaint.confirm").says_yes().hears("complaint-filed")
    assert words in member.latest("complaint", "opened_at").words


@TEXT
def test_words_about_progress_at_the_read_back_are_asked_about(member: Member) -> None:
    member.asks_for("complaint").says(COMPLAINT_WORDS)
    in_words(member, *STATUS_WORDS).is_asked("complaint.doubtful").picks("words")
    member.is_asked("complaint.confirm").says_yes().hears("complaint-filed")
    assert COMPLAINT_WORDS in member.latest("complaint", "opened_at").words


@SMS_ONLY
@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("还有件事要补充，他们电话也不接", "他们电话也不接"),
        ("补充投诉：电话没人接", "电话没人接"),
        ("再补充一点，快递员态度也不好", "快递员态度也不好"),
        ("add to my complaint that they were late too", "they were late too"),
    ],
)
def test_what_is_named_as_an_addition_is_added(member: Member, text: str, added: str) -> None:
    files(member)
    member.waits(3600).enters(text).is_asked("add_to_complaint.ask").picks("add")
    assert steps(member) == [("the member", "add", added)]


@SMS_ONLY
@pytest.mark.parametrize("text", ["补充投诉", "add to my complaint"])
def test_addition_without_words_is_asked_for(member: Member, text: str) -> None:
    files(member)
    member.enters(text).is_asked("add_to_complaint.words").enters("快递员也很凶")
    member.is_asked("add_to_complaint.ask").picks("add")
    assert steps(member) == [("the member", "add", "快递员也很凶")]


@SMS_ONLY
def test_open_complaint_is_told_before_a_newer_one_that_was_withdrawn(member: Member) -> None:
    first = files(member)
    member.waits(900)
    second = files(member, "The gift came late.")
    member.enters("撤销" if member.language == "zh" else "WITHDRAW").picks(second).says_yes()
    member.enters("CX").hears("complaint_status-open", number=first)


@SMS_ONLY
def test_complaint_filed_instead_of_added_is_withdrawn(member: Member) -> None:
    files(member, "快递一直没送到 the courier never came")
    in_words(member, "还有一个投诉，短信太多", "also, I am fed up with all of you").is_asked(
        "add_to_complaint.ask"
    )
    member.picks("new").is_asked("complaint.about")
    member.enters({"zh": "撤销", "en": "WITHDRAW"}[member.language])
    member.does_not_hear("withdraw_complaint-not_filed").does_not_hear("add_to_complaint-dropped")
    second = str(member.latest("complaint", "opened_at").number)
    member.is_asked("withdraw_complaint.which").picks(second).says_yes()
    member.hears("withdraw_complaint-withdrawn", number=second, others=1)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("别登记", "dont file it"), ("不要提交", "don't submit")])
def test_who_does_not_want_filed_what_is_filed_withdraws_it(
    member: Member, zh: str, en: str
) -> None:
    number = files(member)
    in_words(member, zh, en).hears("withdraw_complaint-confirm", number=number)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("撤错了", "wait no, keep the complaint"),
        ("恢复投诉", "I changed my mind put it back"),
        ("别撤", "undo the withdrawal"),
    ],
)
def test_complaint_that_is_withdrawn_and_wanted_back_is_said_to_be_withdrawn(
    member: Member, zh: str, en: str
) -> None:
    number = files(member)
    in_words(member, "撤销", "withdraw").says_yes().hears("withdraw_complaint-withdrawn")
    in_words(member, zh, en).hears("second_look-withdrawn", number=number)
    member.does_not_hear("engine-nothing_begun")
