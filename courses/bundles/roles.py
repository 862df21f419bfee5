"""Whether quizzes can do what course.yml has them for: be completed, or exempt from lessons."""

from collections.abc import Iterator, Mapping

from core.sentences import say
from courses.bundles.files import MANIFEST
from courses.bundles.manifest import Manifest, ManifestActivity
from quizzes.content import QuizFile
from quizzes.quiz_markdown.problems import Problem


def find_role_problems(
    manifest: Manifest, quizzes: Mapping[str, QuizFile], banks: Mapping[str, QuizFile]
) -> Iterator[Problem]:
    """Quizzes for practice that completion asks for, and lessons that a test says nothing of."""
    for activity in manifest.activities:
        quiz = quizzes.get(activity.key) if activity.kind == "quiz" else None
        if quiz is None:
            continue
        is_required = ("quiz", activity.key) in manifest.required
        if is_required and quiz.settings.feedback == "practice":
            message = say("Nobody ever completes the quiz %(id)s: it is for practice.", id=quiz.id)
            mend = say("Take it out of completion, or choose another feedback.")
            yield Problem(MANIFEST, activity.line, message, mend)
        if activity.exempts:
            yield from _find_untested(manifest, activity, quiz, banks)


def _find_untested(
    manifest: Manifest, activity: ManifestActivity, quiz: QuizFile, banks: Mapping[str, QuizFile]
) -> Iterator[Problem]:
    drawn = [banks[rule.bank] for rule in quiz.settings.draw if rule.bank in banks]
    questions = [question for file in (quiz, *drawn) for question in file.questions]
    tags = {tag for question in questions for tag in question.tags}
    for lesson in manifest.activities:
        if lesson.kind == "lesson" and lesson.key not in tags:
            message = say(
                "No question of %(quiz)s has the tag %(lesson)s: nobody is exempt from it.",
                quiz=quiz.id,
                lesson=lesson.key,
            )
            mend = say("Give the questions about it its id as a tag.")
            yield Problem(MANIFEST, activity.line, message, mend, "warning")
