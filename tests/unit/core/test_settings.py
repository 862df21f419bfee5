"""Settings are checked before anything starts; a wrong one gets one line with the mend."""

import re
import stat

import pytest

from app import ROOT
from core.settings import SettingRefused, load_settings
from core.settings_file import ENVIRONMENT_NAMES, NAMES
from media.store import open_store

POSTGRES = "postgresql+psycopg://user:password@host/sen"


def load(tmp_path, **environ):
    return load_settings(tmp_path, {"SEN_INSTANCE": str(tmp_path / "instance"), **environ})


def test_without_any_setting_everything_is_in_the_instance_folder(tmp_path):
    settings = load_settings(tmp_path, {})
    assert settings.instance == tmp_path / "instance"
    assert settings.database_url == f"sqlite:///{tmp_path}/instance/sen.sqlite3"
    assert settings.media_url == (tmp_path / "instance" / "media").as_uri()
    assert (settings.timezone, settings.default_language) == ("Asia/Ho_Chi_Minh", "vi")
    assert (settings.redis_url, settings.base_url, settings.exit_url) == (None, None, None)
    assert (settings.mail_server, settings.mail_from) == (None, "no-reply@localhost")
    assert settings.is_sqlite
    assert not settings.is_demo


def test_the_demo_has_a_folder_of_its_own(tmp_path):
    settings = load(tmp_path, SEN_DEMO="1")
    assert settings.is_demo
    assert settings.instance == tmp_path / "instance" / "demo"


def test_the_key_is_made_once_and_kept_for_this_user_alone(tmp_path):
    first, second = load(tmp_path), load(tmp_path)
    path = tmp_path / "instance" / "secret-key"
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_of_settings_is_read_and_the_environment_goes_before_it(tmp_path):
    (tmp_path / "instance").mkdir()
    lines = [
        "\ufeff# the office's own",
        "",
        " SEN_DEFAULT_LANGUAGE = en ",
        'SEN_BASE_URL="https://sen.example/"',
        "SEN_TIMEZONE=Asia/Bangkok",
    ]
    (tmp_path / "instance" / "settings.env").write_text("\n".join(lines), encoding="utf-8")
    settings = load(tmp_path, SEN_TIMEZONE="Asia/Tokyo")
    assert settings.default_language == "en"
    assert settings.base_url == "https://sen.example"
    assert settings.timezone == "Asia/Tokyo"


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d"])
def test_the_usual_ways_of_writing_postgresql_are_understood(tmp_path, given):
    settings = load(tmp_path, SEN_DATABASE_URL=given, SEN_SECRET_KEY="x" * 16)
    assert settings.database_url == "postgresql+psycopg://u@h/d"
    assert not settings.is_sqlite


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"SEN_DATABASE_URL": "mysql://host/sen"}, "SEN_DATABASE_URL"),
        ({"SEN_DATABASE_URL": "sen.sqlite3"}, "SEN_DATABASE_URL"),
        ({"SEN_DATABASE_URL": POSTGRES}, "SEN_SECRET_KEY"),
        ({"SEN_SECRET_KEY": "short"}, "SEN_SECRET_KEY"),
        ({"SEN_REDIS_URL": "http://host"}, "SEN_REDIS_URL"),
        ({"SEN_REDIS_URL": "redis://host:port/0"}, "SEN_REDIS_URL"),
        ({"SEN_BASE_URL": "https://[sen"}, "SEN_BASE_URL"),
        ({"SEN_MAIL_URL": "smtp://host:587"}, "SEN_BASE_URL"),
        ({"SEN_MAIL_FROM": "somebody"}, "SEN_MAIL_FROM"),
        ({"SEN_BASE_URL": "sen.example"}, "SEN_BASE_URL"),
        ({"SEN_BASE_URL": "ftp://sen.example"}, "SEN_BASE_URL"),
        ({"SEN_EXIT_URL": "javascript:alert(1)"}, "SEN_EXIT_URL"),
        ({"SEN_EXIT_URL": "https://x y;z/"}, "SEN_EXIT_URL"),
        ({"SEN_EXIT_URL": "https://x;z/"}, "SEN_EXIT_URL"),
        ({"SEN_EXIT_URL": "https://x,z/"}, "SEN_EXIT_URL"),
        ({"SEN_EXIT_URL": "https://x'unsafe-inline'/"}, "SEN_EXIT_URL"),
        ({"SEN_EXIT_URL": "https:///"}, "SEN_EXIT_URL"),
        ({"SEN_EXIT_URL": "https://báo.example/"}, "SEN_EXIT_URL"),
        ({"SEN_EXIT_URL": "https://news.example/a b"}, "SEN_EXIT_URL"),
        ({"SEN_EXIT_URL": "https://news.example/\n"}, "SEN_EXIT_URL"),
        ({"SEN_BASE_URL": "https://user@sen.example"}, "SEN_BASE_URL"),
        ({"SEN_SECRET_KEY": "x" * 20 + "\udce1"}, "SEN_SECRET_KEY"),
        ({"SEN_MEDIA_URL": "nonsense://x"}, "SEN_MEDIA_URL"),
        ({"SEN_MEDIA_URL": "s3://bucket/prefix"}, "pip install s3fs"),
        ({"SEN_MEDIA_URL": "simplecache::s3://bucket"}, "pip install s3fs"),
        ({"SEN_MEDIA_URL": "nonsense::file:///media"}, "SEN_MEDIA_URL"),
        ({"SEN_MEDIA_URL": "hello world"}, "SEN_MEDIA_URL"),
        ({"SEN_MEDIA_URL": "media"}, "SEN_MEDIA_URL"),
        ({"SEN_MEDIA_URL": "file://media"}, "SEN_MEDIA_URL"),
        ({"SEN_MEDIA_URL": "ftp://"}, "SEN_MEDIA_URL"),
        ({"SEN_TIMEZON": "Asia/Tokyo"}, "perhaps SEN_TIMEZONE was meant"),
        ({"SEN_TIMEZONE": "Asia/Saigonn"}, "SEN_TIMEZONE"),
        ({"SEN_TIMEZONE": "../etc/passwd"}, "SEN_TIMEZONE"),
        ({"SEN_DEFAULT_LANGUAGE": "fr"}, "SEN_DEFAULT_LANGUAGE"),
        ({"SEN_TRUSTED_PROXIES": "many"}, "SEN_TRUSTED_PROXIES"),
        ({"SEN_TRUSTED_PROXIES": "11"}, "SEN_TRUSTED_PROXIES"),
    ],
)
def test_a_wrong_setting_gets_one_line_that_names_it_and_the_mend(tmp_path, environ, named):
    with pytest.raises(SettingRefused) as refusal:
        load(tmp_path, **environ)
    text = str(refusal.value)
    assert named in text
    assert "\n" not in text
    assert ": " in text
    assert "password" not in text or named == "SEN_DATABASE_URL"


