"""Merging a translation into its original: texts come in, everything else has to agree."""

from collections.abc import Mapping
from dataclasses import replace

from core.sentences import say
from quizzes.content import Question, QuestionText, QuizFile, Section
from quizzes.question_types import type_of
from quizzes.question_types.base import Disagreement
from quizzes.quiz_markdown.front_matter import KINDS
from quizzes.quiz_markdown.problems import Problem, ProblemLog


def apply_translation(original: QuizFile, translation: QuizFile) -> tuple[QuizFile, list[Problem]]:
    """Merge a file read by `read_translation` into its original.

    Sections and questions are matched by their ids, choices by their order; points, tags and
    settings stay the original's. What is not translated is left out of the texts, so that
    `wording` shows the original in its place. What does not agree is a problem with the
    translation's path and line, and stays untranslated.
    """
    problems = ProblemLog(translation.path)
    _refuse_other_file(original, translation, problems)
    _refuse_strangers(original, translation, problems)
    sections = {section.id: section for section in translation.sections}
    questions = {question.id: question for question in translation.questions}
    merged = replace(
        original,
        title={**original.title, **translation.title},
        introduction={**original.introduction, **translation.introduction},
        sections=tuple(_merge_section(one, sections.get(one.id)) for one in original.sections),
        questions=tuple(
            _merge_question(question, questions.get(question.id), problems)
            for question in original.questions
        ),
    )
    return merged, problems.listed()


def _refuse_other_file(original: QuizFile, translation: QuizFile, problems: ProblemLog) -> None:
    if (original.kind, original.id) != (translation.kind, translation.id):
        problems.refuse(
            1,
            say(
                "This is no translation of the %(kind)s %(id)s.",
                kind=KINDS[original.kind],
                id=original.id,
            ),
            say(
                "Write id: %(id)s and kind: %(kind)s, as in the original.",
                id=original.id,
                kind=original.kind,
            ),
        )
    if original.language == translation.language:
        mend = say("Name the file by its own.")
        problems.refuse(1, say("The translation is in the original's language."), mend)


def _refuse_strangers(original: QuizFile, translation: QuizFile, problems: ProblemLog) -> None:
    known = {one.id for one in _list_named(original)}
    for one in _list_named(translation):
        if one.id not in known:
            problems.refuse(
                one.line,
                say("The original has no “#%(id)s”.", id=one.id),
                say("Give it the id that it has in the original: {#in-force}."),
            )


def _list_named(file: QuizFile) -> list[Section | Question]:
    return [*file.sections, *file.questions]


def _merge_section(section: Section, translated: Section | None) -> Section:
    if translated is None:
        return section
    return replace(
        section,
        title={**section.title, **translated.title},
        introduction={**section.introduction, **translated.introduction},
    )


def _merge_question(
    question: Question, translated: Question | None, problems: ProblemLog
) -> Question:
    if translated is None or not _agree(question, translated, problems):
        return question
    ((language, text),) = translated.texts.items()
    fitted = type_of(question).fit_translation(question, text)
    texts: Mapping[str, QuestionText] = {**question.texts, language: fitted}
    return replace(question, texts=texts)


def _agree(question: Question, translated: Question, problems: ProblemLog) -> bool:
    kind, other = type_of(question), type_of(translated)
    if (kind.family or kind.name) != (other.family or other.name):
        return _refuse(translated, _other_type(question), problems)
    disagreement = kind.find_disagreement(question, translated)
    return disagreement is None or _refuse(translated, disagreement, problems)


def _other_type(question: Question) -> Disagreement:
    return Disagreement(
        say("“#%(id)s” is of another type than the original.", id=question.id),
        say("Write type=%(word)s, as in the original.", word=type_of(question).markdown_name),
    )


def _refuse(translated: Question, disagreement: Disagreement, problems: ProblemLog) -> bool:
    problems.refuse(translated.line, disagreement.message, disagreement.mend)
    return False
