"""Letters become messages that nobody can smuggle anything into."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.letters import (
    LINK,
    NAME,
    Envelope,
    Letter,
    compose,
    fill_link,
    fill_name,
    make_letter,
)

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def envelope(**values) -> Envelope:
    given_values = {
        "to_address": "hoa@office.example",
        "from_address": "no-reply@sen.example",
        "from_name": "BHXH tỉnh Đắk Lắk",
        "message_id": "<1@sen.example>",
        "at": AT,
        "language": "vi",
    }
    return Envelope(**{**given_values, **values})


def read(message):
    return message_from_bytes(message.as_bytes(), policy=policy.default)


def test_a_message_says_who_writes_to_whom_and_keeps_its_letters():
    letter = make_letter("Mật khẩu mới", ["Chào chị Lan,", LINK], "vi")
    message = read(compose(fill_link(letter, "https://sen.example/a?b=1&c=2"), envelope()))
    assert message["Subject"] == "Mật khẩu mới"
    assert message["From"].addresses[0].display_name == "BHXH tỉnh Đắk Lắk"
    assert message["To"] == "hoa@office.example"
    assert message["Message-ID"] == "<1@sen.example>"
    assert message["Date"].datetime == AT
    assert message["Auto-Submitted"] == "auto-generated"
    text, page = message.iter_parts()
    assert "https://sen.example/a?b=1&c=2" in text.get_content()
    assert "Chào chị Lan," in text.get_content()
    assert 'href="https://sen.example/a?b=1&amp;c=2"' in page.get_content()


def test_a_long_link_is_not_broken():
    link = "https://sen.example/" + "x" * 400
    message = read(compose(fill_link(make_letter("A", [LINK], "en"), link), envelope()))
    text, page = message.iter_parts()
    assert link in text.get_content()
    assert link in page.get_content()


@given(st.text(max_size=60))
def test_no_name_and_no_subject_adds_a_header_or_a_recipient(words):
    evil = f"{words}\r\nBcc: x@evil.example\n\n<script>"
    letter = make_letter(evil, [evil], "en")
    message = read(compose(letter, envelope(from_name=evil)))
    assert message["Bcc"] is None
    assert sorted(message.keys()) == sorted(
        ["From", "To", "Subject", "Date", "Message-ID", "Content-Language", "Auto-Submitted",
         "X-Auto-Response-Suppress", "MIME-Version", "Content-Type"]
    )  # fmt: skip
    assert [each.addr_spec for each in message["To"].addresses] == ["hoa@office.example"]
    assert [each.addr_spec for each in message["From"].addresses] == ["no-reply@sen.example"]


@pytest.mark.parametrize(
    "address", ["", "hoa", "@x", "a@b\nBcc: c@d", "a@b, c@d", "a b@c", "a@b\x00", "<a@b>"]
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValueError, match=r".+"):
        compose(Letter("A", "b"), envelope(to_address=address))


def test_markup_in_a_name_stays_text():
    letter = make_letter("A", ["Hello <b>Lan</b> & co"], "en")
    assert "Hello &lt;b&gt;Lan&lt;/b&gt; &amp; co" in letter.html


def test_a_letter_to_many_is_made_out_to_each_and_the_name_stays_text():
    letter = make_letter("A", [f"Hello {NAME},", "Sen"], "en")
    lan, evil = fill_name(letter, "Lan"), fill_name(letter, "<b>\nBcc: x</b>")
    assert lan.text == "Hello Lan,\n\nSen\n"
    assert "<p>Hello Lan,</p>" in lan.html
    assert evil.text == "Hello <b> Bcc: x</b>,\n\nSen\n"
    assert "<p>Hello &lt;b&gt; Bcc: x&lt;/b&gt;,</p>" in evil.html


def test_a_name_cannot_say_where_the_link_goes():
    letter = make_letter("A", [f"Hello {LINK}", LINK], "en")
    assert letter.text.count(LINK) == 1
