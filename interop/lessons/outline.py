"""The lessons that cuts make, and the cuts that are proposed.

Words are what stands between spaces (in Vietnamese a syllable each); 200 are read in a minute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from interop.docx.model import Block, Document, Paragraph
from interop.lessons.cuts import Heading, find_headings

WORDS_A_MINUTE = 200
LONGEST_MINUTES = 10
FEWEST_WORDS_BEFORE = 60
MOST_LESSONS = 100
BEGINNING = "Mở đầu"


@dataclass(frozen=True)
class Part:
    """A lesson to be: the blocks `start` to `end`, and what it is called."""

    start: int
    end: int
    title: str
    words: int

    @property
    def minutes(self) -> int:
        """How long it takes to read, at least one."""
        return max(1, min(240, -(-self.words // WORDS_A_MINUTE)))


@dataclass(frozen=True)
class Outline:
    """A document and the headings found in it; lessons begin at those of `rank` and wider."""

    document: Document
    headings: Sequence[Heading]
    rank: int = 0

    @classmethod
    def of(cls, document: Document, rank: int | None = None) -> "Outline":
        """The outline of a document, its lessons beginning at headings of a rank, or the best."""
        whole = cls(document, find_headings(document))
        return whole.at(rank if rank in whole.ranks else whole.best_rank())

    def at(self, rank: int) -> "Outline":
        """The same with lessons that begin at headings of another rank."""
        return replace(self, rank=rank)

    @property
    def ranks(self) -> dict[int, int]:
        """The kinds of heading there are by rank, with how many headings have it."""
        counts: dict[int, int] = {}
        for heading in sorted(self.headings, key=lambda each: each.rank):
            counts[heading.rank] = counts.get(heading.rank, 0) + 1
        return counts

    def title_of(self, start: int, end: int) -> str:
        """What a lesson from `start` is called: as its heading, else by its first words."""
        heading = self.heading_of(start, end)
        if heading is not None:
            return heading.title
        if start == 0 and self.headings:
            # A letterhead of a few words before the first heading is no lesson of its own.
            within = (each for each in self.headings if each.index < end and each.rank <= self.rank)
            first = next(within, None)
            return first.title if first else BEGINNING
        return _first_words(self.document.blocks[start:end])

    def heading_of(self, start: int, end: int) -> Heading | None:
        """The heading that names a lesson: the narrowest that begins one, of those at its start."""
        leading = self.leading(start, end)
        naming = [each for each in leading if each.rank <= self.rank]
        return naming[-1] if naming else next(iter(leading), None)

    def leading(self, start: int, end: int) -> list[Heading]:
        """The headings that follow on one another from `start`, nothing between them."""
        found = []
        for heading in self.headings:
            if heading.index < start or heading.index >= end:
                continue
            if not all(map(_is_empty, self.document.blocks[start : heading.index])):
                break
            found.append(heading)
            start = heading.index + heading.length
        return found

    def propose(self) -> list[int]:
        """The blocks at which lessons begin when headings of its rank and wider begin one."""
        wanted = [each for each in self.headings if each.rank <= self.rank]
        starts = [each.index for each in self._with_text(wanted)]
        if not starts:
            return [0]
        before = count_words(self.document.blocks[: starts[0]])
        return [0, *starts] if before >= FEWEST_WORDS_BEFORE else [0, *starts[1:]]

    def best_rank(self) -> int:
        """The widest kind of heading whose lessons are short enough to be read at once."""
        ranks = [rank for rank, count in self.ranks.items() if count > 1] or list(self.ranks)
        best = ranks[0] if ranks else 0
        for rank in ranks:
            outline = self.at(rank)
            parts = outline.parts(dict.fromkeys(outline.propose(), ""))
            if len(parts) > MOST_LESSONS:
                break
            best = rank
            if max(part.minutes for part in parts) <= LONGEST_MINUTES:
                break
        return best

    def parts(self, cuts: Mapping[int, str]) -> list[Part]:
        """The lessons that cuts make; the first begins with the document. "" asks for a title."""
        blocks = self.document.blocks
        starts = sorted({0, *(cut for cut in cuts if 0 < cut < len(blocks))})
        ends = [*starts[1:], len(blocks)]
        return [
            Part(
                start,
                end,
                cuts.get(start, "").strip() or self.title_of(start, end),
                count_words(blocks[start:end]),
            )
            for start, end in zip(starts, ends, strict=True)
        ]

    def _with_text(self, wanted: Sequence[Heading]) -> list[Heading]:
        """Headings without those right below another: a chapter begins with its first article."""
        kept: list[Heading] = []
        end = -1
        for heading in wanted:
            between = self.document.blocks[end : heading.index] if end >= 0 else ()
            if not kept or not all(map(_is_empty, between)):
                kept.append(heading)
            end = heading.index + heading.length
        return kept


def count_words(blocks: Sequence[Block]) -> int:
    """How many words stand in some blocks."""
    return sum(len(block.text.split()) for block in blocks)


def _is_empty(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.is_empty


def _first_words(blocks: Sequence[Block]) -> str:
    for block in blocks:
        words = block.text.split()
        if words:
            return " ".join(words[:12]) + ("…" if len(words) > 12 else "")
    return BEGINNING
