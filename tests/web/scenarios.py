"""Webhooks with an effect, on every channel: what each changes, and whose steps it carries out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from number_plays import play_holders_code, play_with_card
from plays import (
    EN,
    NEW_PIN,
    PIN,
    STRANGER,
    WORDS_FOR_AGENT,
    WRONG_PIN,
    play_after_notice,
    play_another_code,
    play_callback_key,
    play_code_on_screen,
    play_earlier_code,
    play_entries,
    play_first_pin,
    play_forgotten_pin_by_phone,
    play_forgotten_pin_by_text,
    play_forgotten_pin_on_screen,
    play_keys,
    play_pin_for_agent,
    play_recording,
    play_refused_callback,
    play_rice_cooker,
    play_second_look,
    play_spoken_code,
    play_texted_code,
    play_texts,
    play_timed_callback,
    play_voice_confirmation,
    play_with_voucher,
    play_withdrawal,
    play_withdrawal_in_words,
    play_withdrawal_of_two,
    play_without_address,
    play_without_marketing,
    play_without_pin,
    play_words_for_agent,
)

from core.messaging import Topic

DIALECTS = ("sqlite", "postgresql")

ORDERS = "SELECT COUNT(*) FROM gift_order WHERE member_id IN (1, 2)"
HANDOVERS = "SELECT COUNT(*) FROM handover"
ENDED_HANDOVERS = f"{HANDOVERS} WHERE status = 'closed'"
CALL_ME = "明天下午三点给我回电"
TIMED_CALLBACKS = f"{HANDOVERS} WHERE call_at IS NOT NULL"
COMPLAINTS = "SELECT COUNT(*) FROM complaint"
CLAIMS = "SELECT COUNT(*) FROM claim"
CHAT_MESSAGES = f"SELECT COUNT(*) FROM line WHERE words = '{WORDS_FOR_AGENT}'"
TRANSFERS = "SELECT COUNT(*) FROM transfer"
EXCHANGES = "SELECT COUNT(*) FROM exchange"
SUMMARIES = "SELECT COUNT(*) FROM outbox WHERE topic = 'summary'"
CODES = "SELECT COUNT(*) FROM one_time_code"
CODE_TRIES = "SELECT SUM(tries_left) FROM one_time_code"
ENDED_CODES = f"{CODES} WHERE tries_left = 0"
WRONG_PINS = "SELECT pin_wrong FROM member WHERE member_id = 1"
# The seeded ones have another cheap hash (QUICK_HASHER) than new ones (NEW_HASHES).
NEW_PINS = "SELECT COUNT(*) FROM member WHERE pin_hash NOT LIKE '%m=8,%'"
ENGLISH = "SELECT COUNT(*) FROM member WHERE language = 'en'"
CHINESE = "SELECT COUNT(*) FROM member WHERE language = 'zh'"
FROZEN = "SELECT COUNT(*) FROM member WHERE status = 'frozen'"
NO_MARKETING = "SELECT COUNT(*) FROM member WHERE NOT marketing_ok"
SUGGESTIONS = "SELECT COUNT(*) FROM suggestion"
RAISED = f"{COMPLAINTS} WHERE level = 2"
CLASSIFIED = f"{COMPLAINTS} WHERE category = 'points'"
WITHDRAWN = f"{COMPLAINTS} WHERE status = 'withdrawn'"
DELETIONS = f"SELECT COUNT(*) FROM outbox WHERE topic = '{Topic.DELETE_RECORDING}'"

JOINED = "SELECT COUNT(*) FROM enrolment"
LEAVING = "SELECT COUNT(*) FROM member WHERE leaves_on IS NOT NULL"

TEXTS_FOR_ADDRESS = f"SELECT COUNT(*) FROM outbox WHERE topic = '{Topic.ADDRESS_WANTED}'"
VOUCHER_TEXTS = f"SELECT COUNT(*) FROM outbox WHERE topic = '{Topic.VOUCHER_AGAIN}'"
ADDRESSES = "SELECT COUNT(*) FROM member WHERE address LIKE '江苏%'"
ADDRESS = "DZ 江苏省南京市玄武区中山路321号"

GIVEN_TO, RECEIPT, SHOP = EN.removeprefix("+86"), "20260601", "苏果超市 5月30日 58元"
GIVING_KEYS, GIVING_TEXTS = ("2", "4", PIN, GIVEN_TO), ("H", "4", "4", GIVEN_TO, "500")
EXCHANGE_KEYS, EXCHANGE_TEXTS = ("2", "5", PIN, "1"), ("HZ", "1", "1000")
LEAVE_KEYS, LEAVE_ENTRIES = ("5", "5", "3", "1", PIN, "1", "1"), ("9", "5", "3", "1", PIN, "1", "1")
ADDED = "13900000001"
ADDING_KEYS, ADDING_TEXTS = ("5", "5", "3", "2", PIN, "1", ADDED, "1"), ("号码", "1", ADDED)
ADDING_ENTRIES = ("9", "5", "3", "2", "1", PIN, ADDED, "1")
ADDED_NUMBERS = "SELECT COUNT(*) FROM further_number"
LOST_CARDS = "SELECT COUNT(*) FROM card WHERE state = 'lost'"
RICE_COOKER_KEYS = ("2", "3", PIN, "1", "4", "1")


@dataclass(frozen=True)
class Scenario:
    """`play` brings a session up to the webhook and returns that one undelivered. It changes what
    `sql` counts by `change`, once, and carries out the dialogues' steps `effects`."""

    name: str
    play: Callable[[Any], Any]
    sql: str = ""
    change: int = 1
    effects: tuple[str, ...] = ()

    @property
    def channel(self) -> str:
        return self.name.partition(":")[0]


