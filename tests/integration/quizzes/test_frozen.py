"""Editions of questions are read once, and never another in the place of one that is gone."""

from sqlalchemy import select, update

from core.database import db
from quizzes import queries
from quizzes.content import from_json
from quizzes.models import QuestionEdition
from quizzes.queries import frozen
from tests.counting import counted_queries
from tests.factories.learning import RIGHT


def names():
    query = select(QuestionEdition.id, QuestionEdition.content_hash).order_by(QuestionEdition.id)
    return [tuple(row) for row in db.session.execute(query)]


def test_what_was_read_once_is_not_read_again(make, monkeypatch):
    monkeypatch.setattr(frozen, "_kept", frozen.Kept(most=10))
    make.course("basics")
    wanted = names()
    with counted_queries() as first:
        found = queries.get_frozen_questions(wanted)
    with counted_queries() as again:
        assert queries.get_frozen_questions(wanted) == found
    assert (len(first), len(again)) == (1, 0)
    edition = db.session.get_one(QuestionEdition, wanted[0][0])
    assert found[edition.id].question == from_json(edition.content)
    assert (found[edition.id].html, found[edition.id].max_points) == (edition.html, edition.points)


def test_only_so_many_are_kept_and_those_used_last(make, monkeypatch):
    kept = frozen.Kept(most=2)
    monkeypatch.setattr(frozen, "_kept", kept)
    make.course("basics")
    one, two, three = names()
    queries.get_frozen_questions([one, two])
    queries.get_frozen_questions([one])
    queries.get_frozen_questions([three])
    assert list(kept.editions) == [one, three]


def test_an_id_that_means_something_else_by_now_brings_nothing_up_that_was(make, monkeypatch):
    """As when a publication was taken back, and the next one got its numbers."""
    monkeypatch.setattr(frozen, "_kept", frozen.Kept(most=10))
    make.graded_attempt(make.person(), make.course("basics"), RIGHT)
    (edition_id, _digest), *_others = names()
    before = queries.list_frozen_questions([edition_id])[edition_id]
    changed = {**db.session.get_one(QuestionEdition, edition_id).content, "difficulty": "hard"}
    query = update(QuestionEdition).where(QuestionEdition.id == edition_id)
    db.session.execute(query.values(content=changed, content_hash="another"))
    db.session.commit()
    after = queries.list_frozen_questions([edition_id])[edition_id]
    assert (before.question.difficulty, after.question.difficulty) == (None, "hard")
