"""The words that a new lesson, quiz or bank begins with, by language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class FirstWords:
    """What stands in a lesson or a question until its writer says something else."""

    lesson: str
    question: str
    right: str
    wrong: str
    why: str

    def list_all(self) -> list[str]:
        """All of them."""
        return [getattr(self, each.name) for each in fields(self)]


FIRST_WORDS: Mapping[str, FirstWords] = {
    "vi": FirstWords(
        lesson="Viết bài học ở đây. Dòng bắt đầu bằng ## là tiêu đề.",
        question="Bạn muốn hỏi điều gì?",
        right="Một đáp án đúng",
        wrong="Một đáp án sai",
        why="Vì sao đúng.",
    ),
    "en": FirstWords(
        lesson="Write the lesson here. A line that begins with ## is a heading.",
        question="What would you like to ask?",
        right="A right answer",
        wrong="A wrong answer",
        why="Why it is right.",
    ),
}
