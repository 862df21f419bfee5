"""Editions of questions, kept in memory once they were read: they never change.

An edition is known by its id and the hash of what it says, so that an id which a transaction gave
back, or another database, brings nothing up that is not meant.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from threading import Lock

from sqlalchemy import select

from core.database import db
from quizzes.content import from_json
from quizzes.frozen import FrozenQuestion
from quizzes.models import QuestionEdition

Name = tuple[int, str]
# About ten KB each: some megabytes, whatever the number of courses.
MOST_KEPT = 400


class Kept:
    """The editions that were used last; several threads ask at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lock = Lock()
        self.editions: OrderedDict[Name, FrozenQuestion] = OrderedDict()

    def find(self, names: Iterable[Name]) -> dict[int, FrozenQuestion]:
        """Those that are here, by id."""
        with self.lock:
            found = {name: self.editions[name] for name in names if name in self.editions}
            for name in found:
                self.editions.move_to_end(name)
        return {edition.edition_id: edition for edition in found.values()}

    def keep(self, name: Name, edition: FrozenQuestion) -> None:
        """Keep one, and let go of what nobody asked for longest."""
        with self.lock:
            self.editions[name] = edition
            while len(self.editions) > self.most:
                self.editions.popitem(last=False)


_kept = Kept(MOST_KEPT)


def get_frozen_questions(names: Collection[Name]) -> Mapping[int, FrozenQuestion]:
    """Editions by their ids; one query for all that are not in memory."""
    found = _kept.find(names)
    missing = [edition_id for edition_id, _hash in names if edition_id not in found]
    return {**found, **_read(missing)} if missing else found


def list_frozen_questions(edition_ids: Collection[int]) -> Mapping[int, FrozenQuestion]:
    """Editions by their ids, where what they say is not known by its hash yet."""
    query = select(QuestionEdition.id, QuestionEdition.content_hash)
    rows = db.session.execute(query.where(QuestionEdition.id.in_(edition_ids)))
    return get_frozen_questions([(row.id, row.content_hash) for row in rows])


def _read(edition_ids: Collection[int]) -> dict[int, FrozenQuestion]:
    query = select(
        QuestionEdition.id,
        QuestionEdition.content_hash,
        QuestionEdition.points,
        QuestionEdition.content,
        QuestionEdition.html,
    ).where(QuestionEdition.id.in_(edition_ids))
    found = {}
    for row in db.session.execute(query.order_by(QuestionEdition.id)):
        edition = FrozenQuestion(row.id, row.points, from_json(row.content), row.html)
        _kept.keep((row.id, row.content_hash), edition)
        found[row.id] = edition
    return found
