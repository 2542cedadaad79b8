"""A one-time code is stored sealed, once, and nowhere else; whoever sends the message again gets
the same words as long as the code is valid."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from dialogue_steps import open_gift_list
from driver import DIAMOND, Hotline, Member
from sqlalchemy import select

from core.members import BLANK, one_time_codes
from core.schema import metadata, one_time_code
from flows.protocol import Channel, Heard, Turn
from wsgi import CHANNEL_ADAPTERS

Play = Callable[[Hotline], Member]


def by_text(hotline: Hotline) -> Member:
    return hotline.member("sms", "en", DIAMOND).enters("DH 1")


def repeated(hotline: Hotline) -> Member:
    return by_text(hotline).enters("DH 1")


def given(hotline: Hotline) -> Member:
    member = hotline.member("sms", "zh", DIAMOND).asks_for("give")
    return member.enters("13800000001").enters("500").is_asked("give.code")


def while_waiting_for_an_agent(hotline: Hotline) -> Member:
    return hotline.member("sms", "en", DIAMOND).asks_for_agent().enters("DH 1")


def by_voice(hotline: Hotline) -> Member:
    hotline.change("UPDATE gift SET points = 5001 WHERE sku = 'earphones'")
    member = open_gift_list(hotline.member("voice", "en", DIAMOND))
    return member.picks("earphones").says_yes().is_asked("redeem_gift.code")


PLAYS = [by_text, repeated, given, while_waiting_for_an_agent, by_voice]


def everything_stored(hotline: Hotline) -> Iterator[tuple[str, str]]:
    """(where, value) of every cell of every table and of every key and value of Redis."""
    with hotline.database.engine.begin() as conn:
        for table in metadata.sorted_tables:
            for row in conn.execute(select(table)).mappings():
                yield from ((f"{table.name}.{name}", str(value)) for name, value in row.items())
    redis = hotline.sessions.redis
    for key in redis.keys("*"):
        yield key, f"{key} {redis.get(key) if redis.type(key) == 'string' else redis.dump(key)}"


def places_of(hotline: Hotline, code: str) -> list[str]:
    return [where for where, value in everything_stored(hotline) if code in value]


def issued_code(member: Member) -> str:
    return member.texted_code if member.channel is Channel.VOICE else member.code


@pytest.mark.parametrize("play", PLAYS, ids=lambda play: play.__name__)
def test_code_is_stored_nowhere_in_clear(
    hotline: Hotline, play: Play, capfd: pytest.CaptureFixture[str]
) -> None:
    member = play(hotline)
    code = issued_code(member)
    assert places_of(hotline, code) == []
    member.enters(code)
    assert places_of(hotline, code) == []
    assert code not in "".join(capfd.readouterr())
    rows = hotline.rows("SELECT sealed FROM one_time_code WHERE member_id = 3")
    assert rows and all(row.sealed for row in rows)


@pytest.fixture
def asked(hotline: Hotline) -> tuple[Heard, Turn]:
    """A text that is answered with a code, and its reply."""
    member = hotline.member("sms", "en", DIAMOND)
    heard = member.telephone.enter("DH 1", None)
    return heard, hear(hotline, heard)


def hear(hotline: Hotline, heard: Heard) -> Turn:
    return hotline.conversation.hear(heard, CHANNEL_ADAPTERS[heard.channel].parse_in_session)


def test_message_sent_again_gets_the_same_code_until_it_expires(
    hotline: Hotline, asked: tuple[Heard, Turn]
) -> None:
    heard, reply = asked
    code = code_in(reply)
    hotline.at += timedelta(minutes=4, seconds=59)
    assert hear(hotline, heard) == reply  # from Redis
    hotline.sessions.redis.flushall()
    assert hear(hotline, heard) == reply  # from the database
    hotline.at += timedelta(seconds=1)
    for _ in range(2):
        late = hear(hotline, heard)
        assert [words.replace(BLANK, code) for words in late.say] == list(reply.say)
        assert BLANK in "".join(late.say)
        hotline.sessions.redis.flushall()


def test_used_code_is_said_again_to_the_same_message(
    hotline: Hotline, asked: tuple[Heard, Turn]
) -> None:
    heard, reply = asked
    member = hotline.member("sms", "en", DIAMOND).enters(code_in(reply))
    assert member.hears("redeem_gift-ordered")
    assert hear(hotline, heard) == reply


def test_expired_code_is_deleted(hotline: Hotline, asked: tuple[Heard, Turn]) -> None:
    def forget() -> int:
        return hotline.database.run(lambda conn: one_time_codes.forget_expired(conn, hotline.at))

    assert forget() == 0
    hotline.at += timedelta(minutes=5)
    assert [forget(), forget()] == [1, 0]
    with hotline.database.engine.begin() as conn:
        assert conn.execute(select(one_time_code.c.sealed)).scalars().all() == [None]


def test_reply_without_database_has_no_blank(hotline: Hotline, asked: tuple[Heard, Turn]) -> None:
    """The stored reply cannot be completed: an apology, and the reply when the database is back."""
    heard, reply = asked
    hotline.change("ALTER TABLE one_time_code RENAME TO elsewhere")
    apology = hear(hotline, heard)
    assert apology != reply and BLANK not in "".join(apology.say)
    hotline.change("ALTER TABLE elsewhere RENAME TO one_time_code")
    assert hear(hotline, heard) == reply


def code_in(turn: Turn) -> str:
    [code] = {word for word in " ".join(turn.say).replace(",", " ").split() if is_code(word)}
    return code


def is_code(word: str) -> bool:
    return len(word) == 6 and word.isdigit()
