"""Sen: the application, put together in named steps; the one place that knows every package."""

import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

import accounts.personal_data
import courses.models
import courses.organisation.models
import courses.personal_data
import enrolments.models
import enrolments.personal_data
import interop.models
import interop.personal_data
import media.models
import notices.models
import notices.personal_data
import quizzes.models
import quizzes.personal_data
import reports.models
import reports.personal_data
import safety.models
import safety.personal_data
from accounts import commands as accounts_commands
from accounts import handlers as accounts_handlers
from accounts import views as accounts_views
from accounts.events import (
    AccountChanged,
    AddressesChanged,
    CodeIssued,
    PeopleChanged,
    PeoplePlaced,
    PersonPlaced,
    UnitEnded,
    UnitMerged,
    UnitMoved,
)
from accounts.health import check_audit
from accounts.operations.importing.running import run_import
from accounts.queries import find_organisation
from core import (
    assets,
    clock,
    errors,
    events,
    health,
    i18n,
    identity,
    migrations,
    pages,
    personal_data,
    security,
)
from core import checks as core_checks
from core import commands as core_commands
from core.database import db
from core.doctor import Check, doctor, init_doctor
from core.engine import engine_options
from core.jobs import Handler, init_jobs
from core.jobs import handlers as jobs_handlers
from core.jobs.commands import job_commands
from core.jobs.health import check_jobs
from core.settings import SettingRefused, Settings, load_settings
from courses import commands as courses_commands
from courses import handlers as courses_handlers
from courses.events import CoursePublished, CoursePutBack
from courses.exchange.handlers import forget_bundles
from courses.queries import list_programme_names, list_sensitive_keys
from demo import commands as demo_commands
from demo import views as demo_views
from enrolments import commands as enrolments_commands
from enrolments import handlers as enrolments_handlers
from enrolments.queries import count_assignments_of
from interop import commands as interop_commands
from interop import handlers as interop_handlers
from media import views as media_views
from media.health import check_media
from notices import commands as notices_commands
from notices import handlers as notices_handlers
from notices import views as notices_views
from notices.health import check_mail
from portal import views as portal_views
from quizzes import handlers as quizzes_handlers
from quizzes.events import AttemptGraded
from reports import commands as reports_commands
from reports import handlers as reports_handlers
from reports import views as reports_views
from reports.queries.goals import count_goals_of
from safety import commands as safety_commands
from safety import views as safety_views
from safety.operations import load_helplines
from studio import views as studio_views

ROOT = Path(__file__).resolve().parent

MODELS = (
    *(courses.models, courses.organisation.models, enrolments.models, interop.models),
    *(media.models, notices.models, quizzes.models, reports.models, safety.models),
)

BLUEPRINTS = (
    *(accounts_views.blueprint, notices_views.blueprint, safety_views.blueprint),
    *(media_views.blueprint, portal_views.blueprint, reports_views.blueprint),
    *(studio_views.blueprint, demo_views.blueprint),
)

COMMANDS = (
    core_commands.database_commands,
    job_commands,
    doctor,
    notices_commands.mail_commands,
    accounts_commands.people_commands,
    accounts_commands.audit_commands,
    accounts_commands.unit_commands,
    safety_commands.helpline_commands,
    courses_commands.course_commands,
    enrolments_commands.enrolment_commands,
    interop_commands.question_commands,
    reports_commands.reports_commands,
    demo_commands.demo_commands,
)

# Who holds personal data; upper packages first, since accounts, where names stand, lets go last.
PERSONAL_DATA = (
    reports.personal_data.PART,
    interop.personal_data.PART,
    enrolments.personal_data.PART,
    courses.personal_data.PART,
    quizzes.personal_data.part(list_sensitive_keys),
    safety.personal_data.PART,
    notices.personal_data.PART,
    accounts.personal_data.PART,
)

# What else hangs on a unit, by its name: counted before the unit is merged or closed.
UNIT_COUNTS: Mapping[str, Callable[[int], int]] = {
    "assignments": count_assignments_of,
    "goals": count_goals_of,
}

# What is done outside of requests, by its kind, and how often what is done again and again.
JOBS: Mapping[str, Handler] = {
    "jobs.tidy": jobs_handlers.tidy,
    "mails.send": notices_handlers.send_mails,
    "mails.tidy": notices_handlers.tidy_mails,
    "people.mail_code": accounts_handlers.mail_code,
    "audit.seal": accounts_handlers.seal_audit,
    "audit.prune": accounts_handlers.prune_audit,
    "people.import": run_import,
    "people.anonymise": accounts_handlers.anonymise_leavers,
    "people.close_ended": accounts_handlers.close_ended,
    "forms.forget": accounts_handlers.forget_forms,
    "imports.erase": accounts_handlers.erase_imports,
    "bundles.forget": forget_bundles,
    "received_files.erase": interop_handlers.erase_files,
    "attempts.end": quizzes_handlers.end_overdue_attempts,
    "attempts.erase": partial(quizzes_handlers.erase_attempts, list_sensitive_keys),
    "courses.publish_due": courses_handlers.publish_due,
    "quizzes.analyse": partial(quizzes_handlers.analyse_quiz, list_sensitive_keys),
    "quizzes.renew_analyses": quizzes_handlers.renew_analyses,
    "quizzes.regrade": quizzes_handlers.regrade_attempts,
}

