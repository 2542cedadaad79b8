"""What members do without an agent is in their history at the desk."""

from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import STRANGER, Hotline, Member

from core.contact_centre import member_overview


def contacts(member: Member) -> list[tuple[str, set[str]]]:
    """Channel and dialogues of the contacts without an agent, as the desk finds them."""
    hotline = member.hotline
    hotline.conversation.contact_writer.write()
    with hotline.database.engine.connect() as conn:
        found = member_overview.overview(conn, member.member_id, hotline.at).contacts
    own = [contact for contact in found if contact.kind == "self_service"]
    assert all(contact.at == hotline.at for contact in own)
    return [(contact.channel, set(contact.about.split())) for contact in own]


def test_dialogues_of_a_day_are_one_contact(member: Member, channel: str) -> None:
    member.asks_for("balance")
    member.asks_for("tier")
    member.asks_for("claim")
    assert contacts(member) == [(channel, {"balance", "tier", "claim"})]


def test_the_next_day_is_another_contact(member: Member, channel: str) -> None:
    member.asks_for("balance")
    assert contacts(member) == [(channel, {"balance"})]
    member.waits(86_400).calls().asks_for("tier")
    member.hotline.conversation.contact_writer.write()
    found = member.hotline.rows(
        "SELECT flow FROM self_service_contact WHERE flow <> '' ORDER BY day"
    )
    assert [flow for (flow,) in found] == ["balance", "tier"]


@VOICE_ONLY
def test_a_call_in_which_nothing_is_asked_for_is_a_contact(member: Member, channel: str) -> None:
    assert contacts(member.calls()) == [(channel, set())]


@SMS_ONLY
def test_strangers_have_no_history(hotline: Hotline, channel: str, language: str) -> None:
    hotline.member(channel, language, STRANGER).enters("JF")
    hotline.conversation.contact_writer.write()
    assert hotline.rows("SELECT * FROM self_service_contact") == []
