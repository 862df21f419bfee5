"""What end-to-end tests share: the demo, servers on copies of it, and visitors in Chromium."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from scripts.chromium import INTRANET, find_chromium, launch_chromium
from tests.conftest import POSTGRES_URL, skip_or_fail
from tests.e2e.browser import PHONE, Visitor
from tests.e2e.https import https_before
from tests.e2e.server import DemoDatabase, Server, free_port, load_demo

StartServer = Callable[..., Server]
Visit = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is end to end, and slow enough for more time."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium, started once."""
    executable = find_chromium()
    if executable is None:
        skip_or_fail("chromium", "Chromium is not installed (SEN_TEST_CHROMIUM names another)")
        raise AssertionError
    browser = launch_chromium(request.getfixturevalue("playwright"), executable)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def sqlite_demo(tmp_path_factory: pytest.TempPathFactory) -> DemoDatabase:
    """The demo on SQLite."""
    instance = tmp_path_factory.mktemp("demo-sqlite")
    return load_demo(instance, f"sqlite:///{instance}/demo/sen.sqlite3")


@pytest.fixture(scope="session")
def postgres_demo(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoDatabase]:
    """The demo on PostgreSQL, in a database that serves as a template."""
    instance = tmp_path_factory.mktemp("demo-postgres")
    name = f"{postgres_url.rpartition('/')[2]}_demo"
    empty = DemoDatabase(instance, f"{postgres_url.rpartition('/')[0]}/{name}", POSTGRES_URL)
    empty.create()
    yield load_demo(instance, empty.url, POSTGRES_URL)
    empty.drop(empty.url)


@pytest.fixture
def start_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StartServer]:
    """Start a server on a copy of the demo: `start_server("postgresql", SEN_WORKERS="1")`."""
    with ExitStack() as stack:
        yield partial(_start, request, tmp_path_factory, stack)


@pytest.fixture
def server(start_server: StartServer) -> Server:
    """A server of this test's own, on SQLite."""
    return start_server()


@pytest.fixture(scope="session")
def common_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One server for all tests that only look."""
    with ExitStack() as stack:
        yield _start(request, tmp_path_factory, stack)


@pytest.fixture(params=["sqlite", "postgresql"])
def each_server(request: pytest.FixtureRequest, start_server: StartServer) -> Server:
    """A server of this test's own, on each database in turn."""
    return start_server(request.param)


@dataclass(frozen=True)
class Site:
    """A server at an address other than its own."""

    server: Server
    url: str


@pytest.fixture
def https_site(start_server: StartServer, tmp_path: Path) -> Iterator[Site]:
    """A server of this test's own behind a proxy that ends TLS."""
    server = start_server(SEN_TRUSTED_PROXIES="1")
    with https_before(server.port, tmp_path) as url:
        yield Site(server, url)


@pytest.fixture
def intranet_site(server: Server) -> Site:
    """A server of this test's own on plain http, at a name that browsers do not trust."""
    return Site(server, f"http://{INTRANET}:{server.port}")


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """A new visitor, on a phone: `visit(server, width=1280, java_script_enabled=False)`."""
    visitors: list[Visitor] = []

    def begin(server: Server, *, base_url: str = "", width: int = PHONE, **options: Any) -> Visitor:
        given = {"locale": "vi-VN", "viewport": {"width": width, "height": 740}, **options}
        visitor = Visitor(chromium.new_context(**given), base_url or server.url)
        visitors.append(visitor)
        return visitor

    yield begin
    with ExitStack() as stack:
        for visitor in visitors:
            stack.callback(visitor.close)


def _start(
    request: pytest.FixtureRequest,
    folders: pytest.TempPathFactory,
    stack: ExitStack,
    database: str = "sqlite",
    command: list[str] | None = None,
    port: int | None = None,
    **settings: str,
) -> Server:
    name = "sqlite_demo" if database == "sqlite" else "postgres_demo"
    demo: DemoDatabase = request.getfixturevalue(name)
    instance = folders.mktemp("server")
    url = demo.copy_to(instance)
    stack.callback(demo.drop, url)
    server = Server(instance, url, settings, command or [], port or free_port())
    stack.callback(server.kill)
    server.start()
    return server
