"""Reads pages as strictly as an inspector: one h1, unique ids, labelled fields, nothing inline."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def text_of(element: Element) -> str:
    """The words of an element, spaces made one."""
    return " ".join("".join(element.itertext()).split())


@dataclass(frozen=True)
class ReadPage:
    """A page that was read strictly."""

    status: int
    path: str
    document: Element
    response: TestResponse = field(repr=False)

    @property
    def text(self) -> str:
        """All its words."""
        body = self.document.find(".//body")
        return text_of(body) if body is not None else ""

    @property
    def heading(self) -> str:
        """Its h1."""
        h1 = self.document.find(".//h1")
        return text_of(h1) if h1 is not None else ""

    def all(self, path: str) -> list[Element]:
        """Elements by an ElementTree path."""
        return self.document.findall(path)

    def links(self) -> dict[str, str]:
        """Where its links lead, by their words."""
        return {text_of(link): link.get("href", "") for link in self.all(".//a[@href]")}


def read_strictly(response: TestResponse) -> ReadPage:
    """Parse a page and assert what every page keeps."""
    parser = html5lib.HTMLParser(
        tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False, strict=False
    )
    document = parser.parse(response.get_data(as_text=True))
    path = response.request.path
    assert not parser.errors, f"{path}: {parser.errors[:3]}"
    assert len(document.findall(".//h1")) == 1, f"{path}: a page has one h1"
    assert document.get("lang") in ("vi", "en"), path
    title = document.find(".//title")
    assert title is not None, path
    assert text_of(title), path
    _check_ids(document, path)
    _check_fields(document, path)
    _check_nothing_inline(document, path)
    return ReadPage(response.status_code, path, document, response)


def _check_ids(document: Element, path: str) -> None:
    ids = Counter(element.get("id") for element in document.iter() if element.get("id"))
    repeated = [name for name, count in ids.items() if count > 1]
    assert not repeated, f"{path}: ids stand twice: {repeated}"
    for element in document.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                assert name in ids, f"{path}: {attribute} names {name}, which is not there"


def _check_fields(document: Element, path: str) -> None:
    labelled = {label.get("for") for label in document.findall(".//label")}
    inside = {id(field) for label in document.findall(".//label") for field in label.iter()}
    for name in ("input", "select", "textarea"):
        for control in document.findall(f".//{name}"):
            if control.get("type") in ("hidden", "submit"):
                continue
            has_label = (
                control.get("id") in labelled
                or id(control) in inside
                or control.get("aria-label")
                or control.get("aria-labelledby")
            )
            assert has_label, f"{path}: the field {control.attrib} has no label"


def _check_nothing_inline(document: Element, path: str) -> None:
    for element in document.iter():
        handlers = [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert not handlers, f"{path}: inline {handlers}"
        assert element.tag not in ("style", "svg"), f"{path}: inline {element.tag}"
        if element.tag == "script":
            assert element.get("src"), f"{path}: inline script"


class PageReader:
    """A visitor whose every page is read strictly."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def sign_in(self, username: str, password: str) -> None:
        """Sign in, and fail where that does not lead on."""
        form = {"username": username, "password": password}
        response = self.client.post("/sign-in", data=form)
        assert response.status_code == 303, response.get_data(as_text=True)

    def get(self, path: str, status: int = 200) -> ReadPage:
        """Get a page and read it."""
        response = self.client.get(path)
        assert response.status_code == status, f"{path}: {response.status_code}"
        return read_strictly(response)

    def post(
        self, path: str, data: dict[str, Any] | None = None, status: int = 303
    ) -> TestResponse:
        """Send a form; by default it has to lead on."""
        response = self.client.post(path, data=data or {})
        assert response.status_code == status, f"{path}: {response.status_code}"
        return response
