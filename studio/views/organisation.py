"""What the organisation writes into lessons itself: all gaps, and filling one."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.reach import programmes_of
from core import clock
from core.database import db
from core.i18n import current_language
from core.i18n import gettext as _
from core.identity import carried_on, person, require_role
from courses.bundles.assembling import text_language
from courses.organisation.gaps import Gap, group_gaps
from courses.organisation.operations import digest_of, fill_gap
from courses.organisation.queries import WrittenText, list_gaps, list_written
from studio.organisation_page import GapUse, list_uses
from studio.settings.forms import OrganisationTextForm
from studio.views.blueprint import blueprint
from studio.views.reaching import READERS, WRITERS, own_programmes

PATH = "/studio/organisation"


@blueprint.get(PATH)
@require_role(*READERS)
def organisation_texts() -> ResponseReturnValue:
    """All gaps of one's courses, where each is used, and whether it is filled."""
    everywhere = _find_uses()
    uses = [use for use in everywhere if own_programmes().covers(use.programme)]
    return render_template(
        "studio/organisation_texts.html",
        uses=uses,
        written=_by_language(list_written({use.gap.key for use in uses})),
        groups=group_gaps(use.gap for use in uses),
        may_fill={use.gap.key for use in uses if may_fill(use.gap.key, everywhere)},
    )


@blueprint.get(f"{PATH}/<gap>")
@require_role(*WRITERS)
def organisation_text(gap: str) -> ResponseReturnValue:
    """Fill a gap in every language."""
    uses = _get_uses(gap)
    written = list_written({gap})
    form = OrganisationTextForm(
        formdata=None,
        seen=digest_of({each.language: each.source for each in written}),
        **{each.language: each.source for each in written},
    )
    return _page(gap, uses, form, written)


@blueprint.post(f"{PATH}/<gap>")
@require_role(*WRITERS)
@carried_on
def fill_organisation_text(gap: str) -> ResponseReturnValue:
    """Let the gap say what was typed; what somebody else wrote meanwhile is shown first."""
    uses, form, written = _get_uses(gap), OrganisationTextForm(), list_written({gap})
    if not form.validate():
        return _page(gap, uses, form, written), 422
    now = {each.language: each.source for each in written}
    if digest_of(now) not in (form.seen.data, digest_of(form.sources)):
        form.seen.data = digest_of(now)
        return _page(gap, uses, form, written, is_other=True), 409
    fill_gap(gap, form.sources, clock.now(), person().id)
    db.session.commit()
    flash(_("Saved. Every lesson with this part shows it at once."), "success")
    return redirect(url_for("studio.organisation_texts"), 303)


def _find_uses() -> list[GapUse]:
    """Where gaps stand; those in the reader's language first, since their words name a gap."""
    uses = list_uses(list_gaps())
    return sorted(
        uses, key=lambda use: text_language(use.gap.path, use.language) != current_language()
    )


def may_fill(gap: str, uses: Sequence[GapUse]) -> bool:
    """Whether one writes in every course that shows what fills a gap: it says it in all at once."""
    own = programmes_of(person().scopes_of(*WRITERS))
    return all(own.covers(use.programme) for use in uses if use.gap.key == gap)


def _get_uses(gap: str) -> list[GapUse]:
    """Where a gap stands; 404 out of one's reach, 403 where others' courses show it, too."""
    uses = [use for use in _find_uses() if use.gap.key == gap]
    if not any(own_programmes().covers(use.programme) for use in uses):
        abort(404)
    if not may_fill(gap, uses):
        abort(403)
    return uses


def _by_language(written: Sequence[WrittenText]) -> dict[tuple[str, str], WrittenText]:
    return {(each.key, each.language): each for each in written}


def _page(
    gap: str,
    uses: Sequence[GapUse],
    form: OrganisationTextForm,
    written: Sequence[WrittenText],
    is_other: bool = False,
) -> str:
    return render_template(
        "studio/organisation_text.html",
        gap=gap,
        uses=uses,
        notes=_notes([use.gap for use in uses]),
        form=form,
        written=written,
        is_other=is_other,
    )


def _notes(gaps: Sequence[Gap]) -> list[str]:
    """What lessons say is to be filled in, each once."""
    return list(dict.fromkeys(gap.note for gap in gaps if gap.note))
