"""A start that cannot be says in one line what is wrong and how to mend it, and exits with 1."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app import ROOT


def prepare(instance: Path, **settings: str) -> tuple[int, str]:
    """Run `flask prepare` with these settings; its exit code and what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SEN_")}
    ended = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "prepare"],
        cwd=ROOT,
        env={**kept, "SEN_INSTANCE": str(instance), **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, (ended.stdout + ended.stderr).strip()


def test_a_good_start_says_nothing(tmp_path: Path) -> None:
    assert prepare(tmp_path) == (0, "")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"SEN_TIMEZONE": "Mars"}, "SEN_TIMEZONE"),
        ({"SEN_DATABASE_URL": "mysql://x"}, "SEN_DATABASE_URL"),
        ({"SEN_DATABASE_URL": "postgresql://h:port/x"}, "SEN_DATABASE_URL"),
        ({"SEN_DATABASE_URL": "postgresql://h/x"}, "SEN_SECRET_KEY"),
        ({"SEN_SECRET_KEY": "short"}, "SEN_SECRET_KEY"),
        ({"SEN_MEDIA_URL": "s3://bucket"}, "pip install s3fs"),
        ({"SEN_DATABASE_URL": "sqlite:////not/there/x.sqlite3"}, "SEN_DATABASE_URL"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(tmp_path: Path, settings, named: str) -> None:
    code, said = prepare(tmp_path, **settings)
    assert code == 1
    assert named in said
    assert "\n" not in said


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    assert prepare(tmp_path)[0] == 0
    with sqlite3.connect(tmp_path / "sen.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    code, said = prepare(tmp_path)
    assert code == 1
    assert "newer" in said
    assert "\n" not in said


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sen.sqlite3").write_text("a letter, not a database, and long enough to be seen")
    code, said = prepare(tmp_path)
    assert code == 1
    assert "\n" not in said


def test_an_instance_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("")
    code, said = prepare(tmp_path / "instance")
    assert code == 1
    assert "SEN_INSTANCE" in said
    assert "\n" not in said


def test_the_demo_is_not_served_as_a_real_database(tmp_path: Path) -> None:
    assert prepare(tmp_path)[0] == 0
    with sqlite3.connect(tmp_path / "sen.sqlite3") as database:
        database.execute(
            "INSERT INTO organisation (id, name, is_demo, created_at)"
            " VALUES (1, 'x', 1, '2026-01-01')"
        )
    code, said = prepare(tmp_path)
    assert code == 1
    assert "demo" in said
