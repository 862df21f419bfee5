"""kill -9 of web server, worker and database in the middle of many attempts.

Every answer that was shown as saved is there, everybody has one attempt, marked once.
"""

from collections.abc import Callable
from contextlib import contextmanager

from tests.torture.conftest import ATTEMPTS
from tests.torture.herd import ANSWERS, Herd
from tests.torture.place import QUESTIONS, QUIZ, Place, make_people
from tests.torture.records import find_lost, points_of

LEAVE = 5  # one of so many never submits: the time runs out


@contextmanager
def answering(place: Place):
    """A herd in front of the quiz, and a worker."""
    place.start_worker()
    herd = Herd(place.server.port, QUIZ, make_people(place, ATTEMPTS), QUESTIONS)
    with herd.running():
        yield herd


def kill_amid_answers(place: Place, herd: Herd, kills: list[Callable[[], None]]):
    """One kill after another, each when half of some answers are saved; nothing shown is lost."""
    for number, kill in enumerate(kills, 1):
        herd.allow(ANSWERS * number // len(kills))
        shown = list(herd.shown)
        kill()
        assert find_lost(place.records.kept(), shown) == [], kill
    herd.wait_for_answers()
    assert find_lost(place.records.kept(), herd.shown) == []
    assert herd.refusals, "nobody noticed anything"


def kill_amid_submissions(place: Place, herd: Herd, kills: list[Callable[[], None]]):
    """Most submit, in as many parts as there are kills; the time of the others runs out."""
    everybody = list(herd.takers)
    late = everybody[::LEAVE]
    submitting = [each for each in everybody if each not in late]
    for number, kill in enumerate(kills, 1):
        herd.submit(submitting[: len(submitting) * number // len(kills)])
        kill()
    herd.wait_for_submissions()
    place.records.let_time_run_out(late)
    return late


def wait_for_worker(place: Place, herd: Herd, late: list[int]):
    """Kill the worker while it ends attempts, where it can be caught; another one goes on."""
    herd.wait_for(lambda: "running" in place.records.jobs() or is_ended(place, late))
    place.kill_worker()
    place.records.let_leases_end()
    herd.wait_for(lambda: is_ended(place, late))


def is_ended(place: Place, late: list[int]):
    return sum(each.state == "expired" for each in place.records.attempts()) == len(late)


def check_marks(place: Place, herd: Herd, late: list[int]):
    """One attempt each, marked by the answers that were shown as saved."""
    kept, attempts = place.records.kept(), place.records.attempts()
    assert find_lost(kept, herd.shown) == []
    assert [each.person_id for each in attempts] == sorted(herd.takers)
    for each in attempts:
        assert each.state == ("expired" if each.person_id in late else "graded")
        assert each.points == points_of(kept, each.person_id)
    assert place.records.count_results() == len(attempts)
    assert place.records.most_marks() == 1


def test_nothing_shown_as_saved_is_lost_where_servers_worker_and_database_are_killed(
    on_postgresql, cluster
):
    place = on_postgresql
    kills = [
        place.kill_web_worker,
        cluster.crash,
        place.kill_master,
        place.kill_worker,
        cluster.kill_one,
        place.cut_power,
    ]
    with answering(place) as herd:
        kill_amid_answers(place, herd, kills)
        late = kill_amid_submissions(place, herd, [cluster.crash, place.cut_power])
        wait_for_worker(place, herd, late)
    check_marks(place, herd, late)


def test_nothing_shown_as_saved_is_lost_where_servers_and_worker_are_killed_beside_a_file(
    on_sqlite,
):
    place = on_sqlite
    kills = [place.kill_web_worker, place.cut_power, place.kill_worker]
    with answering(place) as herd:
        kill_amid_answers(place, herd, kills)
        late = kill_amid_submissions(place, herd, [place.cut_power])
        wait_for_worker(place, herd, late)
    check_marks(place, herd, late)
