"""What the torture tests share: a database that may be killed, and a Sen on it."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import skip_or_fail
from tests.e2e.server import free_port
from tests.torture.cluster import Cluster, find_programs, new_cluster
from tests.torture.place import Place, open_place

# How many attempts there are in the middle of which everything is killed.
ATTEMPTS = int(os.environ.get("SEN_TEST_ATTEMPTS", "20"))
LONGEST_S = 400


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Killed processes take their time to come back."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.timeout(LONGEST_S))


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL cluster of this test's own, in a folder that its user can reach."""
    programs = find_programs()
    if programs is None:
        skip_or_fail("postgresql", "initdb and pg_ctl of PostgreSQL are not installed")
        raise AssertionError
    with tempfile.TemporaryDirectory(prefix="sen-cluster-") as folder:
        made = new_cluster(programs, Path(folder), free_port())
        made.make()
        made.start()
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def on_postgresql(cluster: Cluster, tmp_path: Path) -> Iterator[Place]:
    """Sen on that cluster."""
    place = open_place(tmp_path, cluster.url)
    yield place
    place.end()


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Place]:
    """Sen on a file."""
    place = open_place(tmp_path, f"sqlite:///{tmp_path}/torture.sqlite3")
    yield place
    place.end()
