"""What a new course, lesson, quiz or bank begins with, and what it is called in addresses. Pure."""

from dataclasses import dataclass

import yaml

from core.markdown_tree import slug
from core.yaml_source import is_word
from courses.examples.first_texts import FIRST_WORDS

LONGEST_KEY = 50


@dataclass(frozen=True)
class NewCourse:
    """What somebody says of a course that is to be: enough to begin it."""

    key: str
    programme: str
    language: str
    title: str
    neutral_title: str = ""


def key_of(title: str, otherwise: str) -> str:
    """The key that a title gives: its words without marks, by hyphens; `otherwise` without any.

    It never is a word that YAML reads as something else: `null`, `no`, a day, a number.
    """
    key = slug(title)[:LONGEST_KEY].strip("-") if any(map(str.isalnum, title)) else otherwise
    return key if is_word(key) else f"{otherwise}-{key}"


def manifest_of(course: NewCourse) -> str:
    """The first course.yml."""
    lines = [
        "sen: 1",
        f"key: {course.key}",
        f"programme: {course.programme}",
        f"language: {course.language}",
        f"title: {{{course.language}: {_quoted(course.title)}}}",
    ]
    if course.neutral_title:
        lines.append("sensitive: violence")
        lines.append(f"neutral_title: {{{course.language}: {_quoted(course.neutral_title)}}}")
    lines.append("activities: []")
    return "\n".join(lines) + "\n"


def starter_of(kind: str, key: str, title: str, language: str) -> str:
    """The first text of a lesson, quiz or bank in its language."""
    words = FIRST_WORDS[language]
    head = ["---", f"id: {key}"]
    if kind != "lesson":
        head.append(f"kind: {kind}")
    head.append(f"title: {_quoted(title)}")
    if kind == "lesson":
        head.append("minutes: 5")
        return "\n".join([*head, "---", "", words.lesson, ""])
    if kind == "quiz":
        head += ["pass_mark: 80", "attempts: 3"]
    question = f"## {words.question} {{#q-1}}"
    choices = [f"- [x] {words.right}", f"- [ ] {words.wrong}"]
    return "\n".join([*head, "---", "", question, "", *choices, "", f"> {words.why}", ""])


def _quoted(text: str) -> str:
    """A title as YAML takes it on one line, also within braces."""
    dumped: str = yaml.safe_dump([text], default_flow_style=True, allow_unicode=True, width=10_000)
    return dumped.strip()[1:-1]
