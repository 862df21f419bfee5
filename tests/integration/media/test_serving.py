"""Stored files, and who gets them."""

import gzip
import hashlib

import pytest
from sqlalchemy import func, select

from core.database import db
from media.checks import MediaRefused
from media.models import MediaFile
from media.operations import read_content, store_file
from tests.factories.courses import PUBLISHED

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><path/></svg>'


@pytest.fixture
def address(app) -> str:
    file = store_file("media/a.svg", SVG, PUBLISHED)
    db.session.commit()
    return f"/media/{file.sha256}.{file.extension}"


def signed_in(site, make):
    reader = site.reader(make.person().username)
    return reader.client


def test_a_file_is_kept_once_under_the_hash_of_its_content(app) -> None:
    first = store_file("media/a.svg", SVG, PUBLISHED)
    again = store_file("media/b.svg", SVG, PUBLISHED)
    assert first.id == again.id
    assert first.sha256 == hashlib.sha256(SVG).hexdigest()
    assert (first.media_type, first.width, first.height) == ("image/svg+xml", 10, 20)
    assert db.session.scalar(select(func.count()).select_from(MediaFile)) == 1
    assert read_content(first) == SVG


def test_a_refused_file_leaves_nothing(app) -> None:
    with pytest.raises(MediaRefused):
        store_file("media/a.svg", b"<svg/>", PUBLISHED)
    assert db.session.scalar(select(func.count()).select_from(MediaFile)) == 0


def test_people_get_it_for_good_and_nothing_in_it_runs(site, make, address) -> None:
    response = signed_in(site, make).get(address)
    assert response.data == SVG
    assert response.content_type.startswith("image/svg+xml")
    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_drawing_is_compressed_where_the_browser_takes_that(site, make, address) -> None:
    response = signed_in(site, make).get(address, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == SVG
    assert "Accept-Encoding" in response.headers["Vary"]


def test_whoever_has_it_need_not_get_it_again(site, make, address) -> None:
    client = signed_in(site, make)
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_strangers_are_sent_to_sign_in(site, address) -> None:
    response = site.client().get(address)
    assert response.status_code == 303
    assert "/sign-in" in response.headers["Location"]


@pytest.mark.parametrize(
    "path",
    [
        "/media/" + "0" * 64 + ".svg",
        "/media/../core/clock.py",
        "/media/%2e%2e%2fsecret-key",
        "/media/..%2fsen.sqlite3",
        "/media/secret-key",
        "/media/" + "0" * 64 + ".html",
    ],
)
def test_nothing_else_is_found(site, make, path) -> None:
    assert signed_in(site, make).get(path).status_code == 404
