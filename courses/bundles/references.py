"""Whether every picture that a text shows is there, and every picture that is there is shown."""

from collections.abc import Collection, Mapping

from core.markdown import find_media_names
from quizzes.quiz_markdown.problems import Problem

IGNORED = ("#", "mailto:", "tel:")


def find_media_problems(texts: Mapping[str, str], media_names: Collection[str]) -> list[Problem]:
    """Problems with the media of all texts of a course."""
    problems = []
    used: set[str] = set()
    for path, source in texts.items():
        if not path.endswith(".md"):
            continue
        body = _without_front_matter(source)
        for name in find_media_names(body):
            used.add(name)
            if name not in media_names:
                problems.append(_missing(path, source, name))
    for name in sorted(set(media_names) - used):
        message = "No text shows this file."
        problems.append(Problem(name, 0, message, "Show it, or take it away.", "warning"))
    return problems


def _missing(path: str, source: str, name: str) -> Problem:
    line = _line_of(source, name)
    if name.startswith("media/"):
        message = f"{name} is shown here, but there is no such file."
        return Problem(path, line, message, "Put it into media/, or correct its name.")
    message = f"The picture {name[:80]} is not a file of this course."
    return Problem(path, line, message, "Put it into media/ and name it as media/its-name.")


def _line_of(source: str, name: str) -> int:
    for number, line in enumerate(source.splitlines(), 1):
        if name in line:
            return number
    return 1


def _without_front_matter(source: str) -> str:
    """The body as one text: in quizzes, items and fences stand as Markdown has them."""
    parts = source.replace("\r\n", "\n").split("\n---\n", 1)
    body = parts[1] if len(parts) == 2 and source.lstrip("\ufeff").startswith("---") else source
    return body.replace("```quiz", "").replace("\n```\n", "\n\n")
