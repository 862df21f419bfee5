"""What kind of file a name says it is, and which files go with a film or a sound. Pure.

A film `media/clip.mp4` has beside it what is called alike: `media/clip.vi.vtt` are its captions,
`media/clip.vi.txt` is its transcript, `media/clip.webp` the picture that stands there before it
is played.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PICTURE, VIDEO, AUDIO, CAPTIONS, TEXT, DOCUMENT = (
    *("picture", "video", "audio"),
    *("captions", "text", "document"),
)
KINDS = {
    **dict.fromkeys(("png", "jpg", "jpeg", "webp", "gif", "svg"), PICTURE),
    **dict.fromkeys(("mp4", "webm"), VIDEO),
    **dict.fromkeys(("mp3", "m4a", "ogg"), AUDIO),
    "vtt": CAPTIONS,
    "txt": TEXT,
    **dict.fromkeys(("pdf", "docx", "xlsx", "pptx"), DOCUMENT),
}
PLAYED = (VIDEO, AUDIO)
POSTERS = ("webp", "jpg", "jpeg", "png", "svg")
LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2})\Z")


@dataclass(frozen=True)
class Companions:
    """The names of what goes with a film or a sound; by language, empty for the text's own."""

    captions: tuple[tuple[str, str], ...]
    transcripts: tuple[tuple[str, str], ...]
    poster: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        spoken = tuple(name for _language, name in (*self.captions, *self.transcripts))
        return (*spoken, self.poster) if self.poster else spoken


def extension_of(name: str) -> str:
    """The ending of a name in small letters, without its dot; none where there is none."""
    base, dot, extension = name.rpartition("/")[2].rpartition(".")
    return extension.lower() if base and dot else ""


def kind_of(name: str) -> str | None:
    """What a file is by its name; None for what Sen does not keep."""
    return KINDS.get(extension_of(name))


def find_companions(name: str, names: Iterable[str]) -> Companions:
    """What of `names` goes with the film or sound `name`, the files without a language first."""
    stem = name.rpartition(".")[0]
    spoken: dict[str, list[tuple[str, str]]] = {CAPTIONS: [], TEXT: []}
    poster = None
    for other in sorted(names):
        base, _dot, extension = other.rpartition(".")
        match = LANGUAGE.match(base)
        if base == stem and extension in POSTERS and kind_of(name) == VIDEO:
            poster = poster or other
        elif kind_of(other) not in spoken:
            continue
        elif base == stem:
            spoken[kind_of(other) or ""].insert(0, ("", other))
        elif match and match["stem"] == stem:
            spoken[kind_of(other) or ""].append((match["language"], other))
    return Companions(tuple(spoken[CAPTIONS]), tuple(spoken[TEXT]), poster)
