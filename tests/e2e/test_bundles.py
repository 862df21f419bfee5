"""A trainer's course as files: downloaded, deleted, brought in again, and two who wrote at once."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.editor import open_editor, save, text_of
from tests.e2e.quiz import COURSE
from tests.factories.bundles import zip_of
from tests.factories.courses import bundle_texts

NEW = "/studio/courses/khoa-moi"
STUDIO = f"/studio{COURSE}"
FIRST = "lessons/01-sex-and-gender.md"
PHONE, DESK = 360, 1280


def send(page, content, name="course.zip"):
    """Send a zip by the form; the page that answers is what would become of it."""
    file = {"name": name, "mimeType": "application/zip", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").click()


def confirm(page):
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".flashes")).to_be_visible()


def download(trainer, course):
    page = trainer.open(f"{course}/bundle")
    with page.expect_download() as begun:
        page.locator("form[action$='/export'] button").click()
    return Path(begun.value.path()).read_bytes()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_course_goes_and_comes_back_byte_by_byte(server, visit, width):
    trainer = visit(server, width=width)
    page = trainer.sign_in("giangvien")
    trainer.open("/studio/import")
    send(page, zip_of(bundle_texts("khoa-moi")))
    confirm(page)
    before = download(trainer, NEW)
    trainer.open(f"{NEW}/bundle")
    page.locator("a[href$='/delete']").click()
    page.locator("form[action$='/delete'] button").click()
    expect(page.locator(".flashes")).to_be_visible()
    trainer.open("/studio/import")
    send(page, before, "khoa-moi.zip")
    confirm(page)
    assert download(trainer, NEW) == before


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_two_people_changed_at_once_is_shown_and_chosen(server, visit, tmp_path, width):
    trainer = visit(server, width=width)
    trainer.forgive("422")
    page = trainer.sign_in("giangvien")
    path = tmp_path / "course.zip"
    path.write_bytes(download(trainer, STUDIO))
    write_here(trainer, "Viết ở đây.")
    trainer.open("/studio/import")
    send(page, with_more(path, "Viết trong tệp."))
    expect(page.locator(".sides del")).to_have_text(["ở đây"])
    expect(page.locator(".sides ins")).to_have_text(["trong tệp"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".notice-danger")).to_be_visible()
    page.locator("input[type=radio][value=file]").first.check()
    confirm(page)
    text = text_of(trainer.open(f"{STUDIO}/files/{FIRST}"))
    assert text.input_value().rstrip().endswith("Viết trong tệp.")


def write_here(trainer, words):
    page = open_editor(trainer, f"{STUDIO}/files/{FIRST}")
    text = text_of(page)
    text.fill(f"{text.input_value().rstrip()}\n\n{words}\n")
    save(page)


def with_more(path, words):
    """The zip with a paragraph more at the end of the first lesson."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    [name] = [each for each in files if each.endswith(FIRST)]
    files[name] = files[name].rstrip() + f"\n\n{words}\n".encode()
    return zip_of(files, folder="")
