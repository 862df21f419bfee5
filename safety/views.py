"""Help, the way out, and the plain page behind it."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, get_locale

from core import clock
from core.i18n import current_language
from core.security import csrf
from safety import queries
from safety.month import Month, read_month

blueprint = Blueprint("safety", __name__)


@blueprint.get("/help")
def help_page() -> ResponseReturnValue:
    """Whom to call, and how Sen is used; open to everybody."""
    today = clock.today(current_app.config["TIMEZONE"])
    return render_template("safety/help_page.html", helplines=queries.list_shown_helplines(today))


@blueprint.post("/quick-exit")
@csrf.exempt
def quick_exit() -> ResponseReturnValue:
    """Leave at once.

    It changes nothing, so it needs no token: a stale page must not stand in somebody's way. Nor
    does it look at the database, for which it might have to wait.
    """
    response = redirect(exit_address(), 303)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/calendar")
def calendar() -> ResponseReturnValue:
    """A month calendar that says nothing about where it stands."""
    today = clock.today(current_app.config["TIMEZONE"])
    month = read_month(request.args.get("month"), today)
    return render_template(
        "safety/calendar.html",
        month=month,
        month_name=_month_name(month),
        weekdays=_weekdays(),
        weeks=month.weeks(today),
    )


def exit_address() -> str:
    """Where quick exit leads: the installation's choice, else the calendar."""
    return str(current_app.config["EXIT_URL"] or url_for("safety.calendar"))


@blueprint.app_context_processor
def _template_variables() -> dict[str, object]:
    return {"exit_url": exit_address()}


def _month_name(month: Month) -> str:
    pattern = "'tháng' M 'năm' y" if current_language() == "vi" else "LLLL y"
    return format_date(month.first_day, pattern)


def _weekdays() -> list[tuple[str, str]]:
    """Monday to Sunday, each short and in full."""
    days = get_locale().days["stand-alone"]
    return [(days["abbreviated"][number], days["wide"][number]) for number in range(7)]
