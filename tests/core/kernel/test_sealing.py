"""Sealed values: opened by the key that sealed them, for the same purpose and the same row."""

import pytest

from core.kernel import CannotOpen, Sealer, is_sealed

OLD, NEW = "a" * 40, "b" * 40
SECRET = "JBSWY3DPEHPK3PXP"


def sealer(secret_key: str = NEW, *fallbacks: str, purpose: str = "totp") -> Sealer:
    return Sealer([secret_key, *fallbacks], purpose)


def test_a_sealed_value_is_opened_again() -> None:
    sealed = sealer().seal(SECRET, "agent")
    assert SECRET not in sealed and is_sealed(sealed) and not is_sealed(SECRET)
    assert sealer().open(sealed, "agent") == SECRET


def test_the_same_value_is_never_sealed_alike() -> None:
    assert sealer().seal(SECRET, "agent") != sealer().seal(SECRET, "agent")


def test_a_former_key_opens_what_it_sealed_and_seals_no_more() -> None:
    sealed = sealer(OLD).seal(SECRET, "agent")
    rotated = sealer(NEW, OLD)
    assert rotated.open(sealed, "agent") == SECRET and not rotated.is_current(sealed)
    again = rotated.seal(SECRET, "agent")
    assert rotated.is_current(again) and sealer(NEW).open(again, "agent") == SECRET


@pytest.mark.parametrize("other", [sealer(OLD), sealer(purpose="reply")])
def test_another_key_or_purpose_does_not_open_it(other: Sealer) -> None:
    with pytest.raises(CannotOpen):
        other.open(sealer().seal(SECRET, "agent"), "agent")


def test_a_value_that_was_moved_or_changed_is_refused() -> None:
    sealed = sealer().seal(SECRET, "agent")
    changed = sealed[:-6] + ("AAAA" if sealed[-6:-2] != "AAAA" else "BBBB") + sealed[-2:]
    for value, row in ((sealed, "supervisor"), (changed, "agent"), (SECRET, "agent"), ("", "")):
        with pytest.raises(CannotOpen):
            sealer().open(value, row)
