"""What an import would do, as its page shows it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from courses.exchange.planning import CONFLICT, KEPT, SAME, FilePlan, ImportPlan
from studio.side_by_side import SideRow, set_side_by_side

# Further texts are named only: their comparison would cost more than anybody reads.
MOST_COMPARED = 60


@dataclass(frozen=True)
class ShownFile:
    """A file of an import: its number among all, what becomes of it, both texts where it has two.

    `choice` is what was chosen for it: file, studio, or nothing yet.
    """

    number: int
    plan: FilePlan
    choice: str
    rows: tuple[SideRow, ...] | None

    @property
    def path(self) -> str:
        """Its name."""
        return self.plan.path


def shown_files(
    plan: ImportPlan,
    standing: Mapping[str, str],
    given: Mapping[str, str],
    choices: Mapping[str, str],
) -> dict[str, list[ShownFile]]:
    """All files that are not the same, by fate; `standing` and `given` are texts by name."""
    shown: dict[str, list[ShownFile]] = {}
    compared = 0
    for number, file in enumerate(plan.files):
        if file.fate == SAME:
            continue
        rows = None
        if file.path in standing and file.path in given and compared < MOST_COMPARED:
            rows = set_side_by_side(standing[file.path], given[file.path])
            compared += 1
        choice = choices.get(file.path, "studio" if file.fate == KEPT else "")
        shown.setdefault(file.fate, []).append(ShownFile(number, file, choice, rows))
    return shown


def differing_texts(plan: ImportPlan) -> frozenset[str]:
    """The texts of which both sides have one, and not the same."""
    return frozenset(
        file.path
        for file in plan.files
        if file.fate != SAME and file.given and file.standing and _is_text(file.path)
    )


def made_choices(plan: ImportPlan, answers: Mapping[str, str]) -> dict[str, str]:
    """What was chosen by name; a form names files by their numbers."""
    named = ((file.path, answers.get(f"choice-{number}", "")) for number, file in _open(plan))
    return {path: answer for path, answer in named if answer in ("file", "studio")}


def _open(plan: ImportPlan) -> Iterable[tuple[int, FilePlan]]:
    return ((number, file) for number, file in enumerate(plan.files) if file.may_choose)


def _is_text(path: str) -> bool:
    return not path.startswith("media/")


def missing_choices(plan: ImportPlan, choices: Mapping[str, str]) -> list[str]:
    """The conflicts for which nothing was chosen."""
    return [file.path for file in plan.of(CONFLICT) if file.path not in choices]
