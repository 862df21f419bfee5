"""Settings are checked before anything starts; a wrong one gets one line with the mend."""

import stat

import pytest

from core.settings import SettingRefused, load_settings

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


def test_a_damaged_key_is_named(tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret-key").write_text("x")
    with pytest.raises(SettingRefused, match="is damaged: delete it"):
        load(tmp_path)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "instance").write_text("a file stands in the way")
    with pytest.raises(SettingRefused, match="cannot be written"):
        load(tmp_path)
