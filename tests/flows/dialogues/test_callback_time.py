"""A member is called back at the time that they choose, on every channel."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from dialogue_steps import SMS_ONLY
from driver import FROZEN, SENIOR, STRANGER, WITHHELD, Hotline, Member

from core.contact_centre import queue, queue_list
from core.programme import Programme, current_rules, set_current_rules, shipped_rules
from flows.language import find_time


@pytest.fixture
def agents_by_day() -> Iterator[None]:
    """Agents are there from 9 to 21."""
    document = shipped_rules().model_dump(mode="json")
    document["agents"] |= {"from_hour": 9, "until_hour": 21}
    set_current_rules(Programme.model_validate(document))
    yield
    set_current_rules(shipped_rules())


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def callback(member: Member) -> tuple[str, str | None]:
    """The state of the newest callback, and its chosen time in the programme's zone."""
    row = member.latest("handover", "requested_at")
    if row.call_at is None:
        return row.status, None
    at = datetime.fromisoformat(row.call_at).astimezone(current_rules().zone)
    return row.status, f"{at:%m-%d %H:%M}"


def members_waiting(hotline: Hotline) -> int:
    return hotline.database.read(lambda conn: queue_list.members_waiting(conn, hotline.at))


@pytest.mark.parametrize(
    ("zh", "en", "chosen"),
    [
        ("明天下午三点给我回电", "call me back tomorrow at 3", "06-02 15:00"),
        ("请在今晚8点以后打给我", "please call me after 8 tonight", "06-01 20:00"),
        ("能不能后天上午十点回个电话？", "can you call me on Wednesday at 10 am?", "06-03 10:00"),
    ],
)
def test_time_is_read_back_and_kept(member: Member, zh: str, en: str, chosen: str) -> None:
    in_words(member, zh, en).hears("callback_time-chosen", to="138****0001")
    assert callback(member) == ("open", chosen)
    assert [row.way for row in member.rows_of("handover")] == ["callback"]


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("给我回电", "call me back"),
        ("找人给我打电话", "can someone call me"),
        ("能不能给我打个电话", "please give me a call"),
    ],
)
@pytest.mark.parametrize(
    ("then_zh", "then_en", "chosen"),
    [
        ("明天下午三点", "tommorow at 3pm", "06-02 15:00"),
        ("今天下午三点", "today at 3pm", "06-01 15:00"),
    ],
)
def test_whoever_wants_a_call_by_text_is_asked_when(
    member: Member, zh: str, en: str, then_zh: str, then_en: str, chosen: str
) -> None:
    """An agent who writes instead is no help to who cannot read."""
    in_words(member, zh, en).is_asked("callback_time.when")
    in_words(member, then_zh, then_en).hears("callback_time-chosen")
    assert callback(member) == ("open", chosen)
    assert [row.way for row in member.rows_of("handover")] == ["callback"]


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("尽快", "as soon as possible"), ("随时都行", "any time is fine")]
)
def test_no_time_is_promised_to_who_wants_the_soonest(member: Member, zh: str, en: str) -> None:
    in_words(member, "给我回电", "call me back").is_asked("callback_time.when")
    in_words(member, zh, en).hears("callback_time-soon", staff="nobody")
    [row] = member.rows_of("handover")
    assert (row.way, row.status, row.call_at) == ("callback", "open", None)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("什么时间打给我来着", "when are you calling me"),
        ("回电取消了没", "is it cancelled?"),
        ("你们打哪个号", "which number will you call"),
        ("今天还打不打", "so you won't call?"),
    ],
)
def test_who_asks_about_the_booked_call_hears_when_it_comes(
    member: Member, zh: str, en: str
) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    in_words(member, zh, en).hears("callback-booked")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("打不通电话", "the call does not go through"), ("别给我打电话", "don't call me")],
)
def test_words_about_calls_ask_for_none(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en)
    assert member.open_question != "callback_time.when"
    assert not member.rows_of("handover")


def test_time_is_changed_and_withdrawn(member: Member) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    in_words(member, "改到后天上午十点", "change it to Wednesday at 10 am")
    member.hears("callback_time-chosen")
    assert callback(member) == ("open", "06-03 10:00")
    in_words(member, "还是明晚七点吧", "tomorrow evening at 7 please")
    assert callback(member) == ("open", "06-02 19:00")
    in_words(member, "请回电给我", "call me back please").hears("callback-booked", planned="yes")
    in_words(member, "不用回电了", "cancel the callback").hears("cancel_callback-cancelled")
    assert callback(member)[0] == "closed"
    assert len(member.rows_of("handover")) == 1


