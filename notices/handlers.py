"""What is mailed when something is announced, and the jobs that send it."""

from email.message import EmailMessage

from flask import current_app
from flask_babel import force_locale

from accounts.events import CodeIssued
from accounts.models import Person
from accounts.queries import find_organisation
from core import clock
from core.database import db
from core.jobs import JobRefused, RunningJob
from core.jobs.rules import MOST_ATTEMPTS
from core.settings import Settings
from notices import operations, sending
from notices.letters import Envelope, Letter, compose, fill_link
from notices.models import Mail
from notices.operations import Link, Recipient
from notices.queries import find_mail_to_send
from notices.wording import LETTERS, CodeLetter


def on_code_issued(event: CodeIssued) -> None:
    """Write the link to whom it belongs, in the same transaction."""
    person = db.session.get_one(Person, event.person_id)
    about = CodeLetter(person.full_name, office_name(), event.expires_at)
    with force_locale(event.language):
        letter = LETTERS[event.purpose](about)
    to = Recipient(event.person_id, event.email, event.language)
    link = Link(event.url, event.expires_at)
    operations.write_mail(to, event.purpose, letter, clock.now(), link)


def send_mail(job: RunningJob) -> None:
    """Send one mail, unless that is done or it is too late.

    No transaction is open while the server is spoken to; killed between its answer and the note of
    it, the mail goes out a second time, under the same Message-ID.
    """
    mail = find_mail_to_send(job.arguments["mail"])
    settings: Settings = current_app.extensions["settings"]
    if mail is None:
        return
    if mail.expires_at <= job.at or settings.mail_server is None:
        _note(mail, "expired" if mail.expires_at <= job.at else "kept")
        return
    message = _message(mail, settings)
    mail_id, address = mail.id, mail.to_address
    db.session.rollback()
    try:
        sending.send(settings.mail_server, message, address)
    except (sending.MailRefused, sending.MailNotSent) as problem:
        _note_failure(mail_id, problem, job)
        return
    _note(db.session.get(Mail, mail_id), "sent")


def tidy_mails(job: RunningJob) -> None:
    """Give up what is too late, and forget what is old."""
    operations.expire_mails(job.at)
    operations.forget_old_mails(job.at)
    db.session.commit()


def office_name() -> str:
    """What the organisation is called."""
    organisation = find_organisation()
    return organisation.name if organisation else "Sen"


def envelope_of(mail: Mail, settings: Settings) -> Envelope:
    """Who writes to whom."""
    return Envelope(
        mail.to_address,
        settings.mail_from,
        office_name(),
        mail.message_id,
        mail.created_at,
        mail.language,
    )


def _message(mail: Mail, settings: Settings) -> EmailMessage:
    letter = fill_link(Letter(mail.subject, mail.text, mail.html), mail.link)
    return compose(letter, envelope_of(mail, settings))


def _note(mail: Mail | None, state: str, error: str = "") -> None:
    if mail is not None:
        operations.note_try(mail, state, error, clock.now())
    db.session.commit()


def _note_failure(mail_id: int, problem: Exception, job: RunningJob) -> None:
    """Note it; where it is worth another try, let the job be tried again."""
    is_over = isinstance(problem, sending.MailRefused) or job.attempt >= MOST_ATTEMPTS
    _note(db.session.get(Mail, mail_id), "failed" if is_over else "waiting", str(problem))
    if not is_over:
        raise problem
    raise JobRefused(str(problem)) from None
