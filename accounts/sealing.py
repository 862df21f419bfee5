"""Secrets that have to be read again, encrypted with a key made of the installation's own.

Against whoever copies the database; not against whoever has `SEN_SECRET_KEY` as well.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
KEY_BYTES = 32
PURPOSE = b"sen: secrets at rest"


def seal(text: str, secret_key: str, owner: str) -> str:
    """`text` encrypted (AES-256-GCM), in letters; opens for the same `owner` alone."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    encrypted = AESGCM(_key(secret_key)).encrypt(nonce, text.encode(), owner.encode())
    return base64.urlsafe_b64encode(nonce + encrypted).decode()


def unseal(sealed: str, secret_key: str, owner: str) -> str | None:
    """What was sealed for `owner`; None where it was not, or with another key."""
    try:
        content = base64.urlsafe_b64decode(sealed.encode())
        nonce, encrypted = content[:NONCE_BYTES], content[NONCE_BYTES:]
        return AESGCM(_key(secret_key)).decrypt(nonce, encrypted, owner.encode()).decode()
    except (binascii.Error, ValueError, InvalidTag):
        return None


def _key(secret_key: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE)
    return derivation.derive(secret_key.encode())
