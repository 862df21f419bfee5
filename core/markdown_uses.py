"""Which files a text shows or links to, as rendering finds them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from core.markdown import DEFAULT_PREFIX, LONGEST_KEPT, render_noting
from core.markdown_media import EveryFile, media_name

TOLD = re.compile(
    r'<div class="played"><figure><(?:video|audio)(?: [a-z-]+="[^"]*")*? src="/found/([^"]*)"'
    r"(?:(?!</figure>).)*</figure></div>\s*<details",
    re.DOTALL,
)


@dataclass(frozen=True)
class MediaUse:
    """The files that a text shows or links to, in the order they come.

    `told` are the films and sounds behind which the text itself opens what is said in them.
    """

    names: tuple[str, ...]
    told: tuple[str, ...]


def find_media(source: str) -> MediaUse:
    """What a text does with files; worked out once for each text that is not very long."""
    return (_find_media if len(source) > LONGEST_KEPT else _find_media_once)(source)


def _find_media(source: str) -> MediaUse:
    html, names = render_noting(source, EveryFile(), prefix=DEFAULT_PREFIX, language="vi")
    return MediaUse(
        names,
        tuple(media_name(unescape(each)) for each in TOLD.findall(html)),
    )


# A course of 60 lessons in two languages is looked through anew at each change of one of them.
_find_media_once = lru_cache(maxsize=512)(_find_media)


def find_media_names(source: str) -> list[str]:
    """The names of all files that a text shows or links to, in the order they come."""
    return list(find_media(source).names)
