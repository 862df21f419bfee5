"""The lines of a list in Word, one after another: what each belongs to."""

import re
from dataclasses import dataclass, field

from core.sentences import say
from interop.questions import key_tables
from interop.questions.drafts import (
    Draft,
    list_letters,
)
from interop.questions.lines import Line, TableLines
from interop.questions.signs import (
    ANSWER,
    CHOICE,
    EXPLANATION,
    IN_BRACKETS,
    LETTER_KEY,
    NEXT,
    NUMBERED,
    PART,
    TITLED,
)
from interop.questions.vietnamese import LETTERS
from quizzes.quiz_markdown.problems import ProblemLog


@dataclass
class FoundChoice:
    """A choice with what is known of its look: that of its letter, and that of its words."""

    letter: str
    has_star: bool
    label: Line
    words: list[Line]


@dataclass
class Reader:
    """Goes through the lines one by one; what a line is depends on what came before."""

    log: ProblemLog
    is_titled: bool
    drafts: list[Draft] = field(default_factory=list)
    choices: list[list[FoundChoice]] = field(default_factory=list)
    key_table: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    place: str = "before"  # then stem, choices, answer, explanation, keys
    ignored: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """One more line."""
        if line.has_picture and self.drafts:
            self.log.warn(
                line.number,
                say("A picture is left out."),
                say("Put it into the question after the import."),
            )
        if not line.text or self._takes_key(line) or self._begins_question(line):
            return
        if not self.drafts:
            self.ignored.append(line.number)
        elif not (self._takes_answer(line) or self._takes_choices(line)):
            self._goes_on(line)

    def take_table(self, table: TableLines) -> bool:
        """A table, if it is one of answers."""
        pairs = key_tables.read_table(table.cells)
        self.key_table += pairs or ()
        return pairs is not None

    def _takes_key(self, line: Line) -> bool:
        if key_tables.is_title(line.text) and self.drafts:
            self.place = "keys"
            return True
        pairs = key_tables.read_line(line.text)
        is_key = pairs is not None and (self.place == "keys" or len(pairs) > 2)
        if is_key and self.drafts:
            self.key_table += pairs or ()
            return True
        if self.place == "keys" and not self._starts(line):
            self.ignored.append(line.number)
            return True
        return False

    def _starts(self, line: Line) -> re.Match[str] | None:
        pattern = TITLED if self.is_titled else NUMBERED
        return pattern.match(line.text)

    def _begins_question(self, line: Line) -> bool:
        found = self._starts(line)
        if found is None:
            return False
        self.drafts.append(Draft(line.number, str(int(found[1]))))
        self.choices.append([])
        self.place = "stem"
        rest = line.part(found.end())
        if rest.text:
            self._put_stem(rest)
        return True

    def _put_stem(self, line: Line) -> None:
        """The stem, and choices that follow on the same line."""
        draft = self.drafts[-1]
        bracket = IN_BRACKETS.search(line.text)
        if bracket:
            draft.keys["line"] = list_letters(bracket[1])
            line = line.part(0, bracket.start())
        starts = _choice_starts(line.text, "A")
        starts = starts if len(starts) > 1 else _choice_starts(line.text, "a")
        stem = line.part(0, starts[0]) if len(starts) > 1 else line
        draft.stem += [stem.text] if stem.text else []
        if len(starts) > 1:
            self._put_choices(line, starts)

    def _takes_answer(self, line: Line) -> bool:
        explanation = EXPLANATION.match(line.text)
        if explanation:
            self.place = "explanation"
            rest = line.part(explanation.end()).text
            self.drafts[-1].explanation += [rest] if rest else []
            return True
        found = ANSWER.match(line.text)
        if found is None:
            return False
        self.place = "answer"
        self._put_answer(line.text[found.end() :])
        return True

    def _put_answer(self, text: str) -> None:
        """What follows Đáp án: letters, or words; and what follows those explains."""
        draft = self.drafts[-1]
        words, explanation = _part_explanation(text)
        key = LETTER_KEY.match(words)
        letters = list_letters(key[1]) if key else frozenset()
        if letters and key:
            draft.keys["line"] = letters
            rest = words[key.end() :].strip()
            if rest and not self._is_choice_text(rest):
                draft.explanation.append(rest)
        else:
            draft.answer = words.strip()
        draft.explanation += [explanation] if explanation else []

    def _is_choice_text(self, text: str) -> bool:
        """Whether words after the letter only say the choice once more."""
        said = text.strip(" .").casefold()
        return any(
            said == " ".join(line.text for line in each.words).strip(" .").casefold()
            for each in self.choices[-1]
        )

    def _takes_choices(self, line: Line) -> bool:
        choices = self.choices[-1]
        found = CHOICE.match(line.text)
        if found is None or self.place not in ("stem", "choices"):
            return False
        letter = found["letter"].upper()
        expected = LETTERS[len(choices)] if len(choices) < len(LETTERS) else ""
        if letter != expected and found["letter"].islower():
            return False
        self.place = "choices"
        starts = [
            0,
            *(each for each in _choice_starts(line.text, _after(found["letter"])) if each > 0),
        ]
        self._put_choices(line, starts)
        return True

    def _put_choices(self, line: Line, starts: list[int]) -> None:
        self.place = "choices"
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            part = line.part(start, end)
            found = CHOICE.match(part.text)
            if found is None:  # pragma: no cover - every start is one of a choice
                continue
            rest = part.part(found.end())
            answer = _answer_within(rest.text)
            if answer is not None:
                self._put_answer(rest.text[answer[1] :])
                rest = rest.part(0, answer[0])
            has_star = bool(found["star"] or found["inner"]) or rest.text.endswith("*")
            rest = rest.part(0, len(rest.text.rstrip("* ")))
            label = part.part(found.start("letter"), found.end("letter"))
            self.choices[-1].append(FoundChoice(found["letter"].upper(), has_star, label, [rest]))

    def _goes_on(self, line: Line) -> None:
        draft = self.drafts[-1]
        if PART.match(line.text) and self.place in ("choices", "answer", "explanation"):
            self.parts.append(line.number)
            self.place = "part"
        elif self.place == "stem":
            self._put_stem(line)
        elif self.place == "choices" and self.choices[-1]:
            self.choices[-1][-1].words.append(line)
        elif self.place in ("answer", "explanation"):
            draft.explanation.append(line.text)
        else:
            self.ignored.append(line.number)


def _choice_starts(text: str, first: str) -> list[int]:
    """Where the choices of one line begin, letter after letter from `first`."""
    starts, expected = [], first
    found = CHOICE.match(text)
    if found and found["letter"] == expected:
        starts, expected = [0], _after(expected)
    for each in NEXT.finditer(text):
        if each[1] == expected and each.start() not in starts:
            starts.append(each.start())
            expected = _after(expected)
    return starts


def _after(letter: str) -> str:
    """The letter that follows, small after a small one."""
    letters = LETTERS if letter.isupper() else LETTERS.lower()
    index = letters.find(letter) + 1
    return letters[index] if 0 < index < len(letters) else ""


def _answer_within(text: str) -> tuple[int, int] | None:
    """Where the answer stands behind the last choice of a line, and where what it says begins."""
    for found in ANSWER.finditer(text):
        is_apart = found.start() > 0 and not text[found.start() - 1].isalnum()
        if is_apart and LETTER_KEY.match(text[found.end() :]):
            return found.start(), found.end()
    return None


def _part_explanation(text: str) -> tuple[str, str]:
    """Words and the explanation that follows them on the same line."""
    found = EXPLANATION.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].rstrip(" (;,."), text[found.end() :].strip().rstrip(")")
