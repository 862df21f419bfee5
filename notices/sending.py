"""Handing a message to a mail server.

What goes wrong is told by the server's number, never by its words, which may name people.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from core.mail_settings import MailServer

TIMEOUT_S = 20.0


class MailNotSent(Exception):
    """It was not sent now; another try may go better. The text is one line."""


class MailRefused(Exception):
    """The server will not take this mail, however often it is tried. The text is one line."""


def send(
    server: MailServer, message: EmailMessage, to_address: str, timeout: float = TIMEOUT_S
) -> None:
    """Hand the message over; raises MailNotSent or MailRefused.

    Returns once the server has said that it takes care of it.
    """
    try:
        with _line_to(server, timeout) as client:
            client.send_message(message, to_addrs=[to_address])
    except smtplib.SMTPRecipientsRefused as refusal:
        code = next((code for code, _ in refusal.recipients.values()), 0)
        raise _judged(code, "the address was refused") from None
    except smtplib.SMTPSenderRefused as refusal:
        raise MailNotSent(f"{refusal.smtp_code}: the sender was refused") from None
    except smtplib.SMTPDataError as refusal:
        raise _judged(refusal.smtp_code, "the mail was refused") from None
    except (smtplib.SMTPException, OSError) as problem:
        raise MailNotSent(f"the line broke: {type(problem).__name__}") from None


def greet(server: MailServer, timeout: float = TIMEOUT_S) -> None:
    """See whether the server lets us in; raises MailNotSent."""
    with _line_to(server, timeout):
        pass


@contextmanager
def _line_to(server: MailServer, timeout: float) -> Iterator[smtplib.SMTP]:
    """A line to the server, signed in where there is a user; closed in the end."""
    client = _enter(server, timeout)
    try:
        yield client
    finally:
        with suppress(smtplib.SMTPException, OSError):
            client.quit()
        client.close()


def _enter(server: MailServer, timeout: float) -> smtplib.SMTP:
    try:
        return _sign_in(_connect(server, timeout), server)
    except smtplib.SMTPNotSupportedError:
        raise MailNotSent("the server offers no STARTTLS, or no way to sign in") from None
    except smtplib.SMTPAuthenticationError as refusal:
        raise MailNotSent(f"{refusal.smtp_code}: user or password was refused") from None
    except ssl.SSLError as problem:
        raise MailNotSent(f"no safe line to the server: {problem.reason}") from None
    except (smtplib.SMTPException, OSError) as problem:
        raise MailNotSent(f"the server did not answer: {type(problem).__name__}") from None


def _sign_in(client: smtplib.SMTP, server: MailServer) -> smtplib.SMTP:
    try:
        client.ehlo_or_helo_if_needed()
        if server.username:
            client.login(server.username, server.password)
    except BaseException:
        client.close()
        raise
    return client


def _connect(server: MailServer, timeout: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    client = smtplib.SMTP(server.host, server.port, timeout=timeout)
    if server.scheme == "smtp+starttls":
        try:
            client.starttls(context=context)
        except BaseException:
            client.close()
            raise
    return client


def _judged(code: int, what: str) -> Exception:
    """Numbers from 500 are final by the protocol, those from 400 are not."""
    return MailRefused(f"{code}: {what}") if code >= 500 else MailNotSent(f"{code}: {what}")
