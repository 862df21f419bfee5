"""Pages from elsewhere within a lesson: a link always, a frame where administrators allow it. Pure.

The edition keeps the link. Whether it may be shown in a frame is decided when the page is read,
so that a site that is taken off the list is off every page at once.
"""

import re
from collections.abc import Collection, Iterable
from html import escape, unescape
from urllib.parse import parse_qs, quote, urlsplit

EMBED = re.compile(
    r'<div class="embed"><a href="(?P<address>[^"]*)"(?P<rest>[^>]*)>(?P<words>[^<]*)</a>'
)
SIGN = '<div class="embed">'
HOST = re.compile(r"(?=.{4,255}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+\Z")
# Where sites keep what may be framed, where that is another place than what people copy.
YOUTUBE, VIMEO = "www.youtube-nocookie.com", "player.vimeo.com"
FRAMED_AT = {"youtube.com": YOUTUBE, "m.youtube.com": YOUTUBE, "youtu.be": YOUTUBE}
FRAMED_AT |= {"vimeo.com": VIMEO}
VIDEO_ID = re.compile(r"[\w-]{6,20}\Z", re.ASCII)


def tidy_host(given: str) -> str | None:
    """A host as the list keeps it, from what somebody typed or pasted; None for no host."""
    text = given.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname if _is_plain(text) else ""
    except ValueError:
        return None
    plain = (host or "").removeprefix("www.")
    return plain if HOST.match(plain) else None


def frame_hosts(hosts: Iterable[str]) -> tuple[str, ...]:
    """The hosts that a page's policy has to name for these to be shown."""
    named = {name for host in hosts for name in _names_of(host)}
    return tuple(sorted(named))


def frame_address(address: str, hosts: Collection[str]) -> str | None:
    """What a frame shows for an address, where its host is allowed; None where it is not."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        is_plain = parts.port in (None, 443) and not parts.username
    except ValueError:
        return None
    if parts.scheme != "https" or not is_plain or host not in hosts:
        return None
    if host in FRAMED_AT:
        return _video_address(FRAMED_AT[host], parts.path, parts.query)
    return address


def offer_frames(html: str, hosts: Collection[str], note: str) -> str:
    """A lesson's text in which pages of allowed hosts may be shown; `note` says their {host}."""
    if not hosts or SIGN not in html:
        return html

    def offer(match: re.Match[str]) -> str:
        address = unescape(match["address"])
        framed = frame_address(address, hosts)
        if framed is None:
            return match[0]
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        said = escape(note.replace("{host}", host))
        link = f'<a href="{match["address"]}" data-frame="{escape(framed)}"{match["rest"]}>'
        return f'{SIGN}{link}{match["words"]}</a><p class="embed-note">{said}</p>'

    return EMBED.sub(offer, html)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text and "@" not in text


def _names_of(host: str) -> tuple[str, ...]:
    return (FRAMED_AT[host],) if host in FRAMED_AT else (host, f"www.{host}")


def _video_address(host: str, path: str, query: str) -> str | None:
    """The frame of a film, from the address of its page."""
    last = path.rstrip("/").rpartition("/")[2]
    name = parse_qs(query).get("v", [last])[0]
    if not VIDEO_ID.match(name):
        return None
    folder = "video" if host == VIMEO else "embed"
    return f"https://{host}/{folder}/{quote(name)}"