# What the dialogues can do, by each channel on which a member can have it done.
EFFECTS = [
    Scenario("voice: a redemption is confirmed", play_voice_confirmation, ORDERS,
             effects=("redeem.spend",)),
    Scenario("voice: a wrong PIN", play_keys("2", "3", WRONG_PIN), WRONG_PINS,
             effects=("identify.try",)),
    Scenario("voice: a complaint is recorded", play_recording("4", "1", after="1"), COMPLAINTS,
             effects=("complaint.file",)),
    Scenario("voice: what a complaint is about", play_recording("4", "1", after="13"), CLASSIFIED,
             effects=("complaint.note",)),
    Scenario("voice: a member asks for an agent", play_keys("0"), HANDOVERS,
             effects=("agent.join",)),
    Scenario("voice: a stranger asks for an agent", play_keys("0", number=STRANGER), HANDOVERS,
             effects=("agent.join",)),
    Scenario("voice: the language changes", play_keys("5", "2", "2"), ENGLISH,
             effects=("choose_language.english",)),
    Scenario("voice: a lost phone is reported", play_keys("5", "3", "1"), FROZEN,
             effects=("account.freeze",)),
    Scenario("voice: missing points", play_keys("4", "3", RECEIPT, "1"), CLAIMS,
             effects=("claim.file",)),
    Scenario("voice: a stranger joins", play_keys("1", "2", "1", number=STRANGER), JOINED,
             effects=("join.join",)),
    Scenario("sms: a stranger joins", play_texts("入会", "1", number=STRANGER), JOINED,
             effects=("join.join",)),
    Scenario("ussd: a stranger joins", play_entries("2", "1", number=STRANGER), JOINED,
             effects=("join.join",)),
    Scenario("voice: a new member wants marketing texts",
             play_keys("1", "2", "1", "1", number=STRANGER), NO_MARKETING, -1,
             effects=("texts.start",)),
    Scenario("sms: a code is asked for", play_texts("DH 1"), CODES,
             effects=("redeem.send_code",)),
    Scenario("sms: the code confirms", play_texted_code("DH 1", number=EN), ORDERS,
             effects=("redeem.check_code", "redeem.spend")),
    Scenario("sms: a wrong code", play_texts("DH 1", "000000"), CODE_TRIES, -1,
             effects=("redeem.check_code",)),
    Scenario("sms: a PIN is changed", play_texts("H", "9", "1", PIN, NEW_PIN, NEW_PIN),
             NEW_PINS, effects=("account.set",)),
    Scenario("sms: a first PIN is set",
             play_first_pin,
             "SELECT COUNT(pin_hash) FROM member", effects=("identify.set",)),
    Scenario("sms: a complaint", play_texts("TS 话费多扣了", "1"), COMPLAINTS,
             effects=("complaint.file",)),
    Scenario("sms: what a complaint is about", play_texts("TS 话费多扣了", "1", "3"), CLASSIFIED,
             effects=("complaint.note",)),
    Scenario("sms: a call back at a time", play_texts("明天下午三点给我回电"), TIMED_CALLBACKS,
             effects=("agent.choose",)),
    Scenario("voice: the code of an e-voucher again",
             play_with_voucher(lambda number: play_keys("3", "2", PIN, number)), VOUCHER_TEXTS,
             effects=("order_status.text_voucher",)),
    Scenario("sms: the code of an e-voucher again",
             play_with_voucher(lambda number: play_texts(f"DD {number}")), VOUCHER_TEXTS,
             effects=("order_status.text_voucher",)),
    Scenario("ussd: the code of an e-voucher again",
             play_with_voucher(lambda number: play_entries("5", "2", PIN, number)), VOUCHER_TEXTS,
             effects=("order_status.text_voucher",)),
    Scenario("sms: an agent", play_texts("RG"), HANDOVERS, effects=("agent.write",)),
    Scenario("sms: the language changes", play_texts("EN"), ENGLISH),  # the engine's own
    Scenario("sms: no more marketing", play_texts("TD"), NO_MARKETING,
             effects=("texts.stop",)),
    Scenario("ussd: a redemption is confirmed", play_entries("4", "3", PIN, "2", "1"), ORDERS,
             effects=("redeem.spend",)),
    Scenario("ussd: a wrong PIN", play_entries("4", "3", WRONG_PIN), WRONG_PINS,
             effects=("identify.try",)),
    Scenario("ussd: a call back", play_entries("8"), HANDOVERS, effects=("agent.book",)),
    Scenario("ussd: a call back at a time", play_entries("8", "2", "1530"), TIMED_CALLBACKS,
             effects=("agent.choose",)),
    Scenario("ussd: a complaint", play_entries("7", "1", "bill*is wrong", "1"), COMPLAINTS,
             effects=("complaint.file",)),
    Scenario("ussd: what a complaint is about", play_entries("7", "1", "bill*is wrong", "1", "3"),
             CLASSIFIED, effects=("complaint.note",)),
]  # fmt: skip
MORE_EFFECTS = [
    Scenario("voice: a forgotten PIN needs a code", play_keys("2", "3", "1"), CODES,
             effects=("identify.send_code",)),
    Scenario("voice: a wrong code for a PIN", play_keys("2", "3", "1", "111111"), CODE_TRIES, -1,
             effects=("identify.check_code",)),
    Scenario("voice: a code for a PIN", play_spoken_code("2", "3", "1"), ENDED_CODES,
             effects=("identify.check_code", "identify.passed")),
    Scenario("voice: a forgotten PIN is set", play_forgotten_pin_by_phone, NEW_PINS,
             effects=("identify.set",)),
    Scenario("sms: a forgotten PIN needs a code", play_texts("H", "9", "1", "1"), CODES,
             effects=("identify.send_code",)),
    Scenario("sms: a PIN's wrong code", play_texts("H", "9", "1", "1", "111111"), CODE_TRIES, -1,
             effects=("identify.check_code",)),
    Scenario("sms: a code for a PIN", play_texted_code("H", "9", "1", "1"), ENDED_CODES,
             effects=("identify.check_code", "identify.passed")),
    Scenario("sms: the code of a gift while a first PIN's is waited for",
             play_without_pin(play_earlier_code("DH 1", then=("MM",))), ORDERS,
             effects=("identify.take_earlier", "redeem.spend", "identify.send_code")),
    Scenario("voice: another code for a PIN",
             play_another_code(play_keys("2", "3", "1"), "1"), CODES,
             effects=("identify.send_again",)),
    Scenario("voice: another code for points to give",
             play_another_code(play_keys(*GIVING_KEYS, "6000", "1"), "1"), CODES,
             effects=("give.send_again",)),
    Scenario("voice: another code for an exchange",
             play_another_code(play_keys(*EXCHANGE_KEYS, "6000", "1"), "1"), CODES,
             effects=("exchange.send_again",)),
    Scenario("voice: another code for a dear gift",
             play_rice_cooker(play_another_code(play_keys(*RICE_COOKER_KEYS), "1")), CODES,
             effects=("redeem.send_again",)),
    Scenario("ussd: another code for a PIN",
             play_another_code(play_entries("4", "3", "1"), "1"), CODES,
             effects=("identify.send_again",)),
    Scenario("sms: another code for a PIN",
             play_another_code(play_texts("H", "9", "1", "1"), "没收到"), CODES,
             effects=("identify.send_again",)),
    Scenario("sms: another code for points to give",
             play_another_code(play_texts(*GIVING_TEXTS), "没收到"), CODES,
             effects=("give.send_again",)),
    Scenario("sms: another code for an exchange",
             play_another_code(play_texts(*EXCHANGE_TEXTS), "没收到"), CODES,
             effects=("exchange.send_again",)),
    Scenario("sms: another code for a gift",
             play_another_code(play_texts("DH 1"), "没收到"), CODES,
             effects=("redeem.send_again",)),
    Scenario("sms: a forgotten PIN is set", play_forgotten_pin_by_text, NEW_PINS,
             effects=("identify.set",)),
    Scenario("ussd: a forgotten PIN needs a code", play_entries("4", "3", "1"), CODES,
             effects=("identify.send_code",)),
    Scenario("ussd: a wrong code for a PIN", play_entries("4", "3", "1", "111111"), CODE_TRIES, -1,
             effects=("identify.check_code",)),
    Scenario("ussd: a code for a PIN", play_code_on_screen, ENDED_CODES,
             effects=("identify.check_code", "identify.passed")),
    Scenario("ussd: a forgotten PIN is set", play_forgotten_pin_on_screen, NEW_PINS,
             effects=("identify.set",)),
    Scenario("voice: points are given", play_keys(*GIVING_KEYS, "500", "1"), TRANSFERS,
             effects=("give.give",)),
    Scenario("voice: many points need a code", play_keys(*GIVING_KEYS, "6000", "1"), CODES,
             effects=("give.send_code",)),
    Scenario("voice: many points are given", play_spoken_code(*GIVING_KEYS, "6000", "1"),
             TRANSFERS, effects=("give.check_code", "give.give")),
    Scenario("voice: points are exchanged", play_keys(*EXCHANGE_KEYS, "1000", "1"), EXCHANGES,
             effects=("exchange.exchange",)),
    Scenario("voice: a large exchange needs a code", play_keys(*EXCHANGE_KEYS, "6000", "1"), CODES,
             effects=("exchange.send_code",)),
    Scenario("voice: a large exchange", play_spoken_code(*EXCHANGE_KEYS, "6000", "1"), EXCHANGES,
             effects=("exchange.check_code", "exchange.exchange")),
    Scenario("voice: a dear gift needs a code",
             play_rice_cooker(play_keys(*RICE_COOKER_KEYS)), CODES,
             effects=("redeem.send_code",)),
    Scenario("voice: a dear gift is redeemed",
             play_rice_cooker(play_spoken_code(*RICE_COOKER_KEYS)), ORDERS,
             effects=("redeem.check_code", "redeem.spend")),
    Scenario("voice: the language changes back", play_keys("5", "2", "1", number=EN), CHINESE,
             effects=("choose_language.chinese",)),
    Scenario("voice: the PIN changes", play_keys("5", "1", PIN, NEW_PIN, NEW_PIN), NEW_PINS,
             effects=("account.set",)),
    Scenario("voice: no more marketing", play_keys("5", "4", "1"), NO_MARKETING,
             effects=("texts.stop",)),
    Scenario("voice: marketing again", play_without_marketing(play_keys("5", "4", "1")),
             NO_MARKETING, -1, effects=("texts.start",)),
    Scenario("voice: a recording is made again", play_recording("4", "1", after="2"), DELETIONS,
             effects=("complaint.record_again",)),
    Scenario("voice: a recording is dropped", play_recording("4", "1", after="3"), DELETIONS,
             effects=("complaint.drop",)),
    Scenario("voice: all complaints are withdrawn",
             play_withdrawal_of_two(play_withdrawal_in_words), WITHDRAWN, 2,
             effects=("complaint.withdraw_all",)),
    Scenario("voice: a complaint is withdrawn", play_withdrawal(play_keys("4", "2", "2", PIN, "1")),
             WITHDRAWN, effects=("complaint.withdraw",)),
    Scenario("voice: a second look at a complaint", play_second_look, RAISED,
             effects=("complaint.ask",)),
    Scenario("sms: a second look at a complaint", play_texts("REVIEW", "1", number=EN), RAISED,
             effects=("complaint.ask",)),
    Scenario("ussd: a second look at a complaint",
             play_entries("7", "I want a second look", "1", number=EN), RAISED,
             effects=("complaint.ask",)),
    Scenario("voice: a suggestion", play_recording("4", "4"), SUGGESTIONS,
             effects=("suggestion.make",)),
    Scenario("voice: a summary by text", play_keys("1", "4"), SUMMARIES,
             effects=("summary.ask",)),
    Scenario("voice: a call back instead of waiting", play_callback_key,
             f"{HANDOVERS} WHERE way = 'callback'", effects=("agent.book",)),
    Scenario("voice: a call back is not wanted", play_refused_callback(), ENDED_HANDOVERS,
             effects=("agent.cancel",)),
    Scenario("voice: a call back is not wanted at any time", play_refused_callback("2"),
             ENDED_HANDOVERS, effects=("agent.drop",)),
    Scenario("sms: a call back is not wanted", play_texts(CALL_ME, "不用打了"), ENDED_HANDOVERS,
             effects=("agent.cancel",)),
    Scenario("sms: a call back is not wanted at any time",
             play_texts(CALL_ME, "改到今天早上八点", "不用打了"), ENDED_HANDOVERS,
             effects=("agent.drop",)),
    Scenario("ussd: a call back is not wanted", play_entries("8", "不用打了"), ENDED_HANDOVERS,
             effects=("agent.cancel",)),
    Scenario("ussd: a call back is not wanted at any time", play_entries("8", "2", "不用打了"),
             ENDED_HANDOVERS, effects=("agent.drop",)),
    Scenario("voice: a call back at a time", play_timed_callback, TIMED_CALLBACKS,
             effects=("agent.choose",)),
    Scenario("voice: the PIN for an agent", play_pin_for_agent,
             f"{HANDOVERS} WHERE CAST(proofs AS TEXT) LIKE '%pin%'",
             effects=("identify.try", "agent.tell")),
    Scenario("sms: a code for a gift of points", play_texts(*GIVING_TEXTS), CODES,
             effects=("give.send_code",)),
    Scenario("sms: points are given", play_texted_code(*GIVING_TEXTS), TRANSFERS,
             effects=("give.check_code", "give.give")),
    Scenario("sms: the code of points given before",
             play_earlier_code(*GIVING_TEXTS, then=(f"ZZ {GIVEN_TO} 700",)), TRANSFERS,
             effects=("give.take_earlier", "give.give")),
    Scenario("sms: the code of a gift while another's is waited for",
             play_earlier_code("DH 1", then=("DH 2",)), ORDERS,
             effects=("redeem.take_earlier", "redeem.spend", "redeem.send_code")),
    Scenario("sms: the code of an exchange before",
             play_earlier_code(*EXCHANGE_TEXTS, then=("换2000分的南航里程",)), EXCHANGES,
             effects=("exchange.take_earlier", "exchange.exchange", "exchange.send_code")),
    Scenario("voice: the address is asked for by text", play_keys("3", "4", PIN), TEXTS_FOR_ADDRESS,
             effects=("identify.try", "address.text")),
    Scenario("voice: an order lacks its address",
             play_without_address(play_keys("3", "1", PIN, number=EN)), TEXTS_FOR_ADDRESS,
             effects=("identify.try", "order_status.ask_address")),
    Scenario("ussd: the address is asked for by text", play_entries("5", "4"), TEXTS_FOR_ADDRESS,
             effects=("address.text",)),
    Scenario("ussd: an order lacks its address",
             play_without_address(play_entries("5", "1", number=EN)), TEXTS_FOR_ADDRESS,
             effects=("order_status.ask_address",)),
    Scenario("sms: a code for an address", play_texts(ADDRESS), CODES,
             effects=("address.send_code",)),
    Scenario("sms: another code for an address", play_another_code(play_texts(ADDRESS), "没收到"),
             CODES, effects=("address.send_again",)),
    Scenario("sms: an address", play_texted_code(ADDRESS), ADDRESSES,
             effects=("address.check_code", "address.keep")),
    Scenario("sms: the code of points given while an address waits for its own",
             play_earlier_code(*GIVING_TEXTS, then=(ADDRESS,)), TRANSFERS,
             effects=("address.take_earlier", "give.give")),
    Scenario("sms: a code for an exchange", play_texts(*EXCHANGE_TEXTS), CODES,
             effects=("exchange.send_code",)),
    Scenario("sms: points are exchanged", play_texted_code(*EXCHANGE_TEXTS), EXCHANGES,
             effects=("exchange.check_code", "exchange.exchange")),
    Scenario("sms: phone credit", play_texted_code("HF 10"),
             f"{ORDERS} AND sku = 'credit-10'", effects=("redeem.check_code", "redeem.spend")),
    Scenario("sms: a wrong PIN", play_texts("H", "9", "1", WRONG_PIN), WRONG_PINS,
             effects=("identify.try",)),
    Scenario("sms: the language changes in the menu", play_texts("H", "9", "2", "2"), ENGLISH,
             effects=("choose_language.english",)),
    Scenario("sms: the language changes back", play_texts("H", "9", "2", "1", number=EN), CHINESE,
             effects=("choose_language.chinese",)),
    Scenario("sms: a lost phone is reported", play_texts("H", "9", "3", "1"), FROZEN,
             effects=("account.freeze",)),
    Scenario("sms: missing points", play_texts(f"BD {RECEIPT}", "1", SHOP), CLAIMS,
             effects=("claim.file",)),
    Scenario("voice: notice of leaving", play_keys(*LEAVE_KEYS, number=EN), LEAVING,
             effects=("leave.leave",)),
    Scenario("voice: leaving with many points needs a code", play_keys(*LEAVE_KEYS), CODES,
             effects=("leave.send_code",)),
    Scenario("voice: another code for leaving",
             play_another_code(play_keys(*LEAVE_KEYS), "1"), CODES,
             effects=("leave.send_again",)),
    Scenario("voice: leaving with many points", play_spoken_code(*LEAVE_KEYS), LEAVING,
             effects=("leave.check_code", "leave.leave")),
    Scenario("voice: who leaves stays after all",
             play_after_notice(play_keys("5", "5", "3", "1", PIN, "1")), LEAVING, -1,
             effects=("leave.stay",)),
    Scenario("sms: a code for leaving", play_texts("退会", "1"), CODES,
             effects=("leave.send_code",)),
    Scenario("sms: another code for leaving",
             play_another_code(play_texts("退会", "1"), "没收到"), CODES,
             effects=("leave.send_again",)),
    Scenario("sms: notice of leaving", play_texted_code("退会", "1"), LEAVING,
             effects=("leave.check_code", "leave.leave")),
    Scenario("sms: who leaves stays after all", play_after_notice(play_texts("退会", "1")),
             LEAVING, -1, effects=("leave.stay",)),
    Scenario("ussd: notice of leaving", play_entries(*LEAVE_ENTRIES), LEAVING,
             effects=("leave.leave",)),
    Scenario("ussd: who leaves stays after all",
             play_after_notice(play_entries(*LEAVE_ENTRIES[:-1])), LEAVING, -1,
             effects=("leave.stay",)),
    Scenario("voice: the holder of a number is asked", play_keys(*ADDING_KEYS), CODES,
             effects=("numbers.ask_holder",)),
    Scenario("voice: a number is added", play_holders_code(play_keys(*ADDING_KEYS)), ADDED_NUMBERS,
             effects=("numbers.check", "numbers.change")),
    Scenario("voice: a lost card is blocked",
             play_with_card(play_keys("5", "5", "3", "2", PIN, "5", "1")), LOST_CARDS,
             effects=("numbers.report",)),
    Scenario("sms: a code for a number", play_texts(*ADDING_TEXTS), CODES,
             effects=("numbers.send_code",)),
    Scenario("sms: another code for a number",
             play_another_code(play_texts(*ADDING_TEXTS), "没收到"), CODES,
             effects=("numbers.send_again",)),
    Scenario("sms: the holder of a number is asked", play_texted_code(*ADDING_TEXTS), CODES,
             effects=("numbers.check_code", "numbers.ask_holder")),
    Scenario("sms: a number is added", play_holders_code(play_texted_code(*ADDING_TEXTS)),
             ADDED_NUMBERS, effects=("numbers.check", "numbers.change")),
    Scenario("sms: a lost card is blocked",
             play_with_card(play_texts("号码", "5", "1")), LOST_CARDS,
             effects=("numbers.report",)),
    Scenario("ussd: the holder of a number is asked", play_entries(*ADDING_ENTRIES), CODES,
             effects=("numbers.ask_holder",)),
    Scenario("ussd: a number is added", play_holders_code(play_entries(*ADDING_ENTRIES)),
             ADDED_NUMBERS, effects=("numbers.check", "numbers.change")),
    Scenario("ussd: a lost card is blocked",
             play_with_card(play_entries("9", "5", "3", "2", "5", "1")), LOST_CARDS,
             effects=("numbers.report",)),
    Scenario("sms: marketing again", play_without_marketing(play_texts("DY")), NO_MARKETING, -1,
             effects=("texts.start",)),
    Scenario("sms: marketing again by the carrier's word",
             play_without_marketing(play_texts("UNSTOP")), NO_MARKETING, -1,
             effects=("texts.start",)),
    Scenario("sms: a complaint is withdrawn", play_withdrawal(play_texts("撤销", "1")), WITHDRAWN,
             effects=("complaint.withdraw",)),
    Scenario("sms: all complaints are withdrawn",
             play_withdrawal_of_two(play_texts("撤销全部", "1")), WITHDRAWN, 2,
             effects=("complaint.withdraw_all",)),
    Scenario("sms: a suggestion", play_texts("JY 多些礼品"), SUGGESTIONS,
             effects=("suggestion.make",)),
    Scenario("sms: words for an agent", play_words_for_agent, CHAT_MESSAGES),  # the engine's own
    Scenario("ussd: points are given", play_entries("4", "4", PIN, GIVEN_TO, "500", "1"),
             TRANSFERS, effects=("give.give",)),
    Scenario("ussd: points are exchanged", play_entries("4", "5", PIN, "1", "1000", "1"),
             EXCHANGES, effects=("exchange.exchange",)),
    Scenario("ussd: the language changes", play_entries("9", "2", "2"), ENGLISH,
             effects=("choose_language.english",)),
    Scenario("ussd: the language changes back", play_entries("9", "2", "1", number=EN), CHINESE,
             effects=("choose_language.chinese",)),
    Scenario("ussd: the PIN changes", play_entries("9", "1", PIN, NEW_PIN, NEW_PIN), NEW_PINS,
             effects=("account.set",)),
    Scenario("ussd: a lost phone is reported", play_entries("9", "3", "1"), FROZEN,
             effects=("account.freeze",)),
    Scenario("ussd: no more marketing", play_entries("9", "4", "1"), NO_MARKETING,
             effects=("texts.stop",)),
    Scenario("ussd: marketing again", play_without_marketing(play_entries("9", "4", "1")),
             NO_MARKETING, -1, effects=("texts.start",)),
    Scenario("ussd: a complaint is withdrawn", play_withdrawal(play_entries("7", "2", "2", "1")),
             WITHDRAWN, effects=("complaint.withdraw",)),
    Scenario("ussd: all complaints are withdrawn",
             play_withdrawal_of_two(play_entries("7", "撤销全部投诉", "1")), WITHDRAWN, 2,
             effects=("complaint.withdraw_all",)),
    Scenario("ussd: a suggestion", play_entries("7", "4", "more gifts"), SUGGESTIONS,
             effects=("suggestion.make",)),
    Scenario("ussd: missing points", play_entries("6", RECEIPT, "1", SHOP), CLAIMS,
             effects=("claim.file",)),
]  # fmt: skip
READ_ONLY = [
    Scenario("voice: the call begins", lambda hotline: hotline.voice_caller().ringing_webhook()),
    Scenario("voice: the balance", play_keys("1", "1")),
    Scenario("voice: silence", play_keys("")),
    Scenario("voice: a wrong key", play_keys("8")),
    Scenario("voice: what a gift would cost", play_keys("2", "3", PIN, "1", "2")),
    Scenario("sms: the balance", play_texts("BAL", number=EN)),
    Scenario("sms: the menu, and a number", play_texts("H", "2")),
    Scenario("sms: help with a question", play_texts("TS 话费多扣了五十块钱", "HELP")),
    Scenario("sms: back from a question", play_texts("TS 话费多扣了五十块钱", "BACK")),
    Scenario("sms: a number that nothing has", play_texts("H", "4", "7")),
    Scenario("sms: words that nobody understands", play_texts("H", "4", "阿巴阿巴")),
    Scenario("sms: an answer that goes on", play_texts("H", "4", "4", GIVEN_TO)),
    Scenario("sms: a stranger's text", play_texts("JF", number=STRANGER)),
    Scenario("ussd: a wrong entry", play_entries("4", "3", PIN, "77")),
    Scenario("ussd: the menu", lambda hotline: hotline.ussd_user().dial_webhook()),
    Scenario("ussd: a deep link", lambda hotline: hotline.ussd_user().entry_webhook("1")),
    Scenario("ussd: what a gift would cost", play_entries("4", "3", PIN, "2")),
]
effects = pytest.mark.parametrize("scenario", EFFECTS, ids=lambda scenario: scenario.name)
every_effect = pytest.mark.parametrize(
    ("hotline", "scenario"),
    [
        pytest.param(dialect, scenario, id=f"{dialect}-{scenario.name}")
        for scenarios, dialects in ((EFFECTS, DIALECTS), (MORE_EFFECTS, DIALECTS[:1]))
        for scenario in scenarios
        for dialect in dialects
    ],
    indirect=["hotline"],
)
"""MORE_EFFECTS on SQLite only: what they add is in the dialogues, which know no database."""
read_only = pytest.mark.parametrize("scenario", READ_ONLY, ids=lambda scenario: scenario.name)
