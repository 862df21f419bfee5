"""Which server takes mail is read from one address; what is wrong with it is said in one line."""

import pytest

from core.mail_settings import MailServer, read_mail_from, read_mail_server

BASE = "https://sen.example"


def read(url: str):
    return read_mail_server({"SEN_MAIL_URL": url, "SEN_BASE_URL": BASE})


def test_without_an_address_there_is_no_server():
    assert read_mail_server({}) is None
    assert read("  ") is None


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("smtp", "mail.example", 25, "", "")),
        ("smtps://mail.example/", MailServer("smtps", "mail.example", 465, "", "")),
        (
            "smtp+starttls://sen%40office:p%2Fw%3A1@mail.example:2525",
            MailServer("smtp+starttls", "mail.example", 2525, "sen@office", "p/w:1"),
        ),
        ("smtp://u:p@127.0.0.1:2525", MailServer("smtp", "127.0.0.1", 2525, "u", "p")),
        ("smtp://[::1]:25", MailServer("smtp", "::1", 25, "", "")),
    ],
)
def test_an_address_is_read(url, server):
    assert read(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "mail.example:587",
        "http://mail.example",
        "smtp://",
        "smtp://:25",
        "smtp://mail.example:mail",
        "smtp://mail.example:99999",
        "smtp://[mail",
        "smtps://mail.example/box",
        "smtps://mail.example?tls=no",
        "smtps://user@mail.example",
        "smtps://:secret-word@mail.example",
        "smtp://user:secret-word@mail.example",
        "smtps://user:secret-word/x@mail.example",
    ],
)
def test_a_wrong_address_is_refused_in_one_line_that_does_not_tell_the_password(url):
    with pytest.raises(ValueError, match=r"^SEN_MAIL_URL [^\n]*: [^\n]*\.$") as refusal:
        read(url)
    assert "secret-word" not in str(refusal.value)


def test_mail_needs_the_address_that_people_type():
    with pytest.raises(ValueError, match="SEN_BASE_URL is missing: "):
        read_mail_server({"SEN_MAIL_URL": "smtp://mail.example"})


def test_a_server_does_not_show_its_password():
    assert "secret-word" not in repr(read("smtps://user:secret-word@mail.example"))


def test_the_sender_is_nobody_at_the_host_that_people_type():
    assert read_mail_from({}) == "no-reply@localhost"
    assert read_mail_from({"SEN_BASE_URL": "https://sen.example:8443"}) == "no-reply@sen.example"
    assert read_mail_from({"SEN_MAIL_FROM": " sen@office.example "}) == "sen@office.example"


@pytest.mark.parametrize(
    "value",
    ["sen", "sen@", "@office.example", "Sen <sen@office.example>", "sen@office.example\nBcc: x@y"],
)
def test_a_sender_that_is_no_address_is_refused(value):
    with pytest.raises(ValueError, match=r"^SEN_MAIL_FROM is not an address: "):
        read_mail_from({"SEN_MAIL_FROM": value})
