"""What was just done by mistake: the member hears that it cannot be taken back."""

import pytest
from driver import DIAMOND, Member

WRONG = [
    ("等等送错了", "wait, I sent it to the wrong person"),
    ("送错人了", "I sent it to the wrong number"),
    ("撤回", "can I take it back"),
]


@pytest.mark.parametrize(("zh", "en"), WRONG)
def test_points_given_by_mistake_cannot_be_taken_back(member: Member, zh: str, en: str) -> None:
    member.asks_for("give").enters_pin_if_asked().enters(DIAMOND.removeprefix("+86"))
    member.enters("500")
    member.confirms().hears("give-given")
    before = member.points()
    member.speaks(zh if member.language == "zh" else en, 0.95).hears("give-can_undo")
    assert member.points() == before
