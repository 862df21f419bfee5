"""Files that a text shows: films and sounds with what goes with them, pages from elsewhere.

    ![What it shows](media/clip.mp4 "Its caption")

alone in its paragraph is a film that plays when it is told to, with the captions and the
transcript that are called like it. With an https address that is no file it is a page from
elsewhere: a link, which a page may offer to show in a frame where that is allowed.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from core.media_kinds import PLAYED, VIDEO, Companions, find_companions, kind_of

LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}
TRANSCRIPT = {"vi": "Bản chép lời", "en": "Transcript"}


@dataclass(frozen=True)
class Picture:
    """Where a file is served; its size in pixels where that is known; of a text, its words."""

    url: str
    width: int | None = None
    height: int | None = None
    words: str = ""


@dataclass
class Rendering:
    """One call: what it was given, and what it came upon."""

    media: Mapping[str, "str | Picture"]
    language: str
    names: list[str] = field(default_factory=list)

    def find_picture(self, source: str) -> Picture | None:
        """The file that a text names, noting the name."""
        name = media_name(source)
        if name not in self.names:
            self.names.append(name)
        return self.picture(name)

    def picture(self, name: str) -> Picture | None:
        """The file of this name."""
        found = self.media.get(name)
        return Picture(found) if isinstance(found, str) else found


def media_name(source: str) -> str:
    """A file's name as texts give it: `./media/a%20b.png` is media/a b.png."""
    name = unicodedata.normalize("NFC", unquote(source.strip()))
    return name.removeprefix("./")


def is_played(source: str) -> bool:
    """Whether a text names a film or a sound of its own there."""
    name = media_name(source)
    return name.startswith("media/") and kind_of(name) in PLAYED


def is_embedded(source: str) -> bool:
    """Whether this is the address of a page elsewhere, and not of a file."""
    try:
        parts = urlsplit(source.strip())
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and kind_of(parts.path) is None


def shape_embedded(paragraph: Element) -> Element:
    """A page from elsewhere as a link that says so; core.markdown judges the address."""
    picture = paragraph[0]
    frame = Element("div", {"class": "embed"})
    frame.tail = paragraph.tail
    link = SubElement(frame, "a", {"href": picture.get("src", "").strip()})
    link.text = AtomicString(picture.get("alt") or picture.get("src", ""))
    if picture.get("title"):
        SubElement(frame, "p").text = AtomicString(picture.get("title", ""))
    return frame


def shape_played(paragraph: Element, rendering: Rendering) -> Element:
    """A film or a sound with its captions, and below it what is said in it."""
    picture = paragraph[0]
    name, words = media_name(picture.get("src", "")), picture.get("alt", "")
    found = rendering.find_picture(name)
    holder = Element("div", {"class": "played"})
    holder.tail = paragraph.tail
    if found is None:
        SubElement(holder, "p").text = AtomicString(words)
        return holder
    companions = find_companions(name, rendering.media)
    figure = SubElement(holder, "figure")
    figure.append(_player(name, words, found, companions, rendering))
    if picture.get("title"):
        SubElement(figure, "figcaption").text = AtomicString(picture.get("title", ""))
    transcript = _own(companions.transcripts, rendering.language)
    if transcript:
        holder.append(_transcript(*transcript, rendering))
    return holder


def _player(
    name: str, words: str, found: Picture, companions: Companions, rendering: Rendering
) -> Element:
    is_film = kind_of(name) == VIDEO
    player = Element("video" if is_film else "audio", {"src": found.url, "aria-label": words})
    for attribute, size in (("width", found.width), ("height", found.height)):
        if size and is_film:
            player.set(attribute, str(size))
    poster = rendering.picture(companions.poster) if companions.poster else None
    if poster:
        player.set("poster", poster.url)
    for language, track in companions.captions:
        shown = rendering.picture(track)
        if shown:
            player.append(_track(shown, language or rendering.language, rendering))
    return player


def _track(shown: Picture, language: str, rendering: Rendering) -> Element:
    label = LANGUAGE_NAMES.get(language, language)
    said = {"kind": "captions", "src": shown.url, "srclang": language, "label": label}
    track = Element("track", said)
    if language == rendering.language:
        track.set("default", "")
    return track


def _own(files: tuple[tuple[str, str], ...], language: str) -> tuple[str, str] | None:
    """Of files by language the one in `language`, else the first."""
    own = [each for each in files if each[0] in (language, "")]
    return next(iter(own or files), None)


def _transcript(language: str, name: str, rendering: Rendering) -> Element:
    """What is said, to be opened; paragraphs are parted by blank lines."""
    details = Element("details", {"class": "transcript"})
    own = rendering.language
    SubElement(details, "summary").text = TRANSCRIPT.get(own, TRANSCRIPT["en"])
    text = rendering.picture(name)
    words = unicodedata.normalize("NFC", text.words if text else "")
    for part in words.replace("\r\n", "\n").split("\n\n"):
        if part.strip():
            paragraph = SubElement(details, "p")
            paragraph.text = AtomicString(" ".join(part.split()))
            if language and language != own:
                paragraph.set("lang", language)
    return details


class EveryFile(dict[str, str | Picture]):
    """Media in which every name is found, and says in its address which it was."""

    def get(self, name: str, default: object = None) -> Picture:
        """A file of any name."""
        return Picture(f"/found/{quote(name, safe='')}")