def test_time_alone_asks_for_no_callback(member: Member) -> None:
    in_words(member, "明天下午三点", "tomorrow at 3").does_not_hear("callback_time-chosen")
    assert not member.rows_of("handover")


def test_nobody_is_offered_it_before_its_time(hotline: Hotline, member: Member) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    assert members_waiting(hotline) == 0
    hotline.at = datetime(2026, 6, 2, 14, 49, tzinfo=current_rules().zone)
    assert members_waiting(hotline) == 0
    hotline.at += timedelta(minutes=1)
    assert members_waiting(hotline) == 1
    [row] = hotline.database.read(lambda conn: queue_list.waiting(conn, hotline.at, limit=5))
    assert row.waits_since == datetime(2026, 6, 2, 15, 0, tzinfo=current_rules().zone)
    assert hotline.database.read(lambda conn: queue.length(conn, hotline.at))[0] == 1


def test_time_in_the_past_or_too_far_is_asked_again(member: Member) -> None:
    in_words(member, "今天早上八点给我回电", "call me back today at 8 am")
    member.hears("callback_time-past").is_asked("callback_time.when")
    in_words(member, "下周二下午两点", "next Tuesday at 2 pm")
    member.hears("callback_time-too_far").is_asked("callback_time.when")
    member.enters("77").does_not_hear("callback_time-past").is_asked("callback_time.when")
    member.enters("1530").hears("callback_time-chosen")
    assert callback(member) == ("open", "06-01 15:30")


@pytest.mark.usefixtures("agents_by_day")
@pytest.mark.parametrize(
    ("zh", "en", "proposed"),
    [
        ("明天早上七点给我回电", "call me tomorrow at 7 am", "06-02 09:00"),
        ("明晚十点给我回电", "call me tomorrow at 10 pm", "06-02 20:30"),
        ("明晚十点以后给我回电", "call me tomorrow after 10 pm", "06-03 09:00"),
    ],
)
def test_time_without_agents_is_answered_with_the_nearest(
    member: Member, zh: str, en: str, proposed: str
) -> None:
    in_words(member, zh, en).is_asked("callback_time.nearest")
    assert not member.rows_of("handover")
    member.says_yes().hears("callback_time-chosen")
    assert callback(member) == ("open", proposed)


@pytest.mark.usefixtures("agents_by_day")
def test_other_time_than_the_nearest(member: Member) -> None:
    in_words(member, "明天早上七点给我回电", "call me tomorrow at 7 am")
    member.says_no().is_asked("callback_time.when")
    in_words(member, "明天中午", "tomorrow at noon").hears("callback_time-chosen")
    assert callback(member) == ("open", "06-02 12:00")


def test_agent_who_is_calling_keeps_the_time(hotline: Hotline, member: Member) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    hotline.change("UPDATE handover SET status = 'talking'")
    in_words(member, "改到后天上午十点", "change it to Wednesday at 10 am")
    member.hears("callback_time-calling")
    assert callback(member) == ("talking", "06-02 15:00")


def test_ussd_offers_a_time_with_the_callback(hotline: Hotline, language: str) -> None:
    member = hotline.member("ussd", language).asks_for("agent")
    member.hears("agent-booked").is_asked("agent.offer_time")
    assert callback(member) == ("open", None)
    member.picks("time").is_asked("callback_time.when").enters("1530")
    member.hears("callback_time-chosen")
    assert callback(member) == ("open", "06-01 15:30")


def test_time_is_said_at_once_where_it_is_offered(hotline: Hotline, language: str) -> None:
    member = hotline.member("ussd", language).asks_for("agent")
    in_words(member, "明天下午三点", "tomorrow at 3").hears("callback_time-chosen")
    assert callback(member) == ("open", "06-02 15:00")


@pytest.mark.parametrize(
    ("zh", "en", "chosen"),
    [
        ("三点以后再接电话", "I can only take calls after 3", "06-01 15:00"),
        ("我在开会，五点半打来吧", "I'm in a meeting, 5:30 pm would be good", "06-01 17:30"),
        ("明天上午十点比较方便", "I'm free tomorrow at 10", "06-02 10:00"),
        ("上午不行，下午四点", "not this morning, 4 pm", "06-01 16:00"),
        ("不是三点，是四点", "not at three, at four", "06-01 16:00"),
    ],
)
def test_time_is_heard_among_other_words(
    hotline: Hotline, language: str, zh: str, en: str, chosen: str
) -> None:
    offered = hotline.member("ussd", language).asks_for("agent")
    in_words(offered, zh, en).hears("callback_time-chosen")
    assert callback(offered) == ("open", chosen)


