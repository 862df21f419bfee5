"""What could be better in quizzes: explanations, sources, right choices that stand out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.sentences import say
from courses.quality.scanning import plain
from quizzes.content import Question, QuizFile
from quizzes.question_types import type_of
from quizzes.quiz_markdown.problems import Problem

MOST_LONGEST = 0.35
FEWEST = 6


@dataclass(frozen=True)
class ChoiceMeasures:
    """Of single-choice questions: how often the longest is right, and where the right stands."""

    questions: int
    longest_right: int
    places: tuple[int, ...]

    @property
    def share(self) -> float:
        """The share of questions whose right choice is the longest."""
        return self.longest_right / self.questions if self.questions else 0.0

    @property
    def gives_away(self) -> bool:
        """Whether guessing the longest choice would pay; of a few questions nobody can say."""
        return self.questions >= FEWEST and self.share >= MOST_LONGEST


def question_problems(file: QuizFile) -> Iterator[Problem]:
    """Questions that do not explain themselves, or name no source; a file whose choices tell."""
    for question in file.current_questions:
        if not _asks(question):
            continue
        if not question.texts[question.language].explanation:
            message = say("The question explains nothing.")
            mend = say("Write why, after > below the choices.")
            yield Problem(file.path, question.line, message, mend, "warning")
        if not question.source and type_of(question).is_graded(question):
            message = say("The question names no source.")
            mend = say(
                "Fill in its source in the form, or write %(sign)s in the braces of its heading.",
                sign='source="…"',
            )
            yield Problem(file.path, question.line, message, mend, "warning")
    measured = measure_choices(file.current_questions)
    if measured.gives_away:
        message = say(
            "The right choice is the longest in %(count)d of %(total)d questions.",
            count=measured.longest_right,
            total=measured.questions,
        )
        mend = say("Make wrong choices as full as right ones: nobody should pass by counting.")
        yield Problem(file.path, 1, message, mend, "warning")


def measure_choices(questions: Sequence[Question]) -> ChoiceMeasures:
    """Measure single-choice questions in the language they were written in."""
    single = [each for each in questions if each.type == "single_choice" and len(each.choices) > 2]
    places: dict[int, int] = {}
    longest = 0
    for question in single:
        right = next((at for at, each in enumerate(question.choices) if each.is_correct), 0)
        places[right] = places.get(right, 0) + 1
        sizes = [len(plain(text)) for text in question.texts[question.language].choices]
        longest += all(sizes[right] > size for at, size in enumerate(sizes) if at != right)
    most = max(places, default=-1) + 1
    return ChoiceMeasures(len(single), longest, tuple(places.get(at, 0) for at in range(most)))


def translation_problems(file: QuizFile, languages: Sequence[str]) -> Iterator[Problem]:
    """Questions that a language lacks which the course's title promises."""
    for language in languages:
        missing = [
            each
            for each in file.current_questions
            if not (each.texts.get(language) and each.texts[language].stem)
        ]
        if language != file.language and missing:
            message = say(
                "%(count)d of %(total)d questions are not translated (%(language)s).",
                count=len(missing),
                total=len(file.current_questions),
                language=language,
            )
            mend = say("Readers will see the original of these. Translate them under Translations.")
            yield Problem(file.path, missing[0].line, message, mend, "warning")


def _asks(question: Question) -> bool:
    return question.type not in ("description", "scale")
