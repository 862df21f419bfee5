"""Paging, safe ways back, compression."""

import gzip

import pytest
from flask import Flask, make_response

from core.pages import Page, init_pages, page_number, safe_next


@pytest.fixture
def site():
    application = Flask(__name__, static_folder=None)
    init_pages(application)

    @application.get("/long")
    def long():
        return "a" * 5000

    @application.get("/short")
    def short():
        return "a"

    @application.get("/kept")
    def kept():
        response = make_response("x")
        response.headers["Cache-Control"] = "no-store"
        return response

    return application


@pytest.mark.parametrize(
    ("number", "total", "pages", "first", "last"),
    [(1, 0, 1, 0, 0), (1, 50, 1, 1, 50), (1, 51, 2, 1, 50), (2, 51, 2, 51, 51)],
)
def test_a_page_knows_where_it_stands(number, total, pages, first, last):
    count = min(50, total - (number - 1) * 50)
    page = Page(["row"] * count, number, 50, total)
    assert (page.pages, page.first, page.last) == (pages, first, last)


@pytest.mark.parametrize(
    ("number", "pages", "offered"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, 3, None, 5]),
        (3, 5, [1, 2, 3, 4, 5]),
        (6, 12, [1, None, 5, 6, 7, 8, None, 12]),
        (12, 12, [1, None, 11, 12]),
    ],
)
def test_the_ends_and_the_neighbours_are_offered(number, pages, offered):
    assert list(Page([], number, 1, pages).iter_pages()) == offered


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("9999999999", 1), ("1e3", 1)],
)
def test_a_page_number_that_is_nonsense_is_one(site, text, number):
    with site.test_request_context("/", query_string={"page": text}):
        assert page_number() == number


@pytest.mark.parametrize(
    "target",
    [None, "", "courses", "//evil", "///evil", "http://evil", "/\\evil", "/\nevil", "\\evil"],
)
def test_a_way_back_that_leaves_the_site_is_not_taken(target):
    assert safe_next(target, "/home") == "/home"


@pytest.mark.parametrize("target", ["/", "/courses", "/courses?page=2#x", "/a//b"])
def test_a_way_back_within_the_site_is_taken(target):
    assert safe_next(target, "/home") == target


def test_long_pages_are_compressed_for_those_who_can_read_it(site):
    client = site.test_client()
    packed = client.get("/long", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == b"a" * 5000
    assert "Content-Encoding" not in client.get("/long").headers
    assert "Content-Encoding" not in client.get("/short").headers


def test_pages_are_kept_out_of_shared_caches(site):
    assert site.test_client().get("/short").headers["Cache-Control"] == "private, no-cache"
    assert site.test_client().get("/kept").headers["Cache-Control"] == "no-store"
