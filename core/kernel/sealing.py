"""Encrypts what the database must not hold in clear, such as the secrets of authenticator apps.

AES-256-GCM, which also detects a changed text. Each purpose has a key of its own, derived from
SECRET_KEY by HKDF with SHA-256. The text of a sealed value begins with the id of the key that
sealed it, so that SECRET_KEY can be replaced: the former one goes to SECRET_KEY_FALLBACKS, which
still opens what it sealed.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.kernel.errors import CannotOpen

KEY_BYTES, KEY_ID_BYTES = 32, 6
NONCE_BYTES = 12  # what GCM is specified for; a random one may seal 2**32 values with one key
FORMAT = "s1"


class Sealer:
    def __init__(self, secret_keys: Sequence[str], purpose: str) -> None:
        """secret_keys: the first seals and opens, the others (its former values) only open.
        purpose: what is sealed, in one word; what is sealed for one purpose cannot be opened for
        another."""
        keys = [_derived(secret, purpose) for secret in secret_keys]
        self._hash_keys = [_derived(secret, f"{purpose} hash")[1] for secret in secret_keys]
        self._current_id = keys[0][0]
        self._ciphers = {key_id: AESGCM(key) for key_id, key in reversed(keys)}

    def seal(self, clear: str, belongs_to: str) -> str:
        """belongs_to: the row that the value is stored in, as its primary key. open() needs the
        same, so that a sealed value cannot be moved to another row."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        cipher = self._ciphers[self._current_id]
        sealed = nonce + cipher.encrypt(nonce, clear.encode(), belongs_to.encode())
        return f"{FORMAT}.{self._current_id}.{base64.urlsafe_b64encode(sealed).decode()}"

    def open(self, sealed: str, belongs_to: str) -> str:
        """The value in clear. Raises CannotOpen."""
        name, _, rest = sealed.partition(".")
        key_id, _, text = rest.partition(".")
        cipher = self._ciphers.get(key_id)
        if name != FORMAT or cipher is None:
            raise CannotOpen(f"sealed by an unknown key: {key_id or 'none'}")
        try:
            raw = base64.urlsafe_b64decode(text)
            return cipher.decrypt(
                raw[:NONCE_BYTES], raw[NONCE_BYTES:], belongs_to.encode()
            ).decode()
        except (InvalidTag, ValueError):
            raise CannotOpen("changed, or sealed for another row") from None

    def fingerprints(self, clear: str) -> list[str]:
        """Hashes by which the same value is known without opening it: with the current key, then
        with its former values. Without the key, values cannot be guessed from them."""
        return [
            hmac.new(key, clear.encode(), hashlib.sha256).hexdigest() for key in self._hash_keys
        ]

    def is_current(self, sealed: str) -> bool:
        """Whether the current key sealed it."""
        return sealed.startswith(f"{FORMAT}.{self._current_id}.")


def is_sealed(value: str) -> bool:
    """Whether `value` has been sealed by any key."""
    return value.startswith(f"{FORMAT}.")


def _derived(secret: str, purpose: str) -> tuple[str, bytes]:
    """The id of a key and the key. The id is derived as well: it reveals neither key nor secret."""
    raw = HKDF(SHA256(), KEY_BYTES + KEY_ID_BYTES, salt=None, info=f"hotline {purpose}".encode())
    made = raw.derive(secret.encode())
    return made[KEY_BYTES:].hex(), made[:KEY_BYTES]
