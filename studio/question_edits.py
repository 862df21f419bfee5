"""Changing the questions of a draft: what each change makes of the files, all others untouched.

Every function takes the texts of the draft by path and gives those that are new. Pure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.sentences import Sentence
from quizzes.content import Question
from quizzes.quiz_markdown.alone import read_alone
from quizzes.quiz_markdown.front_matter import write_front_matter
from quizzes.quiz_markdown.places import (
    Edit,
    Place,
    Source,
    change_heading,
    cut_out,
    name_heading,
    put_in,
)
from quizzes.quiz_markdown.writing import write_question
from studio.question_bank import Found, Holder

Texts = Mapping[str, str]
Heading = tuple[Mapping[str, str | None], Mapping[str, bool]]


@dataclass(frozen=True)
class Kept:
    """A question that was left as it was, and why."""

    found: Found
    reason: Sentence


@dataclass(frozen=True)
class Changed:
    """The texts that are new, by path; what was changed in them, and what was left."""

    texts: Texts
    count: int
    kept: tuple[Kept, ...] = ()


@dataclass
class _Edits:
    """Edits gathered by file, and written all at once."""

    texts: Texts
    sources: dict[str, Source] = field(default_factory=dict)
    edits: dict[str, list[Edit]] = field(default_factory=dict)

    def source(self, path: str) -> Source:
        """The source of a file, as it is before all edits."""
        if path not in self.sources:
            self.sources[path] = Source(self.texts[path])
        return self.sources[path]

    def add(self, path: str, edit: Edit) -> None:
        """Keep an edit for a file."""
        self.edits.setdefault(path, []).append(edit)

    def write(self) -> dict[str, str]:
        """The files that came out otherwise."""
        written = {path: self.source(path).write(edits) for path, edits in self.edits.items()}
        return {path: text for path, text in written.items() if text != self.texts[path]}


def find_place(source: Source, found: Found, language: str) -> Place | None:
    """Where a question stands in the file of a language; translations name it by its id."""
    question = found.question
    if language == found.holder.file.language:
        return source.find_question(question.line)
    named = (each for each in source.list_places() if each.level > 1)
    return next((each for each in named if each.heading.attributes.id == question.id), None)


def block_of(texts: Texts, found: Found, language: str) -> str:
    """The lines of a question in a language; "" where it has none there."""
    path = found.holder.paths.get(language, "")
    source = Source(texts.get(path, ""))
    place = find_place(source, found, language)
    return source.block_of(place) if place else ""


def change_headings(
    texts: Texts, chosen: Iterable[Found], change: Callable[[Question], Heading]
) -> Changed:
    """Change what headings say in braces; what would then be a mistake is left as it was."""
    edits, kept, count = _Edits(texts), [], 0
    for found in chosen:
        path = found.holder.paths[found.holder.file.language]
        source = edits.source(path)
        place = find_place(source, found, found.holder.file.language)
        if place is None:
            continue
        edit = change_heading(source, place, *change(found.question))
        edit = Edit(edit.start, edit.end, [_named(edit.lines[0], found.question)])
        reason = _find_mistake(source, place, edit, found)
        if reason:
            kept.append(Kept(found, reason))
        elif list(edit.lines) != source.lines[edit.start : edit.end]:
            edits.add(path, edit)
            count += 1
    return Changed(edits.write(), count, tuple(kept))


def move(texts: Texts, chosen: Sequence[Found], target: Holder, section: str | None) -> Changed:
    """Move questions with their translations to the end of a section, in their order."""
    moved = [each for each in chosen if not _stands_there(each, target, section)]
    edits, blocks = _Edits(texts), dict[str, list[str]]()
    taken = {each.id for each in target.file.questions}
    for found in moved:
        is_other = found.holder.place != target.place
        key = free_key(found.question.id, taken) if is_other else found.question.id
        taken.add(key)
        for language, path in found.holder.paths.items():
            is_own = language == found.holder.file.language
            place = find_place(edits.source(path), found, language)
            if place is None or not (is_own or is_other):
                continue
            edits.add(path, cut_out(edits.source(path), place))
            block = edits.source(path).block_of(place)
            blocks.setdefault(language, []).append(_with_key(block, key))
    new: dict[str, str] = {}
    for language, put in blocks.items():
        new |= _put(edits, target, section, language, "\n\n".join(put))
    return Changed({**edits.write(), **new}, len(moved))


def add(texts: Texts, target: Holder, section: str | None, block: str) -> Texts:
    """Put a new question at the end of a section."""
    edits = _Edits(texts)
    _put(edits, target, section, target.file.language, block)
    return edits.write()


def duplicate(texts: Texts, found: Found, key: str) -> Texts:
    """Put a copy with another id after a question, in all its languages."""
    edits = _Edits(texts)
    for language, path in found.holder.paths.items():
        source = edits.source(path)
        place = find_place(source, found, language)
        if place is not None:
            block = _with_key(source.block_of(place), key)
            edits.add(path, put_in(source, place.end, block))
    return edits.write()


def delete(texts: Texts, found: Found) -> Texts:
    """Take a question out of all its files."""
    edits = _Edits(texts)
    for language, path in found.holder.paths.items():
        place = find_place(edits.source(path), found, language)
        if place is not None:
            edits.add(path, cut_out(edits.source(path), place))
    return edits.write()


def rewrite(texts: Texts, found: Found, language: str, block: str) -> Texts:
    """Put other lines in the place of a question; a translation that is new comes last."""
    edits, path = _Edits(texts), found.holder.paths[language]
    source = edits.source(path)
    place = find_place(source, found, language)
    if place is not None:
        edits.add(path, Edit(place.start, place.end, block.split("\n")))
    else:
        edits.add(path, put_in(source, _last_line(source), block))
    return edits.write()


def restore(texts: Texts, found: Found, former: Question) -> Texts:
    """Let a question say what it said once, in every language that has a file now."""
    written: dict[str, str] = {}
    former = replace(former, is_retired=found.question.is_retired)
    for language in former.texts:
        if language in found.holder.paths:
            block = _with_key(write_question(former, language), found.question.id)
            written |= rewrite({**texts, **written}, found, language, block)
    return written


def free_key(key: str, taken: Iterable[str]) -> str:
    """An id that is not taken: the given one, or with the first number that makes it free."""
    known, number, free = set(taken), 2, key
    while free in known:
        free, number = f"{key}-{number}", number + 1
    return free


def _named(line: str, question: Question) -> str:
    """A heading that names its question, so that other words leave it the same one."""
    return name_heading(line, question.id)


def _with_key(block: str, key: str) -> str:
    heading, *rest = block.split("\n")
    return "\n".join([name_heading(heading, key), *rest])


def _find_mistake(source: Source, place: Place, edit: Edit, found: Found) -> Sentence | None:
    """What would be wrong with a question after an edit of its heading, and was not before."""
    before = source.block_of(place).split("\n")
    known, new = (
        {
            problem.message
            for problem in read_alone("\n".join(lines), "", found.question.language)[1]
            if problem.severity == "error"
        }
        for lines in (before, [*edit.lines, *before[1:]])
    )
    return min(new - known, default=None)


def _stands_there(found: Found, target: Holder, section: str | None) -> bool:
    return found.holder.place == target.place and found.question.section == section


def _put(
    edits: _Edits, target: Holder, section: str | None, language: str, block: str
) -> dict[str, str]:
    """Put blocks into a file of the target; gives the file where there was none yet."""
    path = target.paths.get(language)
    if path is None:
        values = {"id": target.file.id, "kind": target.file.kind}
        title = target.file.title.get(target.file.language)
        values |= {"title": title} if title else {}
        path = f"{target.place}.{language}.md"
        return {path: f"{write_front_matter(values, ())}\n\n{block}\n"}
    source = edits.source(path)
    is_own = language == target.file.language
    after = _end_of(source, target, section) if is_own else _last_line(source)
    edits.add(path, put_in(source, after, block))
    return {}


def _end_of(source: Source, target: Holder, section: str | None) -> int:
    """After how many lines a section ends; without one, what stands before all sections."""
    places = source.list_places()
    lines = {each.id: each.line for each in target.file.sections}
    start = next(
        (at for at, each in enumerate(places) if each.heading.line == lines.get(section or "")),
        -1,
    )
    following = (at for at in range(start + 1, len(places)) if places[at].level == 1)
    end = next(following, len(places))
    if end > 0:
        return places[end - 1].end
    return _last_line(source, places[0].start if places else len(source.lines))


def _last_line(source: Source, before: int | None = None) -> int:
    """After how many lines nothing but blank ones follow."""
    lines = source.lines[:before]
    while lines and not lines[-1].strip():
        lines.pop()
    return len(lines)
