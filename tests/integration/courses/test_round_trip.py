"""Whatever Sen wrote comes out again byte by byte; what a person wrote keeps its content."""

import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.database import db
from courses.bundles.reading import read_bundle
from courses.operations import import_bundle
from tests.factories.bundles import exported, zip_of
from tests.factories.courses import PUBLISHED, bundle_texts, lesson_source

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="20"/>\n'
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co")),
    max_size=60,
)


@st.composite
def bundles(draw):
    """The files of a sound bundle, odd in what an export could smooth over."""
    texts = bundle_texts("round", lessons=draw(st.integers(1, 3)))
    shown = draw(st.integers(0, 2))
    for name in [each for each in texts if each.startswith("lessons/")]:
        words = "".join(letter for letter in draw(WORDS) if letter.isalnum() or letter in " .,")
        pictures = "".join(f"\n\n![Hình](media/h{number}.svg)" for number in range(shown))
        texts[name] = lesson_source(f"lesson-{name[9:10]}", text=f"Chữ {words} {pictures}")
        if draw(st.booleans()):
            texts[name] = texts[name].replace("\n", "\r\n")
        if draw(st.booleans()):
            texts[name] = "\ufeff" + texts[name]
    texts["course.yml"] = draw(st.sampled_from(["", "# ghi chú\n"])) + texts["course.yml"]
    texts |= {f"media/h{number}.svg": SVG.format(number + 1) for number in range(shown)}
    return texts


def bring_in(content):
    reading = read_bundle(io.BytesIO(content))
    assert reading.bundle is not None, reading.problems
    import_bundle(reading.bundle, PUBLISHED)
    db.session.commit()


def files_of(content):
    bundle = read_bundle(io.BytesIO(content)).bundle
    assert bundle is not None
    return bundle.texts, {name: file.content for name, file in bundle.media.items()}


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(texts=bundles())
def test_a_bundle_goes_round(app, texts):
    written = zip_of(texts)
    bring_in(written)
    first = exported("round")
    _same_content(texts, files_of(first))
    bring_in(first)
    assert exported("round") == first


def _same_content(texts, found):
    """Line ends and a byte order mark may be those that the studio had before."""
    plain = {name: _plain(text) for name, text in texts.items() if name[:6] != "media/"}
    assert {name: _plain(text) for name, text in found[0].items()} == plain
    media = {name: text.encode() for name, text in texts.items() if name[:6] == "media/"}
    assert found[1] == media


def _plain(text):
    return text.removeprefix("\ufeff").replace("\r\n", "\n")
