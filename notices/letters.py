"""A mail before anybody sends it, and how it becomes a message that servers understand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

LINK = "[[link]]"
NAME = "[[name]]"
LONGEST_SUBJECT = 300
# Nothing that separates addresses, or quotes what separates them.
ADDRESS = re.compile(r"""[^\s@<>,;:"()\[\]\\]+@[^\s@<>,;:"()\[\]\\]+""")


@dataclass(frozen=True)
class Letter:
    """What somebody is to read.

    LINK stands where a link belongs that only the reader may see, NAME where a letter to many is
    written once and then made out to each.
    """

    subject: str
    text: str
    html: str = ""


@dataclass(frozen=True)
class Envelope:
    """Who writes to whom, when, and the identity that a mail keeps when it is sent again."""

    to_address: str
    from_address: str
    from_name: str
    message_id: str
    at: datetime
    language: str


def one_line(text: str) -> str:
    """A text as a header can hold it: no line breaks, no signs that steer."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def fill_link(letter: Letter, link: str) -> Letter:
    """The letter with its link."""
    return Letter(
        letter.subject,
        letter.text.replace(LINK, link),
        letter.html.replace(LINK, escape(link)),
    )


def fill_name(letter: Letter, name: str) -> Letter:
    """The letter made out to somebody."""
    name = one_line(name)
    return Letter(
        letter.subject,
        letter.text.replace(NAME, name),
        letter.html.replace(NAME, escape(name)),
    )


def compose(letter: Letter, envelope: Envelope) -> EmailMessage:
    """The message; raises ValueError where the address is none."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(envelope.from_address, one_line(envelope.from_name))
    message["To"] = _address(envelope.to_address)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = envelope.message_id
    # Nobody is there who would read that somebody is on leave.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = envelope.language
    return message


def _address(spec: str, name: str = "") -> Address:
    if not ADDRESS.fullmatch(spec) or not spec.isprintable():
        raise ValueError("This is no address.")
    local, _, domain = spec.rpartition("@")
    return Address(name, username=local, domain=domain)


def make_html(paragraphs: list[str], language: str) -> str:
    """A plain page of paragraphs; one that is LINK alone becomes a link."""
    link = f'<a href="{LINK}">{LINK}</a>'
    lines = [f"<p>{link if each == LINK else escape(each)}</p>" for each in paragraphs]
    body = "\n".join(lines)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def make_letter(
    subject: str, paragraphs: list[str], language: str, line: Callable[[str], str] = one_line
) -> Letter:
    """A letter of paragraphs, as text and as a page."""
    cleaned = [each if each == LINK else line(each).replace(LINK, "") for each in paragraphs]
    text = "\n\n".join(cleaned) + "\n"
    return Letter(line(subject)[:LONGEST_SUBJECT], text, make_html(cleaned, language))
