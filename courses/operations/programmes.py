"""Writing down what a library says of its programmes."""

from collections.abc import Sequence

from core.database import db
from courses import queries
from courses.bundles.programmes import ProgrammePlan
from courses.models import Programme


def save_programmes(plans: Sequence[ProgrammePlan]) -> None:
    """Let programmes be called and planned so, in this order; others stay as they are, behind."""
    named = {plan.key for plan in plans}
    others = [each for each in queries.list_programmes() if each.key not in named]
    for position, plan in enumerate(plans):
        programme = queries.find_programme(plan.key) or Programme(key=plan.key)
        programme.titles, programme.summaries = dict(plan.titles), dict(plan.summaries)
        programme.year = [season.as_json() for season in plan.year]
        programme.position = position
        db.session.add(programme)
    for position, programme in enumerate(others, len(plans)):
        programme.position = position
    db.session.flush()
