"""The demo shows its passwords to this machine alone."""

import pytest

from demo.loopback import is_loopback, site_url


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]"]
)
def test_these_addresses_reach_this_machine_alone(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.5", "10.0.0.1", "localhost.example", "", "*", "2130706433"],  # noqa: S104
)
def test_these_may_be_reached_by_others(host):
    assert not is_loopback(host)


def test_an_address_is_written_as_a_browser_takes_it():
    assert site_url("127.0.0.1", 8000) == "http://localhost:8000"
    assert site_url("::1", 8000) == "http://[::1]:8000"
