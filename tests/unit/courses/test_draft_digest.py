"""What a draft is called: the same for the same texts and pictures, another for any change."""

import pytest

from core.markdown import Picture
from courses.editions import draft_digest

TEXTS = {"course.yml": "key: basics", "lessons/01.md": "Một"}
MEDIA = {"media/a.png": Picture("/media/1.png", 10, 10)}


def test_the_order_does_not_matter():
    assert draft_digest(TEXTS, MEDIA) == draft_digest(dict(reversed(TEXTS.items())), MEDIA)


@pytest.mark.parametrize(
    ("texts", "media"),
    [
        (TEXTS | {"lessons/01.md": "Hai"}, MEDIA),
        (TEXTS | {"lessons/02.md": ""}, MEDIA),
        ({"course.yml": "key: basics"}, MEDIA),
        (TEXTS, {}),
        (TEXTS, {"media/a.png": Picture("/media/2.png", 10, 10)}),
        (TEXTS, {"media/b.png": Picture("/media/1.png", 10, 10)}),
    ],
)
def test_any_change_gives_another_name(texts, media):
    assert draft_digest(texts, media) != draft_digest(TEXTS, MEDIA)
