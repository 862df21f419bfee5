"""The files of a course made of a document: course.yml, a lesson for each part, the pictures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.names import fold
from core.sentences import Sentence, say
from core.yaml_source import is_word
from interop.docx.model import Block, Paragraph, PictureMark
from interop.lessons.lesson import quoted, write_lesson
from interop.lessons.outline import Outline, Part
from media.checks import MediaRefused, check_file
from quizzes.quiz_markdown.problems import Problem

LONGEST_KEY = 50
LONGEST_LESSON = 200_000
KINDS = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"RIFF", "webp"),
)
LEFT_OUT = {
    "formula": say("Formulas cannot be taken over yet and are left out: %(count)d."),
    "object": say("Objects of other programs are left out: %(count)d."),
    "chart": say("Charts are left out: %(count)d. Save each as a picture and put it in."),
    "drawing": say("Drawings are left out: %(count)d. Save each as a picture and put it in."),
    "text_box": say("Text boxes are left out: %(count)d. Copy their words into the text."),
}


@dataclass(frozen=True)
class Pictures:
    """The pictures that can be shown: their names in the course, and what they hold."""

    names: Mapping[str, str]
    media: Mapping[str, bytes]
    problems: Sequence[Problem]


@dataclass(frozen=True)
class CourseWords:
    """What a course to be is called, and where it stands."""

    key: str
    title: str
    programme: str
    language: str = "vi"


def key_of(text: str, longest: int = LONGEST_KEY, otherwise: str = "bai") -> str:
    """A key of letters, digits and hyphens made of a title, cut between words."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(words) > longest:
        words = words[: longest + 1].rpartition("-")[0] or words[:longest]
    if not words:
        return otherwise
    return words if is_word(words) else f"{otherwise}-{words}"


def free_key(key: str, taken: Sequence[str] | set[str]) -> str:
    """A key that nobody has yet."""
    number, found = 2, key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found


def read_pictures(outline: Outline) -> Pictures:
    """Give each picture a name that says its kind; what cannot be shown is named."""
    names: dict[str, str] = {}
    media: dict[str, bytes] = {}
    problems: list[Problem] = []
    for line, mark in _picture_marks(outline.document.blocks):
        if mark in names or any(each.path == mark for each in problems):
            continue
        content = outline.document.pictures.get(mark, b"")
        kind = next((kind for start, kind in KINDS if content.startswith(start)), "")
        name = f"media/{key_of(mark.rpartition('/')[2].rpartition('.')[0], 40, 'hinh')}.{kind}"
        try:
            check_file(name, content)
        except MediaRefused as refusal:
            message = say("A picture is left out. %(reason)s", reason=refusal.reason)
            mend = say("In Word, save it as a PNG picture; then put it into the lesson.")
            problems.append(Problem(mark, line, message, mend, "warning"))
            continue
        names[mark] = name
        media[name] = content
    return Pictures(names, media, problems)


def list_left_out(outline: Outline) -> list[Problem]:
    """What the document holds and no lesson can."""
    problems = []
    for kind, count in sorted(outline.document.left_out.items()):
        message = LEFT_OUT[kind]
        problems.append(
            Problem("", 0, Sentence(message.text, {"count": count}), severity="warning")
        )
    return problems


def write_files(
    outline: Outline, parts: Sequence[Part], words: CourseWords, pictures: Pictures
) -> dict[str, bytes]:
    """The files of the course by name."""
    taken: set[str] = set()
    files: dict[str, bytes] = {}
    for number, part in enumerate(parts, 1):
        key = free_key(key_of(part.title, 40), taken)
        taken.add(key)
        text = write_lesson(outline, part, key, pictures.names)
        files[f"lessons/{number:02d}-{key}.md"] = text.encode()
    keys = [name[8:-3].partition("-")[2] for name in files]
    used = b"\n".join(files.values())
    media = {name: each for name, each in pictures.media.items() if name.encode() in used}
    return {"course.yml": _manifest(words, keys, parts).encode(), **files, **media}


def _picture_marks(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs: Sequence[Paragraph] = (block,)
        else:
            paragraphs = [each for row in block.rows for cell in row for each in cell]
        for each in paragraphs:
            found += [
                (each.line, mark.name) for mark in each.inlines if isinstance(mark, PictureMark)
            ]
    return found


def _manifest(words: CourseWords, keys: Sequence[str], parts: Sequence[Part]) -> str:
    lines = [
        "sen: 1",
        f"key: {words.key}",
        f"programme: {words.programme}",
        f"language: {words.language}",
        f"title: {{{words.language}: {quoted(words.title)}}}",
        f"minutes: {min(sum(part.minutes for part in parts), 2000)}",
        "activities:",
        *(f"  - lesson: {key}" for key in keys),
        "",
    ]
    return "\n".join(lines)
