"""Mistakes found in a file, each with its place and what would be right."""

from dataclasses import dataclass, field

from core.sentences import NOTHING, Sentence


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake in a file; `line` counts from 1, `severity` is "error" or "warning"."""

    path: str
    line: int
    message: Sentence
    suggestion: Sentence = NOTHING
    severity: str = "error"


@dataclass
class ProblemLog:
    """Gathers what is wrong with one file while it is read."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, line: int, message: Sentence, suggestion: Sentence = NOTHING) -> None:
        """Note a mistake for which the file cannot be taken."""
        self.problems.append(Problem(self.path, line, message, suggestion))

    def warn(self, line: int, message: Sentence, suggestion: Sentence = NOTHING) -> None:
        """Note what is possible, and hardly meant."""
        self.problems.append(Problem(self.path, line, message, suggestion, "warning"))

    def listed(self) -> list[Problem]:
        """List the problems as they stand in the file."""
        return sorted(self.problems)
