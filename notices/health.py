"""Whether mail can be sent."""

from core.doctor import Finding
from core.settings import Settings
from notices import sending


def check_mail(settings: Settings) -> Finding:
    """The mail server lets us in; without one, mail is kept."""
    server = settings.mail_server
    if server is None:
        return Finding(True, "no server is set up; mails are kept in the outbox")
    try:
        sending.greet(server)
    except sending.MailNotSent as problem:
        return Finding(False, f"{server.host}: {problem}; see SEN_MAIL_URL")
    return Finding(True, f"{server.host} answers, and lets us in as far as it asks")
