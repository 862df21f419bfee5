"""The audit, for administrators of the whole organisation."""

from collections.abc import Sequence

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from accounts import audit_actions, audit_paging
from accounts.audit_details import show_details
from accounts.audit_words import ACTION_NAMES
from accounts.forms.organisation import AuditFilterForm
from accounts.operations.auditing import note
from accounts.queries.audit_entries import (
    EXPORT_SIZE,
    PAGE_SIZE,
    AuditFilter,
    AuditLine,
    list_audit,
)
from accounts.views.blueprint import blueprint
from accounts.views.reaching import own_reach
from core import clock
from core.database import write_transaction
from core.i18n import format_moment
from core.i18n import gettext as _
from core.identity import person, require_role
from core.tables import CSV_TYPE, Cell, write_csv


@blueprint.get("/audit")
@require_role("administrator")
def audit() -> ResponseReturnValue:
    """What was done, by whom, when and from where; the newest first."""
    form, wanted = _asked()
    below = audit_paging.read_place(request.args.get("below", ""))
    lines = list_audit(wanted, below, PAGE_SIZE + 1)
    has_more = len(lines) > PAGE_SIZE
    lines = lines[:PAGE_SIZE]
    return render_template(
        "accounts/audit.html",
        form=form,
        lines=lines,
        actions=ACTION_NAMES,
        show_details=show_details,
        is_first=below is None,
        older=audit_paging.write_place(lines[-1].at, lines[-1].id) if has_more else None,
    )


@blueprint.get("/audit.csv")
@require_role("administrator")
def audit_csv() -> ResponseReturnValue:
    """The same as CSV, all pages; that it was taken stands in the audit from now on."""
    _form, wanted = _asked()
    lines = list_audit(wanted, most=EXPORT_SIZE)
    with write_transaction():
        note(
            audit_actions.AUDIT_EXPORTED,
            person().id,
            clock.now(),
            details={"entries": len(lines)},
        )
    response = Response(write_csv(_header(), _rows(lines)), content_type=CSV_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def _asked() -> tuple[AuditFilterForm, AuditFilter]:
    """The filter as it was asked for; only for administrators of the whole."""
    if not own_reach().is_whole:
        abort(403)
    form = AuditFilterForm(request.args)
    form.offer_actions()
    return form, form.wanted(current_app.config["TIMEZONE"])


def _header() -> list[str]:
    return [
        _("When"), _("What"), _("Who"), _("About whom"), _("What it concerns"), _("Details"),
        _("From where"),
    ]  # fmt: skip


def _rows(lines: Sequence[AuditLine]) -> list[list[Cell]]:
    return [
        [
            format_moment(line.at),
            str(ACTION_NAMES.get(line.action, line.action)),
            line.by_name or line.by_reference,
            line.about_name or line.about_reference,
            line.subject,
            ", ".join(f"{name}: {value}" for name, value in show_details(line.details)),
            line.address,
        ]
        for line in lines
    ]
