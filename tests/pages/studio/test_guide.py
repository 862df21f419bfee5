"""The guide for trainers as a page: from where it is reached, and in which language it speaks."""

import pytest

from accounts.models import Person
from core.database import db
from studio.guide.texts import guide_in
from tests.pages.reader import text_of
from tests.pages.studio import GUIDE, HOME, LESSON, QUIZ


@pytest.mark.parametrize("path", [HOME, LESSON, QUIZ])
def test_the_guide_is_one_press_away_from_where_one_writes(reader, path):
    links = [each for each in reader.get(path).all(".//a") if each.get("href") == GUIDE]
    assert len(links) == 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_guide_is_in_the_language_of_whoever_reads_it(reader, trainer, language):
    db.session.get_one(Person, trainer.id).language = language
    db.session.commit()
    page = reader.get(GUIDE)
    titles = [text_of(each) for each in page.all(".//h2")]
    sections = guide_in(language).sections
    assert titles[1:] == [each.title_html for each in sections]
    [contents] = page.all(".//nav[@aria-labelledby='contents']")
    assert [each.get("href") for each in contents.iter("a")] == [
        f"#{each.anchor}" for each in sections
    ]


def test_a_reviewer_reads_the_guide(site, make, course):
    make.role(make.person("duyet"), "reviewer")
    site.reader("duyet").get(GUIDE)
