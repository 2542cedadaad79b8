"""What each status may do; and nothing that a channel has not declared is let through."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from core.kernel import Database, NotAllowed
from core.members import CODE, PIN, Act, ProofPolicy, UndeclaredProof, permissions, profiles

NONE: frozenset[str] = frozenset()
NO_PROOF = dict.fromkeys(Act, NONE)


@pytest.fixture
def member(seeded: Database) -> profiles.Member:
    def find(conn: Connection) -> profiles.Member | None:
        return profiles.find(conn, "+8613800000001")

    found = seeded.read(find)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("status", "may"),
    [
        ("active", set(Act)),
        ("arrears", {Act.LOOK, Act.LOOK_CLOSELY, Act.SPEAK, Act.WITHDRAW}),
        ("suspended", {Act.LOOK, Act.LOOK_CLOSELY, Act.SPEAK, Act.WITHDRAW}),
        ("frozen", {Act.SPEAK}),
        ("left", {Act.SPEAK, Act.WITHDRAW}),
    ],
)
def test_permitted_acts_depend_on_member_status(
    member: profiles.Member, status: str, may: set[Act]
) -> None:
    member = replace(member, status=status)
    for act in Act:
        assert permissions.refusal(member, act) == (None if act in may else status)


def test_unknown_status_is_refused_every_act(member: profiles.Member) -> None:
    unknown = replace(member, status="sleeping")
    for act in Act:
        assert permissions.refusal(unknown, act) == "sleeping"
        with pytest.raises(NotAllowed):
            permissions.check(unknown, act)


def test_an_unknown_act_is_refused(member: profiles.Member) -> None:
    unknown: Act = "borrow"  # type: ignore[assignment]
    assert permissions.refusal(member, unknown) == "active"
    with pytest.raises(UndeclaredProof):
        ProofPolicy(NO_PROOF, NONE).proofs_for(unknown)


def test_proof_policy_must_declare_every_act() -> None:
    for act in Act:
        some = {other: proofs for other, proofs in NO_PROOF.items() if other is not act}
        with pytest.raises(ValueError, match=act):
            ProofPolicy(some, NONE)


@pytest.mark.parametrize(
    ("by_act", "above_limit"),
    [
        ({Act.SPEND: frozenset({"voice print"})}, frozenset({"voice print"})),
        ({Act.SPEND: frozenset({PIN})}, frozenset({CODE})),
        ({Act.LOOK_CLOSELY: frozenset({CODE})}, NONE),
    ],
    ids=["unknown proof", "less above the limit", "code for what it cannot confirm"],
)
def test_inconsistent_proof_policy_is_refused(
    by_act: dict[Act, frozenset[str]], above_limit: frozenset[str]
) -> None:
    with pytest.raises(ValueError, match=r"proof|limit|code"):
        ProofPolicy(NO_PROOF | by_act, above_limit)
