"""What an uploaded file is called: short, without accents, no name taken twice. Pure."""

import re
from collections.abc import Collection

from core.markdown_tree import slug
from core.media_kinds import CAPTIONS, LANGUAGE, TEXT, extension_of, kind_of

LONGEST_STEM = 60
LONGEST_GIVEN = 200
NAMELESS = {"picture": "picture", "video": "film", "audio": "sound"}


def tidy_name(given: str, extension: str | None = None) -> str:
    """A name for what its owner calls `given`: `C:\\Ảnh chụp 1.JPG` is media/anh-chup-1.jpg.

    Captions and transcripts keep the language in theirs: media/clip.vi.vtt.
    """
    base = re.split(r"[/\\]", given)[-1]
    own = extension_of(base)
    stem = base[: -len(own) - 1] if own else base
    language = LANGUAGE.match(stem) if kind_of(base) in (CAPTIONS, TEXT) else None
    if language:
        stem = language["stem"]
    has_words = any(sign.isalnum() for sign in stem)
    plain = slug(stem)[:LONGEST_STEM] if has_words else NAMELESS.get(kind_of(base) or "", "file")
    ending = f".{language['language']}" if language else ""
    return f"media/{plain}{ending}.{extension or own}"


def plain_name(given: str) -> str:
    """What its owner calls a file, fit for a header: no folders, nothing that cannot be seen."""
    base = re.split(r"[/\\]", given)[-1]
    return "".join(sign for sign in base if sign.isprintable())[-LONGEST_GIVEN:]


def free_name(name: str, taken: Collection[str]) -> str:
    """A name that no other file has, whatever the size of its letters: -2, -3 and so on."""
    known = {each.casefold() for each in taken}
    stem, _dot, extension = name.rpartition(".")
    number, free = 1, name
    while free.casefold() in known:
        number += 1
        free = f"{stem}-{number}.{extension}"
    return free


def renamed_with(name: str, new: str, names: Collection[str]) -> dict[str, str]:
    """A file and what goes with it under its new name, by the old."""
    old_stem, new_stem = name.rpartition(".")[0], new.rpartition(".")[0]
    return {each: new_stem + each[len(old_stem) :] for each in names} | {name: new}
