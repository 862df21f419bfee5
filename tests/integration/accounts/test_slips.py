"""Slips on paper and by mail: what they say, how many fit, how many are sent."""

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from accounts import activation_codes, slip_sheets
from accounts.models import ActivationCode, Person, Unit
from accounts.operations import Author, TooManyFailures
from accounts.operations.slips import ask_for_mail, issue_slips, mail_code, mail_slips, redeem_code
from core import clock
from core.database import db
from core.documents import render_pdf
from core.i18n import format_day
from notices.models import Mail

BASE = "https://sen.example"
NAMES = (
    "Nguyễn Thị Ánh Tuyết",
    "Đỗ Hữu Ước",
    "Hoàng Phủ Ngọc Tường Nguyễn Trương Thị Bích Phượng",
    *(f"Lê Văn Ẩn {number}" for number in range(7)),
)


@pytest.fixture
def settings(app, monkeypatch):
    monkeypatch.setitem(app.config, "BASE_URL", BASE)
    return app.config


@pytest.fixture
def hoa(make):
    person = make.person("hoa", make.unit("BHXH tỉnh"))
    person.email = "hoa@office.example"
    db.session.commit()
    return person


def author():
    return Author(None, clock.now(), clock.today("Asia/Ho_Chi_Minh"))


def pages_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def joined(text):
    return " ".join(text.replace("\u200b", "").split())


def sheet_of(app, slips):
    with app.test_request_context(headers={"Accept-Language": "vi"}):
        data = slip_sheets.sheet(slips, BASE, "vi")
        return pages_of(render_pdf(slip_sheets.TEMPLATE, data)), data["slips"]


def test_eight_slips_stand_on_a_page_with_all_that_is_needed(app, make):
    unit = make.unit("Ban Vì sự tiến bộ của phụ nữ – Bảo hiểm xã hội tỉnh Thừa Thiên Huế")
    ids = [make.person(f"nguoi.{at}", unit, name).id for at, name in enumerate(NAMES)]
    slips = issue_slips(ids, author())
    pages, _ = sheet_of(app, slips)
    last = format_day(activation_codes.last_day(slips[0].expires_at))
    codes = [[each.code in page.replace("-", "") for each in slips] for page in pages]
    assert [found.count(True) for found in codes] == [8, 2]
    whole = joined(" ".join(pages))
    for slip in slips:
        assert slip.full_name in whole
        assert slip.username in whole
        assert activation_codes.grouped(slip.code) in whole
    assert whole.count(joined(unit.name)) == len(NAMES)
    assert whole.count(last) == len(NAMES)
    assert whole.count("sen.example/activate") == len(NAMES)


def test_whatever_a_name_holds_is_text_and_not_markup(app, make):
    name = '#panic("x") $a^2$ *b* \\ <c> [d] `e`'
    slips = issue_slips([make.person("hoa", full_name=name).id], author())
    (page,), _ = sheet_of(app, slips)
    assert name in joined(page)


@pytest.mark.parametrize("sign", ["Ữ", "W"])
def test_what_is_far_too_long_leaves_the_code_in_its_place(app, make, sign):
    person = make.person("u" * 80, make.unit(sign * 160), sign * 160)
    (slip,) = issue_slips([person.id], author())
    (page,), _ = sheet_of(app, [slip])
    assert activation_codes.grouped(slip.code) in page


@pytest.mark.parametrize("name", ["漢字", "Hoa 🪷", "Lê\u202eThị", "Nguyễn\u0007"])
def test_a_sign_that_no_font_has_costs_nobody_the_slips(app, make, name):
    slips = issue_slips([make.person(full_name=name).id, make.person("lan").id], author())
    (page,), _ = sheet_of(app, slips)
    assert all(activation_codes.grouped(each.code) in page for each in slips)


def test_the_picture_of_each_slip_opens_its_own_code(app, make):
    slips = issue_slips([make.person("hoa").id, make.person("lan").id], author())
    _, rows = sheet_of(app, slips)
    wanted = [
        slip_sheets.qr_svg(f"{BASE}/activate#{activation_codes.grouped(each.code)}")
        for each in slips
    ]
    assert [row["qr"] for row in rows] == wanted
    assert wanted[0] != wanted[1]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Nguyễn Thị Thử", ["Nguyễn Thị Thử"]),
        ("sen.bhxh-thuathienhue.gov.vn", ["sen.", "bhxh-", "thuathienhue.", "gov.", "vn"]),
        ("x" * 50, ["x" * 22, "x" * 22, "x" * 6]),
        ("", [""]),
    ],
)
def test_a_long_word_goes_on_after_a_sign_or_else_anywhere(text, parts):
    assert slip_sheets.breakable(text).split("\u200b") == parts


