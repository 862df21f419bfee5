"""Pictures and films into a lesson by choice, drop and paste; attacks that do nothing."""

import base64
import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.markdown import Picture, render_markdown
from tests.e2e.editor import FILE, text_of, write_at_end
from tests.e2e.quiz import COURSE
from tests.factories.media import CAPTIONS, film, photograph
from tests.unit.core.test_markdown import _attacks

STUDIO = f"/studio{COURSE}"
PHONE, DESK = 360, 1280
ATTACKS = Path(os.environ.get("SEN_TEST_ATTACKS", "attacks"))
DROP = """([target, name, type, data]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name, { type }));
  const place = document.querySelector(target);
  const at = { bubbles: true, cancelable: true };
  const event = name === "image.png"
    ? new ClipboardEvent("paste", { ...at, clipboardData: carried })
    : new DragEvent("drop", { ...at, dataTransfer: carried });
  place.dispatchEvent(event);
}"""


def choose(page, file):
    expect(page.locator("[data-choose]")).to_be_visible()
    page.locator("[data-files]").set_input_files(file)


RECORD = """async () => {
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start();
  for (let number = 0; number < 40; number += 1) {
    paper.fillStyle = `hsl(${number * 9} 60% 50%)`;
    paper.fillRect(0, 0, 300, 150);
    await new Promise((done) => setTimeout(done, 40));
  }
  const ended = new Promise((done) => (recorder.onstop = done));
  recorder.stop();
  await ended;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
PLAY = """async (film) => {
  film.muted = true;
  await film.play();
  await new Promise((done) => film.addEventListener("timeupdate", done, { once: true }));
  return [film.videoWidth, film.textTracks[0].mode, film.textTracks[0].cues?.[0]?.text];
}"""


def put_in(page, words):
    field = page.locator("[data-words]:visible").last
    expect(field).to_be_visible()
    field.fill(words)
    field.press("Enter")
    expect(page.locator("[data-upload]")).to_have_count(0)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_chosen_photograph_is_described_shown_and_saved(server, visit, width, tmp_path):
    photo = tmp_path / "Ảnh buổi họp.jpg"
    photo.write_bytes(photograph((2400, 1600), 6))
    trainer = visit(server, width=width)
    trainer.sign_in("giangvien")
    page = trainer.open(FILE)
    choose(page, photo)
    put_in(page, "Cả phòng [đang] họp")
    text = text_of(page)
    expect(text).to_have_value(re.compile(r"!\[Cả phòng  đang  họp\]\(media/anh-buoi-hop\.webp\)"))
    assert text.input_value().startswith("---\nid: sex-and-gender")
    if width == PHONE:
        page.locator(".editor-tab[data-shows=preview]").click()
    shown = page.locator("[data-preview] img[alt='Cả phòng  đang  họp']")
    expect(shown).to_have_js_property("naturalHeight", 2000)
    expect(page.locator("[data-problem-link]")).to_be_hidden()


def test_what_is_dropped_and_pasted_comes_in_too(server, visit):
    trainer = visit(server, width=DESK)
    trainer.sign_in("giangvien")
    page = trainer.open(FILE)
    expect(page.locator("[data-choose]")).to_be_visible()
    text_of(page).focus()
    page.keyboard.press("Control+End")
    for name, kind in (("x.jpg", "JPEG"), ("image.png", "PNG")):
        data = base64.b64encode(photograph((60, 40), kind=kind)).decode()
        page.evaluate(DROP, ["textarea[name=source]", name, f"image/{kind.lower()}", data])
        put_in(page, f"Hình {kind}")
    text = text_of(page)
    expect(text).to_have_value(
        re.compile(
            r"!\[Hình JPEG\]\(media/x\.webp\)\n\n!\[Hình PNG\]\(media/pasted-[\d-]+\.webp\)\n*$"
        )
    )
    page.keyboard.press("Control+z")
    expect(text).not_to_have_value(re.compile("Hình PNG"))


def test_what_is_refused_is_said_beside_the_text(server, visit, tmp_path):
    wrong = tmp_path / "x.png"
    wrong.write_bytes(b"<html><script>alert(1)</script>")
    trainer = visit(server, width=DESK)
    trainer.forgiven += ("422",)
    trainer.sign_in("giangvien")
    page = trainer.open(FILE)
    choose(page, wrong)
    expect(page.locator("[data-state]")).to_contain_text("x.png: ")
    expect(page.locator("button.button[data-insert]")).to_be_hidden()


def test_without_scripts_files_are_uploaded_by_the_plain_form(server, visit, tmp_path):
    for name, content in {"clip.mp4": film(), "clip.vi.vtt": CAPTIONS}.items():
        (tmp_path / name).write_bytes(content)
    trainer = visit(server, width=PHONE, java_script_enabled=False)
    trainer.sign_in("giangvien")
    page = trainer.open(f"{STUDIO}/media")
    page.locator("#files").set_input_files(sorted(tmp_path.iterdir()))
    page.locator(".media-upload button[type=submit]").click()
    expect(page.locator(".media-name", has_text="clip.mp4")).to_be_visible()
    trainer.open(f"{STUDIO}/media/clip.mp4")
    expect(page.locator("main")).to_contain_text("clip.vi.vtt")


def test_a_film_plays_with_its_captions_once_it_is_told_to(server, visit, tmp_path):
    trainer = visit(server, width=DESK)
    page = trainer.sign_in("giangvien")
    (tmp_path / "clip.webm").write_bytes(base64.b64decode(page.evaluate(RECORD)))
    (tmp_path / "clip.vi.vtt").write_bytes(CAPTIONS)
    trainer.open(f"{STUDIO}/media")
    before = page.locator(".media-line").count()
    page.locator("#files").set_input_files(sorted(tmp_path.iterdir()))
    page.locator(".media-upload button[type=submit]").click()
    expect(page.locator(".media-line")).to_have_count(before + 2)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    trainer.open(FILE)
    write_at_end(page, "\n\n![Màu sắc đổi dần](media/clip.webm)\n")
    film = page.locator("[data-preview] video")
    expect(film).to_have_attribute("aria-label", "Màu sắc đổi dần")
    assert not [url for url in asked if url.endswith(".webm")]
    assert film.evaluate(PLAY) == [300, "showing", "Xin chào."]


def test_the_library_shows_how_far_it_is_and_what_it_has(server, visit, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.jpg").write_bytes(photograph((300 + number, 200)))
    trainer = visit(server, width=DESK)
    trainer.sign_in("giangvien")
    page = trainer.open(f"{STUDIO}/media")
    before = page.locator(".media-line").count()
    page.locator("#files").set_input_files(sorted(tmp_path.iterdir()))
    page.locator(".media-upload button[type=submit]").click()
    expect(page.locator(".media-line")).to_have_count(before + 3)


def test_nothing_is_asked_of_another_site_before_it_is_pressed(server, visit):
    administrator = visit(server, width=DESK)
    administrator.sign_in("quantri")
    page = administrator.open("/organisation/embeds")
    page.locator("input[name=host]").fill("https://vtv.vn/x")
    page.locator("main form.form button[type=submit]").click()
    expect(page.locator(".studio-list")).to_contain_text("vtv.vn")
    trainer = visit(server, width=DESK)
    trainer.sign_in("giangvien")
    trainer.forgiven += ("vtv.vn", "ERR_NAME_NOT_RESOLVED")
    asked: list[str] = []
    trainer.page.on("request", lambda request: asked.append(request.url))
    page = trainer.open(FILE)
    write_at_end(page, "\n\n![Phim ngắn](https://vtv.vn/embed/1)\n")
    link = page.locator("[data-preview] a[data-frame]")
    expect(link).to_be_visible()
    assert not [url for url in asked if "vtv.vn" in url]
    link.click()
    frame = page.locator("[data-preview] iframe")
    expect(frame).to_have_attribute("src", "https://vtv.vn/embed/1")
    expect(frame).to_have_attribute("title", "Phim ngắn")
    expect(frame).to_have_attribute("referrerpolicy", "no-referrer")
    expect(frame).to_have_attribute("sandbox", re.compile("^allow-scripts"))
    assert page.url.endswith(FILE)


@pytest.mark.skipif(not ATTACKS.is_dir(), reason="SEN_TEST_ATTACKS names no collection of attacks")
def test_no_known_attack_runs_in_chromium(chromium):
    """Without any policy of ours, so that the sanitiser stands alone."""
    media = {"media/a.svg": Picture("/media/a.svg"), "media/a.mp4": Picture("/media/a.mp4")}
    page = chromium.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.dismiss())
    attacks = _attacks()
    for start in range(0, len(attacks), 40):
        parts = []
        for attack in attacks[start : start + 40]:
            for source in (
                attack,
                f"text {attack} text",
                f"- {attack}",
                f'![a](media/a.mp4 "{attack}")',
            ):
                parts.append(render_markdown(source, media))
        body = "".join(f"<section>{part}</section>" for part in parts)
        ran = "window.ran=0;for(const n of['alert','confirm','prompt','print'])window[n]=()=>ran++;"
        page.set_content(f"<!doctype html><script>{ran}</script>{body}")
        page.evaluate(
            """() => document.querySelectorAll("section *").forEach((each) => {
              for (const name of ["mouseover", "focus", "click", "load", "error", "toggle"]) {
                if (each.tagName !== "A" || name !== "click") each.dispatchEvent(new Event(name));
              }
            })"""
        )
        page.wait_for_timeout(50)
        assert page.evaluate("window.ran") == 0, json.dumps(attacks[start : start + 40])
        assert page.locator("section script, section iframe, section form").count() == 0
    assert not [url for url in asked if "about:blank" not in url and "/media/" not in url], asked
