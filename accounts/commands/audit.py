"""Commands of the audit: seal it now, and check that it is whole."""

import json

import click
from flask.cli import AppGroup

from accounts import audit_checks
from accounts.audit_checks import AuditVerdict, NotedSeal
from accounts.operations import sealing
from accounts.queries.audit import find_latest_seal, kept_seal
from core import clock
from core.database import db

audit_commands = AppGroup("audit", help="Who did what, and that nobody changed it since.")


class SealText(click.ParamType[NotedSeal]):
    """A seal as `flask audit seal` prints it."""

    name = "seal"

    def convert(self, value: object, param: object, ctx: object) -> NotedSeal:
        """Read it; what is no seal is wrong usage."""
        try:
            return audit_checks.read_noted(str(value))
        except ValueError as error:
            raise click.BadParameter(str(error)) from error


@audit_commands.command("seal")
def seal() -> None:
    """Close what is open and print the newest seal, to be noted down outside of this database."""
    while sealing.seal_entries(clock.now()) is not None:
        db.session.commit()
    db.session.rollback()
    latest = find_latest_seal()
    if latest is None:
        click.echo("The audit is empty: there is nothing to seal.", err=True)
        return
    click.echo(audit_checks.write_noted(kept_seal(latest)))


@audit_commands.command("verify")
@click.option("--noted", type=SealText(), help="A seal noted down before, as 12:4f6a….")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(noted: NotedSeal | None, as_json: bool) -> None:
    """Check every entry and every seal; ends with 1 where anything is wrong."""
    verdict = sealing.verify_audit(clock.now(), noted)
    if as_json:
        document = {"ok": not verdict.problems, **vars(verdict)}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _print(verdict)
    if verdict.problems:
        raise SystemExit(1)


def _print(verdict: AuditVerdict) -> None:
    for problem in verdict.problems:
        click.echo(problem, err=True)
    click.echo(
        f"{verdict.seals} seals, {verdict.entries} sealed entries, {verdict.unsealed} not sealed "
        f"yet; newest seal {verdict.latest or 'none'}."
    )
