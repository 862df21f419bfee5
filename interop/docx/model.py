"""What a Word document says, without how its file says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Look:
    """How a run is set; `colour` is RRGGBB in capitals, None where it is the text's own."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str | None = None
    highlight: bool = False
    raised: str | None = None  # "sup" or "sub"


PLAIN = Look()


@dataclass(frozen=True)
class Run:
    """Words set alike; `link` is where they lead."""

    text: str
    look: Look = PLAIN
    link: str | None = None


@dataclass(frozen=True)
class PictureMark:
    """Where a picture stands; `name` is that of its part, "" where it cannot be read."""

    name: str
    alt: str = ""


@dataclass(frozen=True)
class NoteMark:
    """Where a footnote is called, by its key in the document."""

    key: str


Inline = Run | PictureMark | NoteMark


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `number` is what stands before it by numbering ("1.", "a)", "•").

    `heading` is its level by style or outline, from 1. `line` counts the paragraphs of the
    document from 1, those in cells too: by it problems name their place.
    """

    inlines: tuple[Inline, ...] = ()
    number: str = ""
    depth: int = 0
    heading: int | None = None
    is_centred: bool = False
    line: int = 0

    @property
    def text(self) -> str:
        """Its words without its number."""
        return "".join(each.text for each in self.inlines if isinstance(each, Run))

    @property
    def whole_text(self) -> str:
        """Its number and its words, as they are read."""
        return " ".join(filter(None, (self.number, self.text.strip())))

    @property
    def runs(self) -> tuple[Run, ...]:
        """What of it holds words that are seen."""
        found = (each for each in self.inlines if isinstance(each, Run) and each.text.strip())
        return tuple(found)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.runs) and all(run.look.bold for run in self.runs)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it is seen."""
        return not self.runs and not any(isinstance(i, PictureMark) for i in self.inlines)


@dataclass(frozen=True)
class Table:
    """Rows of cells, each some paragraphs; tables within cells are read as their paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    line: int = 0

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(each.text for row in self.rows for cell in row for each in cell)


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """The body, its footnotes by key, its pictures by the name of their part.

    `left_out` counts what was seen and cannot be taken, by what it is; `encodings` names the old
    letters that were converted.
    """

    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Paragraph, ...]] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    encodings: frozenset[str] = frozenset()
    title: str = ""