def test_another_wish_is_no_time(hotline: Hotline, language: str) -> None:
    member = hotline.member("ussd", language).asks_for("agent")
    in_words(member, "今天查一下积分余额", "check my balance today").hears("balance-expiring")
    assert callback(member) == ("open", None)


@pytest.mark.parametrize(
    ("zh", "en"), [("不对，十一点", "no, eleven"), ("改成十一点", "make that eleven")]
)
def test_time_is_corrected_after_it_was_read_back(member: Member, zh: str, en: str) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    in_words(member, zh, en).hears("callback_time-chosen")
    assert callback(member) == ("open", "06-02 11:00")


def test_callback_as_soon_as_possible_is_kept(hotline: Hotline, language: str) -> None:
    member = hotline.member("ussd", language).asks_for("agent").picks("fine")
    assert callback(member) == ("open", None)


@pytest.mark.parametrize("number", [STRANGER, FROZEN, SENIOR])
def test_everybody_with_a_number_is_called_back(
    hotline: Hotline, language: str, number: str
) -> None:
    member = hotline.member("sms", language, number)
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    member.hears("callback_time-chosen")


def test_withheld_number_is_not_called_back(hotline: Hotline, language: str) -> None:
    caller = hotline.member("voice", language, WITHHELD).calls()
    in_words(caller, "明天下午三点给我回电", "call me back tomorrow at 3")
    assert not caller.rows_of("handover")


def test_time_is_understood_at_an_open_question(member: Member) -> None:
    member.asks_for("give").enters_pin_if_asked()
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    assert callback(member) == ("open", "06-02 15:00")


def test_open_cases_name_the_callback(member: Member) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    member.asks_for("complaint_status").hears("complaint_status-callback", call_day="tomorrow")
    member.does_not_hear("complaint_status-none")


@pytest.mark.parametrize("key", ["1", "2", "1030"])
def test_key_that_is_left_over_changes_no_time(member: Member, key: str) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    member.says(key).does_not_hear("callback_time-chosen")
    assert callback(member) == ("open", "06-02 15:00")


@pytest.mark.parametrize(
    ("zh", "en", "chosen"),
    [
        ("改成晚上八点", "make it 8pm", "06-03 20:00"),
        ("改到下午四点半", "change it to half past 4", "06-03 16:30"),
        ("晚上七点吧", "no, 7pm is better", "06-03 19:00"),
        ("改到明天", "move it to tomorrow", "06-02 15:15"),
        ("改到明天上午", "move it to tomorrow morning", "06-02 09:00"),
        ("还是过两个小时以后", "make it in two hours", "06-01 12:00"),
    ],
)
def test_what_is_not_changed_of_a_time_stays(member: Member, zh: str, en: str, chosen: str) -> None:
    in_words(member, "后天下午三点一刻给我回电", "call me back on Wednesday at 3:15 pm")
    assert callback(member) == ("open", "06-03 15:15")
    in_words(member, zh, en).hears("callback_time-chosen")
    assert callback(member) == ("open", chosen)


def test_hour_that_has_passed_on_its_day_is_of_the_next(member: Member) -> None:
    in_words(member, "今天下午三点给我回电", "call me back today at 3 pm")
    in_words(member, "改成上午九点", "make it 9 am").hears("callback_time-chosen")
    assert callback(member) == ("open", "06-02 09:00")


@pytest.mark.parametrize(
    ("zh", "en", "chosen"),
    [
        ("让人下午四点给我打回来", "can an agent ring me at 4 this afternoon", "06-01 16:00"),
        ("找人明天上午十点给我回电", "can someone call me back tomorrow at 10am", "06-02 10:00"),
        ("后天下午两点安排人打给我", "Could someone phone me on Wednesday at 2pm?", "06-03 14:00"),
        ("我想约明天九点半的回电", "I would like a callback tomorrow 9:30", "06-02 09:30"),
        (
            "请安排客服明天十点打回给我",
            "please arrange a callback for tomorrow at 10",
            "06-02 10:00",
        ),
    ],
)
def test_callback_is_wished_for_in_many_words(
    member: Member, zh: str, en: str, chosen: str
) -> None:
    in_words(member, zh, en).hears("callback_time-chosen")
    assert callback(member) == ("open", chosen)