MINUTELY, HOURLY, DAILY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PERIODIC: Mapping[str, timedelta] = {
    **dict.fromkeys(("attempts.end", "courses.publish_due"), MINUTELY),
    **dict.fromkeys(("mails.tidy",), 10 * MINUTELY),
    **dict.fromkeys(("audit.seal", "forms.forget", "bundles.forget", "attempts.erase"), HOURLY),
    **dict.fromkeys(("received_files.erase", "quizzes.renew_analyses"), HOURLY),
    **dict.fromkeys(("jobs.tidy", "audit.prune", "people.anonymise"), DAILY),
    **dict.fromkeys(("people.close_ended", "imports.erase"), DAILY),
}

# What `flask doctor` looks at, one line each, in this order after the settings themselves.
CHECKS: Mapping[str, Check] = {
    "database": core_checks.check_database,
    "migrations": core_checks.check_migrations,
    "media": check_media,
    "mail": check_mail,
    "jobs": check_jobs,
    "audit": check_audit,
    "clock": core_checks.check_clock,
}


def create_app(settings: Settings | None = None) -> Flask:
    """Put Sen together; without `settings` they are read from the environment.

    A wrong setting ends the process with one line that says what and how to mend it.
    """
    app = Flask("sen", root_path=str(ROOT), static_folder=None)
    configure(app, settings or _settings_or_exit())
    add_engine_room(app)
    add_pages(app)
    add_commands(app)
    wire_events()
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Hand the settings on to whoever reads them."""
    app.extensions["settings"] = settings
    app.config.update(
        ROOT=ROOT,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        BASE_URL=settings.base_url,
        EXIT_URL=settings.exit_url,
        TIMEZONE=settings.timezone,
        IS_DEMO=settings.is_demo,
        OIDC=settings.oidc,
    )
    app.jinja_environment = pages.Environment
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def add_engine_room(app: Flask) -> None:
    """Database, languages, security, browser files, errors."""
    settings: Settings = app.extensions["settings"]
    pages.init_pages(app)
    security.init_security(app, settings)
    db.init_app(app)
    migrations.init_migrations(app, ROOT / "migrations")
    i18n.init_i18n(app, settings.timezone, settings.default_language)
    assets.init_assets(app, ROOT / "static")
    errors.init_errors(app)
    init_jobs(app, JOBS, PERIODIC)
    init_doctor(app, CHECKS)
    personal_data.init_personal_data(app, PERSONAL_DATA)
    app.register_blueprint(health.blueprint)


def add_pages(app: Flask) -> None:
    """Every package's pages."""
    identity.init_identity(app, accounts_handlers.load_signed_in, accounts_handlers.keep_request)
    app.extensions["programme_names"] = list_programme_names
    app.extensions["unit_counts"] = UNIT_COUNTS
    security.protect_forms(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def add_commands(app: Flask) -> None:
    """Every package's commands."""
    for command in (*COMMANDS, prepare):
        app.cli.add_command(command)


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Make the real database ready to serve: its tables and helplines. Refuses a demo."""
    try:
        migrations.upgrade_database()
    except migrations.UpgradeRefused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from refusal
    organisation = find_organisation()
    if organisation is not None and organisation.is_demo:
        click.echo("This database holds the demo: name another with SEN_DATABASE_URL.", err=True)
        raise SystemExit(1)
    load_helplines(clock.now())
    db.session.commit()


def wire_events() -> None:
    """Who listens to whom: the whole list."""
    events.subscribe(identity.AccessRefused, accounts_handlers.on_access_refused)
    events.subscribe(CodeIssued, notices_handlers.on_code_issued)
    events.subscribe(AccountChanged, notices_handlers.on_account_changed)
    events.subscribe(AddressesChanged, notices_handlers.on_addresses_changed)
    events.subscribe(PersonPlaced, enrolments_handlers.on_person_placed)
    events.subscribe(PeoplePlaced, enrolments_handlers.on_people_placed)
    events.subscribe(UnitMoved, enrolments_handlers.on_unit_moved)
    events.subscribe(UnitMerged, enrolments_handlers.on_unit_merged)
    events.subscribe(UnitMerged, reports_handlers.on_unit_merged)
    events.subscribe(UnitEnded, enrolments_handlers.on_unit_ended)
    events.subscribe(UnitEnded, reports_handlers.on_unit_ended)
    events.subscribe(PeopleChanged, enrolments_handlers.on_people_changed)
    events.subscribe(CoursePublished, enrolments_handlers.on_course_published)
    events.subscribe(CoursePutBack, enrolments_handlers.on_course_put_back)
    events.subscribe(AttemptGraded, enrolments_handlers.on_attempt_graded)


def _settings_or_exit() -> Settings:
    try:
        return load_settings(ROOT)
    except SettingRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(1) from refusal
