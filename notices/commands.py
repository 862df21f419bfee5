"""Commands about mail."""

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from core import clock
from core.settings import Settings
from notices import sending
from notices.handlers import office_name
from notices.letters import Envelope, compose
from notices.operations import new_message_id
from notices.wording import trial_letter

mail_commands = AppGroup("mail", help="Mail that Sen sends.")


class NotSent(click.ClickException):
    """The mail was not sent; exit 1."""


@mail_commands.command("test")
@click.argument("address")
@click.option("--language", type=click.Choice(("vi", "en")), default="vi", show_default=True)
def send_test(address: str, language: str) -> None:
    """Send a mail to ADDRESS now, to see that mail arrives."""
    settings: Settings = current_app.extensions["settings"]
    if settings.mail_server is None:
        raise NotSent("No mail server is set up: name one with SEN_MAIL_URL.")
    message_id = new_message_id(settings)
    office = office_name()
    with force_locale(language):
        letter = trial_letter(office)
    envelope = Envelope(address, settings.mail_from, office, message_id, clock.now(), language)
    try:
        sending.send(settings.mail_server, compose(letter, envelope), address)
    except ValueError as problem:
        raise click.UsageError(f"{address!r} is no address.") from problem
    except (sending.MailNotSent, sending.MailRefused) as problem:
        raise NotSent(f"Not sent: {problem}.") from problem
    click.echo(f"Sent to {address}.")