def said(member: Member, zh: str, en: str) -> Member:
    return member.enters(zh if member.language == "zh" else en)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "hour", "day"),
    [
        ("改五点", "make it five", "17:00", "tomorrow"),
        ("不，四点半", "no four thirty", "16:30", "tomorrow"),
        ("后天吧", "the day after tomorrow", "15:00", "later"),
    ],
)
def test_time_that_is_offered_while_waiting_is_changed(
    member: Member, zh: str, en: str, hour: str, day: str
) -> None:
    member.enters("人工").hears("agent-writing")
    said(member, "明天下午三点给我回电", "call me tomorrow at three").is_asked(
        "callback_time.instead"
    )
    said(member, zh, en).hears("callback_time-instead", call_time=hour, call_day=day)
    member.says_yes().hears("callback_time-chosen", call_time=hour)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("取消回电", "cancel the callback"), ("别打了", "don't call me")]
)
def test_time_that_is_offered_may_be_no_time_at_all(member: Member, zh: str, en: str) -> None:
    said(member, "明天凌晨两点给我回电", "call me tomorrow at 2 am").is_asked("callback_time.night")
    said(member, zh, en).hears("callback_time-dropped")
    member.enters("人工").hears("agent-writing")
    said(member, "明天下午三点给我回电", "call me tomorrow at three").is_asked(
        "callback_time.instead"
    )
    said(member, zh, en).hears("callback_time-kept")


@SMS_ONLY
def test_call_asked_for_at_a_code_is_booked_and_the_rest_said_to_be_left(member: Member) -> None:
    member.asks_for("leave").enters("1").is_asked("leave.code")
    said(member, "明天下午三点给我打电话", "call me tomorrow at three")
    member.hears("engine-dropped").hears("callback_time-chosen", call_time="15:00")
    member.enters("DH 1").is_asked("redeem_gift.code")
    said(member, "明天下午四点给我打电话", "call me tomorrow at four")
    member.hears("engine-dropped").hears("callback_time-chosen", call_time="16:00")
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("我的投诉到哪步了", "what's happening with my complaint")])
def test_complaint_is_looked_up_while_a_call_is_booked(member: Member, zh: str, en: str) -> None:
    member.enters("TS 快递太慢了").files_it().hears("complaint-filed")
    said(member, "明天下午三点给我打电话", "call me tomorrow at three").hears(
        "callback_time-chosen"
    )
    said(member, zh, en).hears("complaint_status-open").hears("complaint_status-callback")
    said(member, "取消回电", "cancel the callback").hears("cancel_callback-cancelled")


@pytest.mark.parametrize(
    ("zh", "en", "chosen"),
    [
        ("不对，周二", "sorry, tuesday", "12-08 12:00"),
        ("改周三", "make it wednesday", "12-02 12:00"),
        ("还是前一天吧", "no the day before", "12-06 12:00"),
        ("提前一天，下午四点", "make it the day before, at 4 pm", "12-06 16:00"),
    ],
)
def test_day_is_corrected(hotline: Hotline, member: Member, zh: str, en: str, chosen: str) -> None:
    """Today, a Tuesday, would be called that."""
    hotline.at = datetime(2026, 12, 1, 5, 50, tzinfo=current_rules().zone)
    in_words(member, "周一中午给我回电", "call me monday at noon")
    assert callback(member) == ("open", "12-07 12:00")
    in_words(member, zh, en).hears("callback_time-chosen")
    assert callback(member) == ("open", chosen)


@pytest.mark.parametrize(
    ("zh", "en"), [("不，后一天", "no the day after"), ("推迟一天吧", "one day later please")]
)
def test_day_after_is_that_of_the_call(member: Member, zh: str, en: str) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    in_words(member, zh, en).hears("callback_time-chosen")
    assert callback(member) == ("open", "06-03 15:00")


def test_day_before_today_has_passed(member: Member) -> None:
    in_words(member, "今天下午三点给我回电", "call me back today at 3 pm")
    in_words(member, "改到前一天", "make it the day before").hears("callback_time-past")
    assert callback(member) == ("open", "06-01 15:00")


@pytest.mark.parametrize(
    ("zh", "en"), [("下周", "next week"), ("过几天再打吧", "some other day please")]
)
def test_time_that_names_no_day_is_asked_for(
    hotline: Hotline, language: str, zh: str, en: str
) -> None:
    member = hotline.member("ussd", language).asks_for("agent")
    in_words(member, zh, en).is_asked("callback_time.when")
    assert callback(member) == ("open", None)


def test_callback_stays_whatever_is_said_at_its_offer(hotline: Hotline, language: str) -> None:
    member = hotline.member("voice", language).calls().asks_for_agent().leaves_the_queue("press")
    member.is_asked("agent.offer_time")
    in_words(member, "蓝色香蕉", "blue banana").hears("agent-soon")
    assert callback(member) == ("open", None)


