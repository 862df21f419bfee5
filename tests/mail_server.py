"""A mail server for tests, on this machine, which keeps what it is given."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from core.mail_settings import MailServer


class Postbox:
    """What came in; `answer` is said to every mail, `to_address` to every address.

    `lines` are the connections over which somebody began a mail, `refused` what is said to single
    addresses; after as many mails as `most` the line is hung up.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.answer = "250 OK"
        self.to_address = "250 OK"
        self.refused: dict[str, str] = {}
        self.lines: dict[Any, int] = {}
        self.most = 1000

    async def handle_RCPT(self, _server, session, envelope, address, _options) -> str:  # noqa: N802
        """Take an address, or not."""
        self.lines[session.peer] = self.lines.get(session.peer, 0) + 1
        answer = self.refused.get(address, self.to_address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_NOOP(self, server, session, _envelope, _arg) -> str:  # noqa: N802
        """Still here, or gone."""
        if self.lines.get(session.peer, 0) >= self.most:
            server.transport.close()
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802
        """Take a mail, or not."""
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.append(envelope.rcpt_tos)
        return self.answer


def knows(_server, _session, _envelope, _mechanism, given: Any) -> AuthResult:
    """One user is let in."""
    is_known = isinstance(given, LoginPassword) and given == LoginPassword(b"sen", b"secret")
    return AuthResult(success=is_known, handled=False)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(**options: Any) -> Iterator[tuple[Postbox, MailServer]]:
    """A server that listens, and how it is reached."""
    postbox = Postbox()
    port = free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield postbox, MailServer("smtp", "127.0.0.1", port, "", "")
    finally:
        controller.stop()
