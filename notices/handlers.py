"""What is mailed when something is announced, and the jobs that send it."""

from collections.abc import Sequence
from email.message import EmailMessage

from flask import current_app
from flask_babel import force_locale

from accounts.account_changes import AccountChange, is_told
from accounts.events import AccountChanged, AddressesChanged, CodeIssued
from accounts.models import Person
from accounts.queries import find_organisation
from core import clock
from core.database import db
from core.jobs import JobRefused, RunningJob
from core.jobs.rules import MOST_ATTEMPTS
from core.settings import Settings
from notices import operations, sending
from notices.letters import Envelope, Letter, compose, fill_link, fill_name
from notices.models import Mail
from notices.operations import Draft, Link, Recipient
from notices.queries import Reader, find_mail_to_send, list_readers
from notices.sending import Line
from notices.wording import LETTERS, ChangeLetter, CodeLetter, change_letter

MOST_ON_ONE_LINE = 50


def on_code_issued(event: CodeIssued) -> None:
    """Write the link to whom it belongs, in the same transaction."""
    person = db.session.get_one(Person, event.person_id)
    about = CodeLetter(person.full_name, office_name(), event.expires_at)
    with force_locale(event.language):
        letter = LETTERS[event.purpose](about)
    to = Recipient(event.person_id, event.email, event.language)
    link = Link(event.url, event.expires_at)
    operations.write_mails([Draft(to, event.purpose, letter, link)], clock.now())


def on_account_changed(event: AccountChanged) -> None:
    """Tell people what changed, as far as they wish to hear it or have to."""
    told = [
        (reader, reader.email)
        for reader in list_readers(event.person_ids)
        if reader.email
        and is_told(event.change, reader.is_told_of_changes, event.by_id != reader.id)
    ]
    _tell(told, event.change, ChangeLetter(office_name(), event.at, event.role))


def on_addresses_changed(event: AddressesChanged) -> None:
    """Tell people at the address before that mail goes elsewhere."""
    former = dict(event.former)
    told = [(reader, former[reader.id]) for reader in list_readers(tuple(former))]
    _tell(told, "address_changed", ChangeLetter(office_name(), event.at))


def send_mails(job: RunningJob) -> None:
    """Send a mail, and over the same line others that are due; each has a job of its own.

    What goes wrong with one leaves the others as they are. Where the line is lost, they wait for
    their own turn.
    """
    settings: Settings = current_app.extensions["settings"]
    if settings.mail_server is None:
        _note(find_mail_to_send(job.arguments["mail"]), "kept")
        return
    with sending.line_to(settings.mail_server) as line:
        problem = _try(job, line, settings)
        for _turn in range(MOST_ON_ONE_LINE - 1):
            if not line.is_open or not job.do_another(lambda other: _send(other, line, settings)):
                break
    if problem is not None:
        raise problem


def _try(job: RunningJob, line: Line, settings: Settings) -> Exception | None:
    try:
        _send(job, line, settings)
    except (JobRefused, sending.MailNotSent) as problem:
        return problem
    return None


def _send(job: RunningJob, line: Line, settings: Settings) -> None:
    """Send one mail, unless that is done or it is too late.

    No transaction is open while the server is spoken to; killed between its answer and the note of
    it, the mail goes out a second time, under the same Message-ID.
    """
    mail = find_mail_to_send(job.arguments["mail"])
    if mail is None:
        return
    if mail.expires_at <= job.at:
        _note(mail, "expired")
        return
    message = _message(mail, settings)
    mail_id, address = mail.id, mail.to_address
    db.session.rollback()
    try:
        line.send(message, address)
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


def _tell(told: Sequence[tuple[Reader, str]], change: AccountChange, about: ChangeLetter) -> None:
    """Write to each at an address; the letter is written once in each language."""
    letters: dict[str, Letter] = {}
    for language in {reader.language for reader, _address in told}:
        with force_locale(language):
            letters[language] = change_letter(change, about)
    drafts = [
        Draft(
            Recipient(reader.id, address, reader.language),
            change,
            fill_name(letters[reader.language], reader.full_name),
        )
        for reader, address in told
    ]
    operations.write_mails(drafts, about.at)


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