@SMS_ONLY
def test_words_of_the_call_are_for_the_open_question(member: Member) -> None:
    """Not for the agent who is awaited."""
    member.asks_for_agent()
    said(member, "明天下午三点打给我", "call me tomorrow at 3").is_asked("callback_time.instead")
    said(member, "改成后天", "make it Wednesday").hears(
        "callback_time-instead", call_on="2026-06-03"
    )
    said(member, "还是明天吧，四点", "no, tomorrow, at 4")
    member.hears("callback_time-instead", call_on="2026-06-02", call_time="16:00")
    said(member, "几点打给我？", "when do you call?").hears("callback_time-instead")
    member.enters("1").hears("callback_time-chosen")
    assert callback(member) == ("open", "06-02 16:00")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("改到昨天", "make it yesterday"),
        ("改到昨天下午三点", "make that 3pm yesterday"),
        ("改成上周五", "change it to last friday"),
    ],
)
def test_day_before_today_is_past(member: Member, zh: str, en: str) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    before = callback(member)
    in_words(member, zh, en).hears("callback_time-past").is_asked("callback_time.when")
    in_words(member, zh.removeprefix("改到").removeprefix("改成"), en.split(" ", 2)[2])
    member.hears("callback_time-past").is_asked("callback_time.when")
    assert callback(member) == before


@pytest.mark.parametrize(
    "text",
    [
        "昨天没打通，明天三点再打",
        "i missed it yesterday, tomorrow at 3",
        "3 tomorrow, not yesterday",
    ],
)
def test_day_before_today_beside_one_to_come_counts_for_nothing(text: str) -> None:
    found = find_time(text)
    assert found is not None and found[0].days_ahead == 1


@SMS_ONLY
def test_call_of_yesterday_is_no_wish(member: Member) -> None:
    in_words(member, "昨天三点给我打电话了", "you called me yesterday at 3")
    member.does_not_hear("callback_time-past")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("能不能打电话给我 我打字慢", "can you call me, I type slowly"),
        ("给我打电话吧，眼睛不好看不清", "please call me back, I can't see well"),
    ],
)
def test_who_says_why_they_want_a_call_is_asked_for_the_time(
    member: Member, zh: str, en: str
) -> None:
    in_words(member, zh, en).is_asked("callback_time.when")


@SMS_ONLY
def test_other_time_is_named_where_one_is_asked_about(member: Member) -> None:
    in_words(member.asks_for_agent(), "不着急 下礼拜一打给我", "no rush, call me on Monday")
    member.is_asked("callback_time.instead")
    in_words(member, "算了改成后天上午", "actually make it Thursday morning")
    member.is_asked("callback_time.instead").hears("callback_time-instead")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不用等了，晚上十二点打给我", "call me back at midnight"),
        ("别发短信了，今晚11点打给我", "don't text me, call me tonight at 11"),
    ],
)
def test_midnight_is_asked_about(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).is_asked("callback_time.night")


@SMS_ONLY
def test_who_wants_another_telephone_called_hears_which_is(member: Member) -> None:
    in_words(member, "给我回电", "call me back").is_asked("callback_time.when")
    in_words(member, "打我座机吧", "call my landline").hears("callback_time-only_here")
    in_words(member.is_asked("callback_time.when"), "明天下午三点", "tomorrow at 3pm")
    assert callback(member) == ("open", "06-02 15:00")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("太晚了", "too late"), ("早点吧", "earlier please"), ("晚点", "later")]
)
def test_offered_time_that_does_not_suit_is_asked_for_anew(
    agents_by_day: None, member: Member, zh: str, en: str
) -> None:
    in_words(member, "早上八点给我回电", "call me back at 8 am").is_asked("callback_time.nearest")
    in_words(member, zh, en).is_asked("callback_time.when")
    in_words(member, zh, en).is_asked("callback_time.when")
    assert not member.rows_of("handover")
    in_words(member, "下午三点", "3 pm").hears("callback_time-chosen")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "question"),
    [
        ("给我回电 打13900000003", "call me on 13900000003", "callback_time.when"),
        ("明天下午三点打13900000003", "call me on 13900000003 tomorrow at 3 pm", None),
    ],
)
def test_call_on_another_number_keeps_its_time_and_is_told_where_it_comes(
    member: Member, zh: str, en: str, question: str | None
) -> None:
    in_words(member, zh, en).hears("callback_time-only_here")
    assert member.open_question == question
    assert len(member.rows_of("handover")) == (question is None)