def test_three_links_an_hour_are_mailed_and_earlier_ones_stay_good(app, hoa):
    now = clock.now()
    sent = [mail_code(hoa, BASE, now + timedelta(minutes=each)) for each in range(5)]
    db.session.commit()
    assert sent == [True, True, True, False, False]
    assert len(db.session.scalars(select(Mail)).all()) == 3
    assert db.session.scalars(select(ActivationCode.withdrawn_at)).all() == [None] * 3
    assert mail_code(hoa, BASE, now + timedelta(minutes=61))


def test_who_left_or_has_no_address_is_mailed_nothing(app, make, hoa):
    hoa.deactivated_at = clock.now()
    assert not mail_code(hoa, BASE, clock.now())
    assert not mail_code(make.person("lan"), BASE, clock.now())
    assert mail_slips([hoa.id], BASE, author()) == 0
    assert db.session.scalars(select(Mail)).all() == []


def test_an_address_asks_for_sixty_links_before_it_waits(app):
    for number in range(60):
        ask_for_mail(f"name{number}", "10.0.0.1", clock.now())
    with pytest.raises(TooManyFailures):
        ask_for_mail("hoa", "10.0.0.1", clock.now())
    ask_for_mail("hoa", "10.0.0.2", clock.now())


def run(app, *arguments):
    result = app.test_cli_runner().invoke(args=["people", "slips", *arguments])
    db.session.rollback()
    return result


def open_codes():
    query = select(Person.username).join(ActivationCode, ActivationCode.person_id == Person.id)
    return sorted(db.session.scalars(query.where(ActivationCode.withdrawn_at.is_(None))))


def test_the_command_makes_slips_for_a_unit_and_below(settings, app, make, tmp_path):
    whole = make.unit("BHXH tỉnh")
    part = make.unit("Phòng Thu", whole)
    make.person("hoa", part)
    make.person("lan", whole)
    make.person("gone", part).deactivated_at = clock.now()
    db.session.commit()
    key = db.session.get_one(Unit, part.unit_id).key
    result = run(app, "--unit", key, "-o", str(tmp_path / "slips.pdf"))
    assert result.exit_code == 0, result.output
    assert "Slips: 1." in result.output
    (page,) = pages_of((tmp_path / "slips.pdf").read_bytes())
    assert "hoa" in page
    assert "sen.example/activate" in joined(page)
    assert open_codes() == ["hoa"]


def test_the_command_makes_new_ones_for_those_who_never_had_a_password(
    settings, app, make, tmp_path
):
    make.person("old")
    make.person("new").password_hash = None
    db.session.commit()
    assert run(app, "--new-only", "-o", str(tmp_path / "a.pdf")).exit_code == 0
    assert open_codes() == ["new"]


def test_of_more_than_fit_in_one_file_the_next_is_numbered(
    settings, app, make, tmp_path, monkeypatch
):
    monkeypatch.setattr(slip_sheets, "MOST_AT_ONCE", 2)
    for _ in range(3):
        make.person()
    assert run(app, "-o", str(tmp_path / "a.pdf")).exit_code == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a-2.pdf", "a.pdf"]


def test_the_codes_in_a_file_are_good(settings, app, make, tmp_path):
    make.person("hoa")
    run(app, "-o", str(tmp_path / "a.pdf"))
    (page,) = pages_of((tmp_path / "a.pdf").read_bytes())
    (typed,) = re.findall(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", page)
    person = redeem_code(typed, "hash", clock.now())
    assert person is not None
    assert person.username == "hoa"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [(("--unit", "nowhere"), "There is no unit nowhere."), ((), "There is nobody")],
)
def test_the_command_says_why_it_makes_nothing(settings, app, tmp_path, arguments, reason):
    result = run(app, *arguments, "-o", str(tmp_path / "a.pdf"))
    assert result.exit_code == 1
    assert reason in result.output
    assert not list(tmp_path.iterdir())


def test_the_command_needs_the_address_of_the_site(app, make, tmp_path):
    make.person("hoa")
    result = run(app, "-o", str(tmp_path / "a.pdf"))
    assert result.exit_code == 1
    assert "SEN_BASE_URL" in result.output
    assert open_codes() == []


def test_where_the_file_cannot_be_written_earlier_slips_stay_good(settings, app, make, tmp_path):
    hoa = make.person("hoa")
    issue_slips([hoa.id], author())
    db.session.commit()
    assert run(app, "-o", str(tmp_path / "none" / "a.pdf")).exit_code != 0
    assert open_codes() == ["hoa"]
    assert len(db.session.scalars(select(ActivationCode)).all()) == 1
