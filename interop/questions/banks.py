"""The banks of a draft, and questions put at the end of one.

A question that stands there already, word for word but for case, space and Unicode form, is not
put in again: the same list sent twice changes nothing the second time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from courses.bundles.assembling import text_language
from interop.lessons.course import free_key
from quizzes.content import Question, QuizFile
from quizzes.quiz_markdown.front_matter import write_front_matter
from quizzes.quiz_markdown.headings import derive_id
from quizzes.quiz_markdown.reading import read_quiz
from quizzes.quiz_markdown.writing import write_question

FOLDERS = ("banks/", "quizzes/")


@dataclass(frozen=True)
class BankFile:
    """A bank or quiz in its own language; a new one has no text yet."""

    path: str
    source: str
    file: QuizFile

    @property
    def title(self) -> str:
        """What it is called, at least by its id."""
        return self.file.title.get(self.file.language) or self.file.id


@dataclass(frozen=True)
class Appended:
    """The new text of a bank, how many questions came in, and those that were there."""

    source: str
    added: tuple[Question, ...]
    known: tuple[Question, ...]


def read_banks(texts: Mapping[str, str], language: str) -> list[BankFile]:
    """The banks and quizzes among the texts of a draft, banks first."""
    paths = [
        path
        for path in sorted(texts)
        if path.startswith(FOLDERS) and text_language(path, language) == language
    ]
    return [
        BankFile(path, texts[path], read_quiz(texts[path], path, language)[0]) for path in paths
    ]


def find_bank(banks: Sequence[BankFile], name: str) -> BankFile | None:
    """The bank with this id or file name; a quiz is named as quizzes/final."""
    for bank in banks:
        stem = bank.path.removesuffix(".md")
        own = stem.removeprefix("banks/")
        if name == stem or (bank.path.startswith("banks/") and name in (own, bank.file.id)):
            return bank
    return None


def begin_bank(key: str, title: str, language: str) -> BankFile:
    """A bank that is not there yet."""
    file = QuizFile(kind="bank", id=key, language=language, title={language: title})
    head = write_front_matter({"id": key, "kind": "bank", "title": title}, ())
    return BankFile(f"banks/{key}.md", f"{head}\n", file)


def append_questions(bank: BankFile, questions: Sequence[Question]) -> Appended:
    """Put questions at the end of a bank; each gets an id that nobody has there."""
    stems = {_stem_key(each) for each in bank.file.questions}
    taken = {each.id for each in bank.file.questions}
    added: list[Question] = []
    known: list[Question] = []
    for question in questions:
        stem = _stem_key(question)
        if stem in stems:
            known.append(question)
            continue
        key = free_key(question.id, taken)
        stems.add(stem)
        taken.add(key)
        added.append(_in_language(replace(question, id=key), bank.file.language))
    blocks = [write_question(each, bank.file.language) for each in added]
    source = bank.source.rstrip() + "\n\n" + "\n\n".join(blocks) + "\n" if blocks else bank.source
    return Appended(source, tuple(added), tuple(known))


def _stem_key(question: Question) -> str:
    """What tells a question by its words, and by its answers where many begin alike."""
    text = question.texts[question.language]
    return derive_id("\n".join((text.stem, *sorted(text.choices))), "q-")


def _in_language(question: Question, language: str) -> Question:
    return replace(question, texts={language: question.texts[question.language]})
