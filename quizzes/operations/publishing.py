"""Freezing questions and quizzes into editions; what did not change gets no new one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from core.database import db
from core.markdown import render_markdown
from quizzes import publishing, queries
from quizzes.content import Question as QuestionContent
from quizzes.content import QuizFile
from quizzes.models import Question, QuestionBank, QuestionEdition, Quiz, QuizEdition
from quizzes.question_types.rendering import Render


def publish_quiz(
    owner_key: str,
    quiz_file: QuizFile,
    bank_files: Sequence[QuizFile],
    media: Mapping[str, Any],
    at: datetime,
) -> QuizEdition:
    """Freeze a quiz with the banks it draws from; gives today's edition if nothing changed.

    `bank_files` and `quiz_file` are merged with their translations; the quiz's own questions
    are kept in a bank named `quiz/ID`.
    """
    own = f"quiz/{quiz_file.id}"
    drawn = {rule.bank for rule in quiz_file.settings.draw}
    pool = [
        entry
        for bank in bank_files
        if bank.id in drawn
        for entry in _publish_bank(owner_key, bank.id, bank, media, at)
    ]
    pool += _publish_bank(owner_key, own, quiz_file, media, at)
    quiz = queries.find_quiz(owner_key, quiz_file.id)
    if quiz is None:
        quiz = Quiz(owner_key=owner_key, key=quiz_file.id)
        db.session.add(quiz)
        db.session.flush()
    return _publish_edition(quiz, quiz_file, pool, media, at)


def _publish_edition(
    quiz: Quiz,
    quiz_file: QuizFile,
    pool: list[dict[str, Any]],
    media: Mapping[str, Any],
    at: datetime,
) -> QuizEdition:
    content = publishing.quiz_content(quiz_file, pool)
    digest = publishing.content_hash(content)
    latest = queries.latest_quiz_edition(quiz.id)
    if latest is not None and latest.content_hash == digest:
        return latest
    edition = _new_quiz_edition(quiz_file, content, media)
    edition.quiz_id = quiz.id
    edition.number = latest.number + 1 if latest else 1
    edition.content_hash = digest
    edition.created_at = at
    db.session.add(edition)
    db.session.flush()
    return edition


def _new_quiz_edition(
    quiz_file: QuizFile, content: Mapping[str, Any], media: Mapping[str, Any]
) -> QuizEdition:
    introductions = {
        language: render_markdown(text, media)
        for language, text in quiz_file.introduction.items()
        if text
    }
    return QuizEdition(
        titles=content["titles"],
        introductions=introductions,
        settings=content["settings"],
        pool=content["pool"],
        question_count=publishing.question_count(quiz_file),
        source=content["introductions"],
    )


def _publish_bank(
    owner_key: str, key: str, file: QuizFile, media: Mapping[str, Any], at: datetime
) -> list[dict[str, Any]]:
    bank = queries.find_bank(owner_key, key)
    if bank is None:
        bank = QuestionBank(owner_key=owner_key, key=key)
        db.session.add(bank)
    bank.titles = dict(file.title)
    db.session.flush()
    kept = {question.key: question for question in queries.list_questions(bank.id)}
    latest = queries.latest_question_editions(bank.id)
    named = {content.id for content in file.current_questions}
    for question in kept.values():
        question.is_retired = question.key not in named
    entries = []
    for position, content in enumerate(file.current_questions):
        question = kept.get(content.id) or Question(bank_id=bank.id, key=content.id)
        question.position = position
        db.session.add(question)
        db.session.flush()
        edition = _publish_question(question, latest.get(question.id), content, media, at)
        entries.append(publishing.pool_entry(key, content, question.id, edition.id))
    return entries


def _publish_question(
    question: Question,
    latest: QuestionEdition | None,
    content: QuestionContent,
    media: Mapping[str, Any],
    at: datetime,
) -> QuestionEdition:
    kept = publishing.question_content(content, media)
    digest = publishing.content_hash(kept)
    if latest is not None and latest.content_hash == digest:
        return latest
    edition = QuestionEdition(
        question_id=question.id,
        number=latest.number + 1 if latest else 1,
        content_hash=digest,
        type=content.type,
        points=publishing.graded_points(content),
        content=kept,
        html=publishing.question_html(content, _renderer(question.id, media)),
        created_at=at,
    )
    db.session.add(edition)
    db.session.flush()
    return edition


def _renderer(question_id: int, media: Mapping[str, Any]) -> Render:
    """Renders a question's texts so that no id meets another's on the same page."""

    def render(source: str, name: str) -> str:
        return render_markdown(source, media, prefix=f"question-{question_id}-{name}-")

    return render
