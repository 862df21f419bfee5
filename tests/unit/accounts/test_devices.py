"""What a browser says of itself, in words people know."""

import pytest

from accounts.devices import DeviceName, name_device

ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A146P) AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("user_agent", "browser", "system"),
    [
        (f"{ANDROID} Chrome/120.0.0.0 Mobile Safari/537.36", "Chrome", "Android"),
        (
            f"{ANDROID} Version/4.0 Chrome/109.0 Mobile Safari/537.36 Zalo android",
            "Zalo",
            "Android",
        ),
        (f"{WINDOWS} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge", "Windows"),
        (f"{WINDOWS} coc_coc_browser/120 Chrome/120.0 Safari/537.36", "Cốc Cốc", "Windows"),
        (f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1", "Safari", "iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox",
            "Linux",
        ),
        ("curl/8.5.0", "", ""),
        ("", "", ""),
    ],
)
def test_browser_and_system_are_named(user_agent, browser, system) -> None:
    assert name_device(user_agent) == DeviceName(browser, system)
