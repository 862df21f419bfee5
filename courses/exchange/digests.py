"""What a file of a bundle is called by what it says. Pure.

Line ends and a byte order mark do not count: git and editors change them, and nobody means it.
"""

import hashlib
from collections.abc import Mapping

from courses.bundles.reading import Bundle
from media.checks import CheckedFile

Digests = Mapping[str, str]


def text_digest(text: str) -> str:
    """The digest of a text, 64 letters."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return hashlib.sha256(plain.encode()).hexdigest()


def media_digest(file: CheckedFile) -> str:
    """The digest of a file as it is kept."""
    return hashlib.sha256(file.content).hexdigest()


def bundle_digests(bundle: Bundle) -> dict[str, str]:
    """The digests of a bundle's files, by name."""
    texts = {path: text_digest(text) for path, text in bundle.texts.items()}
    return texts | {name: media_digest(file) for name, file in bundle.media.items()}
