"""What becomes of each file when a bundle is brought in, told three ways. Pure.

What was exchanged before, what the studio has now, what the bundle says: a file that says again
what was exchanged before holds nothing new, and what the studio has that was exchanged with
whoever brings the bundle was not changed there since. Where both hold something new, somebody
has to choose.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

SAME, ADDED, CHANGED, REMOVED, KEPT, CONFLICT = (
    "same",
    "added",
    "changed",
    "removed",
    "kept",
    "conflict",
)
FATES = (CONFLICT, ADDED, CHANGED, REMOVED, KEPT, SAME)
FILE, STUDIO = "file", "studio"
NOTHING: frozenset[str] = frozenset()
Known = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Exchanged:
    """The digests, by name, that were ever exchanged, and those with whoever brings a bundle.

    With the command, and with somebody who was never given anything, that is all of them.
    """

    ever: Known
    with_her: Known


@dataclass(frozen=True)
class FilePlan:
    """A file and what becomes of it; digests are None where it is not there."""

    path: str
    fate: str
    given: str | None
    standing: str | None

    @property
    def may_choose(self) -> bool:
        """Whether somebody may say that the other version is to stay."""
        return self.fate in (KEPT, CONFLICT)


@dataclass(frozen=True)
class ImportPlan:
    """What becomes of every file, by name."""

    files: tuple[FilePlan, ...]

    def of(self, fate: str) -> list[FilePlan]:
        """The files of one fate."""
        return [file for file in self.files if file.fate == fate]

    @property
    def name(self) -> str:
        """What this plan is called: another one, should anything have changed meanwhile."""
        words = repr([(each.path, each.fate, each.given, each.standing) for each in self.files])
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    @property
    def changes_nothing(self) -> bool:
        """Whether the studio has all of it already, and nobody can choose anything."""
        return all(file.fate == SAME for file in self.files)

    def undecided(self, choices: Mapping[str, str]) -> list[FilePlan]:
        """The conflicts for which nobody chose."""
        return [each for each in self.of(CONFLICT) if choices.get(each.path) not in (FILE, STUDIO)]

    def left_alone(self, choices: Mapping[str, str]) -> frozenset[str]:
        """The files that stay in the studio as they are; `choices` say file or studio by name."""
        return frozenset(
            each.path
            for each in self.files
            if each.may_choose and choices.get(each.path, STUDIO) != FILE
        )

    def as_json(self) -> dict[str, list[str]]:
        """The names by fate."""
        return {fate: [file.path for file in self.of(fate)] for fate in FATES}


def plan_import(
    given: Mapping[str, str], standing: Mapping[str, str], exchanged: Exchanged
) -> ImportPlan:
    """What becomes of each file: all three are digests by name."""
    paths = sorted({*given, *standing}, key=lambda path: (path != "course.yml", path))
    return ImportPlan(
        tuple(
            FilePlan(
                path,
                find_fate(
                    given.get(path),
                    standing.get(path),
                    exchanged.ever.get(path, NOTHING),
                    exchanged.with_her.get(path, NOTHING),
                ),
                given.get(path),
                standing.get(path),
            )
            for path in paths
        )
    )


def find_fate(
    given: str | None, standing: str | None, ever: Collection[str], with_her: Collection[str]
) -> str:
    """What becomes of one file; None where the bundle, or the studio, does not have it."""
    if given == standing:
        return SAME
    # Whoever was never given a file has not taken it away; what anybody was given is no news.
    if not with_her if given is None else given in ever:
        return KEPT
    if with_her if standing is None else standing not in with_her:
        return CONFLICT
    if standing is None:
        return ADDED
    return REMOVED if given is None else CHANGED
