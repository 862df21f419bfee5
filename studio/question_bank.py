"""The questions of a course's draft: in which bank or quiz each stands, and which are asked for.

The draft files are the truth. Banks and quizzes are the categories, with their sections. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accounts.names import fold
from core.settings import LANGUAGES
from courses.bundles.assembling import text_language
from courses.bundles.quizzes import read_quiz_texts
from quizzes.content import DIFFICULTIES, Question, QuizFile
from quizzes.question_types import REGISTRY
from quizzes.quiz_markdown.places import Source
from quizzes.selection import PoolQuestion, fits_rule
from studio.contents import NAME_END

FOLDERS = ("banks", "quizzes")
ORDERS = ("place", "text", "type", "difficulty", "points")
STATES = ("current", "retired", "all")


@dataclass(frozen=True)
class Holder:
    """A bank or quiz with the files it stands in, by language, the original first.

    `place` is its folder and name without language: banks/law. Of questions that cannot be read,
    there are so many.
    """

    place: str
    file: QuizFile
    paths: Mapping[str, str]
    unread_count: int

    @property
    def is_bank(self) -> bool:
        """Whether quizzes draw from it."""
        return self.place.startswith("banks/")

    @property
    def bank_key(self) -> str:
        """What it is called where it is published."""
        return self.file.id if self.is_bank else f"quiz/{self.file.id}"

    @property
    def titles(self) -> Mapping[str, str]:
        """What it is called, by language; at least by its name."""
        return self.file.title or {self.file.language: self.file.id}

    def find(self, key: str) -> Question | None:
        """The question with this id."""
        return next((each for each in self.file.questions if each.id == key), None)


@dataclass(frozen=True)
class Found:
    """A question where it stands."""

    holder: Holder
    question: Question

    @property
    def name(self) -> str:
        """How a form calls it: banks/law/in-force."""
        return f"{self.holder.place}/{self.question.id}"

    @property
    def section_titles(self) -> Mapping[str, str]:
        """What its section is called, by language."""
        sections = self.holder.file.sections
        own = (each for each in sections if each.id == self.question.section)
        return next((section.title or {"": section.id} for section in own), {})


@dataclass(frozen=True)
class Use:
    """A quiz that asks a question: as one of its own, or drawn from its bank."""

    quiz: Holder
    is_drawn: bool


@dataclass(frozen=True)
class QuestionFilter:
    """Which questions: words of it, its bank and section, a tag, difficulty, type, state."""

    words: str = ""
    place: str = ""
    section: str = ""
    tag: str = ""
    difficulty: str = ""
    type: str = ""
    state: str = "current"


@dataclass(frozen=True)
class QuestionOrder:
    """How questions are sorted: as they stand in their files, or by one of their facts."""

    column: str = "place"
    is_descending: bool = False

    @classmethod
    def read(cls, word: str) -> "QuestionOrder":
        """The order that an address asks for; what is not understood is as in the files."""
        column = word.removeprefix("-")
        return cls(column, word.startswith("-")) if column in ORDERS else cls()

    @property
    def word(self) -> str:
        """The order as an address says it; nothing for the usual one."""
        word = f"-{self.column}" if self.is_descending else self.column
        return "" if word == "place" else word

    def turned(self, column: str) -> str:
        """What an address says to sort by this column, or the other way round."""
        return f"-{column}" if self.direction(column) == "ascending" else column

    def direction(self, column: str) -> str | None:
        """How the list is sorted by this column, if it is."""
        if column != self.column:
            return None
        return "descending" if self.is_descending else "ascending"


def read_holders(texts: Mapping[str, str], own: str) -> list[Holder]:
    """Read all banks, then all quizzes of a draft, each with its translations."""
    groups: dict[str, dict[str, str]] = {}
    for path in sorted(texts):
        language = text_language(path, own)
        if path.partition("/")[0] in FOLDERS and language in LANGUAGES:
            groups.setdefault(NAME_END.sub("", path), {}).setdefault(language, path)
    return [
        _read_holder(place, {own: paths[own], **paths}, texts)
        for place, paths in groups.items()
        if own in paths
    ]


def find_question(holders: Iterable[Holder], place: str, key: str) -> Found | None:
    """The question with this id in the bank or quiz of this place."""
    for holder in holders:
        question = holder.find(key) if holder.place == place else None
        if question is not None:
            return Found(holder, question)
    return None


def list_questions(
    holders: Iterable[Holder],
    wanted: QuestionFilter,
    order: QuestionOrder = QuestionOrder(),
    language: str = "",
) -> list[Found]:
    """The questions asked for; words are searched without case and marks, each by itself.

    Texts are sorted as somebody reads them in `language`.
    """
    words = fold(wanted.words).split()
    found = [
        each
        for holder in holders
        for each in (Found(holder, question) for question in holder.file.questions)
        if _is_wanted(each, wanted) and _has_words(each.question, words)
    ]
    if order.column != "place":
        found.sort(key=lambda each: _sort_key(each.question, order.column, language))
    return found[::-1] if order.is_descending else found


def list_tags(holders: Iterable[Holder]) -> list[str]:
    """All tags there are, by the alphabet."""
    tags = {tag for each in holders for question in each.file.questions for tag in question.tags}
    return sorted(tags, key=lambda tag: (fold(tag), tag))


def list_uses(found: Found, holders: Iterable[Holder]) -> list[Use]:
    """The quizzes that ask a question, or may draw it; a retired one is asked by none."""
    question = found.question
    if question.is_retired:
        return []
    if not found.holder.is_bank:
        return [Use(found.holder, is_drawn=False)]
    one = PoolQuestion(
        question.id, found.holder.file.id, frozenset(question.tags), question.difficulty
    )
    return [
        Use(quiz, is_drawn=True)
        for quiz in holders
        if any(fits_rule(one, rule) for rule in quiz.file.settings.draw)
    ]


def words_of(question: Question) -> str:
    """Everything a question says in any language, folded as searches compare it."""
    parts = [question.id, question.source or "", *question.tags]
    for text in question.texts.values():
        parts += [text.stem, text.explanation or "", *text.choices, *text.hints]
        parts += [each for each in text.feedback if each]
        parts += _strings_of(text.details)
    return fold(" ".join(parts))


def _read_holder(place: str, paths: Mapping[str, str], texts: Mapping[str, str]) -> Holder:
    (own, path), *others = paths.items()
    sources = [(other, texts[other], language) for language, other in others]
    file = read_quiz_texts((path, texts[path], own), sources, []).merged
    headings = sum(each.level > 1 for each in Source(texts[path]).list_places())
    return Holder(place, file, paths, headings - len(file.questions))


def _is_wanted(found: Found, wanted: QuestionFilter) -> bool:
    question = found.question
    return (
        wanted.place in ("", found.holder.place)
        and wanted.section in ("", question.section)
        and (not wanted.tag or wanted.tag in question.tags)
        and wanted.difficulty in ("", question.difficulty)
        and wanted.type in ("", question.type)
        and wanted.state in ("all", "retired" if question.is_retired else "current")
    )


def _has_words(question: Question, words: Sequence[str]) -> bool:
    if not words:
        return True
    text = words_of(question)
    return all(word in text for word in words)


def _sort_key(question: Question, column: str, language: str) -> tuple[object, ...]:
    if column == "text":
        texts = (question.texts.get(language), question.texts[question.language])
        return (fold(next((text.stem for text in texts if text and text.stem), "")),)
    if column == "type":
        return (list(REGISTRY).index(question.type),)
    if column == "points":
        return (question.points,)
    known = [*DIFFICULTIES, None]
    return (known.index(question.difficulty),)


def _strings_of(value: object) -> list[str]:
    """All texts within a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for each in value.values() for text in _strings_of(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in _strings_of(each)]
    return []
