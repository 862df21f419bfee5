"""Sen: the application, put together in named steps.

The one place that knows every package.
"""

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

import courses.models
import enrolments.models
import media.models
import quizzes.models
import reports.models
import safety.models
from accounts import commands as accounts_commands
from accounts import handlers as accounts_handlers
from accounts import views as accounts_views
from accounts.events import PersonPlaced
from accounts.queries import find_organisation
from core import assets, clock, errors, events, health, i18n, identity, migrations, pages, security
from core import commands as core_commands
from core.database import db, engine_options
from core.settings import SettingRefused, Settings, load_settings
from courses import commands as courses_commands
from demo import commands as demo_commands
from demo import views as demo_views
from enrolments import commands as enrolments_commands
from enrolments import handlers as enrolments_handlers
from media import views as media_views
from portal import views as portal_views
from quizzes.events import AttemptGraded
from reports import commands as reports_commands
from reports import views as reports_views
from safety import commands as safety_commands
from safety import views as safety_views
from safety.operations import load_helplines
from studio import views as studio_views

ROOT = Path(__file__).resolve().parent

MODELS = (
    courses.models,
    enrolments.models,
    media.models,
    quizzes.models,
    reports.models,
    safety.models,
)


BLUEPRINTS = (
    accounts_views.blueprint,
    safety_views.blueprint,
    media_views.blueprint,
    portal_views.blueprint,
    reports_views.blueprint,
    studio_views.blueprint,
    demo_views.blueprint,
)

COMMANDS = (
    core_commands.database_commands,
    accounts_commands.people_commands,
    safety_commands.helpline_commands,
    courses_commands.course_commands,
    enrolments_commands.enrolment_commands,
    reports_commands.reports_commands,
    demo_commands.demo_commands,
)


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
    )
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
    app.register_blueprint(health.blueprint)


def add_pages(app: Flask) -> None:
    """Every package's pages."""
    identity.init_identity(app, accounts_handlers.load_signed_in)
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
    events.subscribe(PersonPlaced, enrolments_handlers.on_person_placed)
    events.subscribe(AttemptGraded, enrolments_handlers.on_attempt_graded)


def _settings_or_exit() -> Settings:
    try:
        return load_settings(ROOT)
    except SettingRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(1) from refusal
