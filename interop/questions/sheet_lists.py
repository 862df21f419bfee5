"""A list of questions as a table: one row each, whose columns are known by their heads."""

import re
from collections.abc import Mapping, Sequence

from accounts.names import fold
from core.sentences import say
from interop.questions.drafts import Draft, QuestionsRead, list_letters, settle
from interop.questions.vietnamese import (
    CHOICE_HEAD,
    HEADS,
    KEY_WORDS,
    KNOWN_LEVELS,
    LETTERS,
    LEVELS,
)
from quizzes.quiz_markdown.problems import ProblemLog

Rows = Sequence[Sequence[object]]
LAST_HEAD = 15


def find_head(rows: Rows) -> tuple[int, dict[str, int]] | None:
    """The row of heads and which column holds what; None where there is none."""
    for index, row in enumerate(rows[:LAST_HEAD]):
        columns = _columns(row)
        if "stem" in columns and ("A" in columns or "key" in columns):
            return index, columns
    return None


def read_sheet_list(rows: Rows, path: str = "", language: str = "vi") -> QuestionsRead:
    """The questions of a table; problems name its rows from 1."""
    log = ProblemLog(path)
    head = find_head(rows)
    if head is None:
        mend = say("Name the columns in one row: Câu hỏi, A, B, C, D, Đáp án, Giải thích.")
        log.refuse(1, say("No row of heads was found."), mend)
        return QuestionsRead((), tuple(log.listed()))
    start, columns = head
    questions = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        draft = _draft(row, number, columns, log)
        if draft is not None:
            questions.append(settle(draft, log, language))
    if not questions:
        log.refuse(start + 1, say("There is no question below the heads."))
    _tell_unknown(rows[start], columns, start + 1, log)
    return QuestionsRead(tuple(each for each in questions if each), tuple(log.listed()))


def _columns(row: Sequence[object]) -> dict[str, int]:
    columns: dict[str, int] = {}
    names = {name: what for what, names in HEADS.items() for name in names}
    for index, cell in enumerate(row):
        head = fold(text_of(cell)).strip(" .:*")
        choice = CHOICE_HEAD.match(head)
        if head in names:
            columns.setdefault(names[head], index)
        elif choice:
            letter = choice[1].upper()
            letter = LETTERS[int(letter) - 1] if letter.isdigit() else letter
            columns.setdefault(letter, index)
    return columns


def _draft(
    row: Sequence[object], number: int, columns: Mapping[str, int], log: ProblemLog
) -> Draft | None:
    def cell(name: str) -> str:
        index = columns.get(name)
        return text_of(row[index]).strip() if index is not None and index < len(row) else ""

    choices = {letter: cell(letter) for letter in LETTERS if letter in columns}
    if not cell("stem") and not any(choices.values()):
        return None
    while choices and not choices[max(choices)]:
        del choices[max(choices)]
    draft = Draft(number, cell("number"), cell("stem").split("\n"))
    draft.choices, draft.choice_letters = list(choices.values()), list(choices)
    _read_stars(draft)
    _read_key(draft, cell("key"))
    draft.explanation = cell("explanation").split("\n")
    draft.source = cell("source") or None
    draft.tags = _tags(cell("tags"))
    draft.difficulty = LEVELS.get(fold(cell("difficulty")))
    draft.points = int(cell("points")) if cell("points").isdigit() and int(cell("points")) else None
    if cell("difficulty") and draft.difficulty is None:
        message = say("The difficulty “%(word)s” is not known.", word=cell("difficulty")[:40])
        log.warn(number, message, say("Known: %(words)s.", words=KNOWN_LEVELS))
    return draft


def _read_stars(draft: Draft) -> None:
    marked = [each.strip().startswith("*") or each.strip().endswith("*") for each in draft.choices]
    if any(marked):
        draft.choices = [each.strip().strip("*").strip() for each in draft.choices]
        letters = zip(draft.choice_letters, marked, strict=True)
        draft.keys["star"] = frozenset(letter for letter, is_marked in letters if is_marked)


def _read_key(draft: Draft, said: str) -> None:
    """Letters, numbers of choices (1 is A), or the words of the right one."""
    numbers = re.sub(r"[\s,;]", "", said)
    has_numbers = any(each.strip() == said for each in draft.choices)
    if draft.choices and numbers.isdigit() and not has_numbers and len(numbers) <= len(LETTERS):
        found = [LETTERS[int(n) - 1] if n in "12345678" else "?" for n in numbers]
        draft.keys["line"] = frozenset(found)
        return
    letters = list_letters(KEY_WORDS.sub("", said))
    if letters and draft.choices:
        draft.keys["line"] = letters
    else:
        draft.answer = said


def _tags(said: str) -> tuple[str, ...]:
    found = (re.sub(r"[^a-z0-9]+", "-", fold(each)).strip("-") for each in re.split("[,;]", said))
    return tuple(dict.fromkeys(each for each in found if each))


def _tell_unknown(
    heads: Sequence[object], columns: Mapping[str, int], line: int, log: ProblemLog
) -> None:
    unknown = [
        text_of(cell).strip()
        for index, cell in enumerate(heads)
        if index not in columns.values() and text_of(cell).strip()
    ]
    if unknown:
        message = say("These columns are left out: %(names)s.", names=", ".join(unknown)[:200])
        log.warn(line, message)


def text_of(cell: object) -> str:
    """A cell as it is read: whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