def test_a_line_of_the_file_that_is_no_setting_is_named_with_its_number(tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "settings.env").write_text("# fine\nSEN_TIMEZONE\n")
    with pytest.raises(SettingRefused, match=r"settings\.env:2: write NAME=value"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SEN_TIMEZON=Asia/Tokyo", r":2: there is no setting SEN_TIMEZON: perhaps SEN_TIMEZONE"),
        ("sen_base_url=https://x", r":2: there is no setting sen_base_url: perhaps SEN_BASE_URL"),
        ("export SEN_MAIL_FROM=a@b.c", r":2: .* perhaps SEN_MAIL_FROM was meant\."),
        ("SEN_COLOUR_OF_ALL_PAGES=red", r":2: .* known are SEN_DATABASE_URL, "),
        ("SEN_WORKERS=3", r":2: SEN_WORKERS is read from the environment only\."),
    ],
)
def test_a_name_of_the_file_that_is_no_setting_is_told(tmp_path, line, said):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "settings.env").write_text(f"# fine\n{line}\n")
    with pytest.raises(SettingRefused, match=said):
        load(tmp_path)


def test_the_file_may_be_that_of_a_service_of_the_system(tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "settings.env").write_text("SEN_WORKERS=3\nSSL_CERT_FILE=/x.pem\n")
    assert load(tmp_path, SEN_WORKERS="3").is_sqlite


def test_names_that_others_have_in_the_environment_are_left_alone(tmp_path):
    others = {"SEN_TEST_REDIS_URL": "x", "SEN_CHROMIUM": "x", "SEN_SERVICE_HOST": "x"}
    assert load(tmp_path, SEN_PORT="tcp://10.0.0.1:80", **others).is_sqlite


def test_every_setting_is_documented_and_known():
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `SEN_")]
    documented = {name for row in rows for name in re.findall("SEN_[A-Z_]+", row.split(" | ")[0])}
    assert documented == {*NAMES, *ENVIRONMENT_NAMES} - {"SEN_DEMO"}


@pytest.mark.parametrize("content", [b"\xff\xfeS\0", b"# C\xd4NG AN", None])
@pytest.mark.parametrize("name", ["settings.env", "secret-key"])
def test_a_file_that_cannot_be_read_is_named_in_one_line(tmp_path, name, content):
    path = tmp_path / "instance" / name
    path.parent.mkdir()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(SettingRefused) as refusal:
        load(tmp_path)
    assert str(refusal.value).startswith(str(path))
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("kept", ["x", "khóa bí mật của cơ quan ta", "x" * 20 + "\x07"])
def test_a_damaged_key_is_named(tmp_path, kept):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret-key").write_text(kept, encoding="utf-8")
    with pytest.raises(SettingRefused, match="is damaged: delete it"):
        load(tmp_path)


def test_media_stay_in_their_folder_whatever_it_is_called(tmp_path):
    instance = tmp_path / "Học tập" / "cơ quan"
    settings = load_settings(tmp_path, {"SEN_INSTANCE": str(instance)})
    open_store(settings.media_url).write("a1.txt", b"x")
    assert (instance / "media" / "a1" / "a1.txt").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("/srv/sen media", "file:///srv/sen media"),
        ("file:///srv/media", "file:///srv/media"),
        ("memory://", "memory://"),
        ("simplecache::memory://x", "simplecache::memory://x"),
    ],
)
def test_media_may_be_anywhere_that_can_be_reached(tmp_path, given, meant):
    assert load(tmp_path, SEN_MEDIA_URL=given).media_url == meant


def test_quick_exit_may_lead_anywhere_on_the_web(tmp_path):
    for url in ("https://news.example:8443/a;b?c=d,e", "http://[2001:db8::1]:80", "http://tin"):
        assert load(tmp_path, SEN_EXIT_URL=url).exit_url == url


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "instance").write_text("a file stands in the way")
    with pytest.raises(SettingRefused, match="cannot be written"):
        load(tmp_path)
