"""Counting people along the tree of units."""

from collections import Counter
from collections.abc import Mapping


def sums_below(paths: Mapping[int, str], counts: Mapping[int, int]) -> dict[int, int]:
    """For each unit, by its id, its own count and those of all units below it.

    `paths` are the units' paths (`/1/4/`) by their ids; units that have no path are left out.
    """
    sums: Counter[int] = Counter()
    for unit_id, path in paths.items():
        for above in path.strip("/").split("/"):
            sums[int(above)] += counts.get(unit_id, 0)
    return {unit_id: sums[unit_id] for unit_id in paths}
