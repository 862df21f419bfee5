"""Handing messages to a mail server, several over one line.

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


class Line:
    """A line to a server: opened by the first mail that needs it, and again where it was lost."""

    def __init__(self, server: MailServer, timeout: float) -> None:
        self._server = server
        self._timeout = timeout
        self._client: smtplib.SMTP | None = None

    @property
    def is_open(self) -> bool:
        """Whether another mail can go over it, as far as is known."""
        return self._client is not None and self._client.sock is not None

    def open(self) -> smtplib.SMTP:
        """The server, signed in where there is a user; raises MailNotSent."""
        if self._client is None or not _answers(self._client):
            self.close()
            self._client = _enter(self._server, self._timeout)
        return self._client

    def send(self, message: EmailMessage, to_address: str) -> None:
        """Hand a message over; raises MailNotSent or MailRefused.

        Returns once the server has said that it takes care of it.
        """
        client = self.open()
        try:
            client.send_message(message, to_addrs=[to_address])
        except smtplib.SMTPRecipientsRefused as refusal:
            code = next((code for code, _ in refusal.recipients.values()), 0)
            raise _judged(code, "the address was refused") from None
        except smtplib.SMTPSenderRefused as refusal:
            raise MailNotSent(f"{refusal.smtp_code}: the sender was refused") from None
        except smtplib.SMTPDataError as refusal:
            raise _judged(refusal.smtp_code, "the mail was refused") from None
        except (smtplib.SMTPException, OSError) as problem:
            client.close()
            raise MailNotSent(f"the line broke: {type(problem).__name__}") from None

    def close(self) -> None:
        """Take leave, if there is a line."""
        if self._client is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._client.quit()
            self._client.close()
        self._client = None


@contextmanager
def line_to(server: MailServer, timeout: float = TIMEOUT_S) -> Iterator[Line]:
    """A line to the server, closed in the end."""
    line = Line(server, timeout)
    try:
        yield line
    finally:
        line.close()


def send(
    server: MailServer, message: EmailMessage, to_address: str, timeout: float = TIMEOUT_S
) -> None:
    """Hand one message over; raises MailNotSent or MailRefused."""
    with line_to(server, timeout) as line:
        line.send(message, to_address)


def greet(server: MailServer, timeout: float = TIMEOUT_S) -> None:
    """See whether the server lets us in; raises MailNotSent."""
    with line_to(server, timeout) as line:
        line.open()


def _answers(client: smtplib.SMTP) -> bool:
    """Whether a line that was used is still there: a server may have hung up meanwhile."""
    try:
        code, _words = client.noop()
    except (smtplib.SMTPException, OSError):
        return False
    return code == 250


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
