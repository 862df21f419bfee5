"""Two trainers at the same moment: whatever was written last is never taken for published."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

from core import clock
from core.database import db
from courses.operations import publish_course
from courses.queries import get_course_for_update
from tests.factories.courses import lesson_source, quiz_source
from tests.pages.studio import COURSE, LESSON, QUIZ, basics, draft, save
from tests.pages.studio.conftest import NOW


def test_what_is_saved_while_a_colleague_publishes_counts_as_changed(reader):
    ticks = count()
    clock.set_source(lambda: NOW + timedelta(seconds=next(ticks)))
    save(reader, quiz_source(questions=2), path=QUIZ)
    text = lesson_source("lesson-1", text="Câu mới.")
    course = get_course_for_update(basics().id)
    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(reader.client.post, LESSON, data={"source": text, "version": 1})
        time.sleep(0.5)
        publish_course(course, False, "Sửa.", clock.now())
        db.session.commit()
        assert saving.result().status_code == 303
    assert draft().source == text
    assert "Changed since" in reader.get(COURSE).text
