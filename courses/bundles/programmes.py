"""programmes.yml: what programmes are called, and when in the year what is learnt. Pure.

It lies beside the bundles of a library, and an office may change it as it likes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.sentences import say
from courses.bundles.yaml_fields import Fields, read_fields
from quizzes.quiz_markdown.problems import Problem, ProblemLog

PROGRAMMES = "programmes.yml"
FORMAT = 1
OWN = "vi"


@dataclass(frozen=True)
class Season:
    """A part of the year, by language, and the keys of the courses recommended for it."""

    titles: Mapping[str, str]
    courses: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {"titles": dict(self.titles), "courses": list(self.courses)}


@dataclass(frozen=True)
class ProgrammePlan:
    """A programme: its titles and summaries by language, and its recommended year."""

    key: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    year: tuple[Season, ...]


def read_programmes(source: str) -> tuple[list[ProgrammePlan], list[Problem]]:
    """Read the file: the programmes in their order, and what is wrong, with its line."""
    log = ProblemLog(PROGRAMMES)
    fields = read_fields(source.removeprefix("\ufeff").replace("\r\n", "\n"), log)
    if fields is None:
        return [], log.listed()
    if fields.values.get("sen") != FORMAT:
        mend = say("Begin it with sen: %(number)d", number=FORMAT)
        fields.refuse("sen", say("%(file)s does not say its format.", file=PROGRAMMES), mend)
    fields.refuse_unknown(("sen", "programmes"))
    if not isinstance(fields.values.get("programmes"), dict):
        fields.refuse("programmes", say("There are no programmes."), say("Write programmes:"))
        return [], log.listed()
    plans = [_read_plan(fields, key) for key in fields.values["programmes"]]
    return [plan for plan in plans if plan], log.listed()


def _read_plan(fields: Fields, key: str) -> ProgrammePlan | None:
    if not isinstance(fields.values["programmes"][key], dict):
        mend = say("Write title: and year: below it.")
        fields.inner("programmes").refuse(key, say("%(key)s says nothing.", key=key), mend)
        return None
    inner = fields.inner("programmes", key)
    inner.refuse_unknown(("title", "summary", "year"))
    return ProgrammePlan(
        str(key),
        inner.texts("title", OWN),
        inner.texts("summary", OWN, is_required=False),
        _read_year(inner),
    )


def _read_year(fields: Fields) -> tuple[Season, ...]:
    year = fields.values.get("year")
    if year is None:
        return ()
    if not isinstance(year, list) or not all(isinstance(each, dict) for each in year):
        mend = say("Write - when: and courses: for each part of the year.")
        fields.refuse("year", say("year is no list."), mend)
        return ()
    seasons = []
    for index in range(len(year)):
        season = fields.inner("year", index)
        season.refuse_unknown(("when", "courses"))
        seasons.append(Season(season.texts("when", OWN), season.list_of_texts("courses")))
    return tuple(seasons)
