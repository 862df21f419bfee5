"""What `courses check --fix` writes into a bundle: the ids that questions are to keep.

An id made of the question's words changes when the words do, and with it the question's
statistics are lost; written down, it stays.
"""

from courses.bundles.assembling import has_errors
from quizzes.quiz_markdown.attributes import split_attributes
from quizzes.quiz_markdown.reading import read_quiz


def write_ids(source: str, path: str, language: str) -> str:
    """The text of a quiz or bank with an id at each heading that has none.

    Nothing else is touched. A text with mistakes comes back as it is: they are mended first.
    """
    file, problems = read_quiz(source, path, language)
    if has_errors(problems):
        return source
    ids = {question.line: question.id for question in file.questions}
    ids |= {section.line: section.id for section in file.sections}
    lines = source.split("\n")
    for number, name in ids.items():
        lines[number - 1] = _with_id(lines[number - 1], name)
    return "\n".join(lines)


def _with_id(line: str, name: str) -> str:
    end = "\r" if line.endswith("\r") else ""
    text = line.rstrip()
    title, attributes = split_attributes(text)
    if attributes.id is not None:
        return line
    if title.rstrip() == text:
        return f"{text} {{#{name}}}{end}"
    start = text.index("{", len(title))
    return f"{text[:start]}{{#{name} {text[start + 1 :]}{end}"
