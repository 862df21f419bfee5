"""A course on one page: every lesson's summary, in the reader's language, with its sources."""

from tests.factories.courses import bundle_texts


def with_summaries(key="basics", more=""):
    texts = bundle_texts(key, more=more)
    for number in (1, 2):
        path = f"lessons/0{number}-lesson-{number}.md"
        head = f"title: Bài {number}\nsummary: Tóm tắt *bài {number}*.\n"
        texts[path] = texts[path].replace(f"title: Bài {number}\n", head)
    return texts


def test_all_summaries_stand_on_one_page(make, site):
    make.publish(make.draft(with_summaries()))
    make.person("hoa")
    reader = site.reader("hoa")
    page = reader.get("/courses/basics/summary")
    assert "Tóm tắt <em>bài 1</em>." in page.response.get_data(as_text=True)
    assert page.text.index("bài 1") < page.text.index("bài 2")
    assert "/courses/basics/summary" in reader.get("/courses/basics").response.get_data(
        as_text=True
    )


def test_a_lesson_without_a_summary_says_what_it_is_about(make, site):
    make.publish(make.draft(bundle_texts("plain"), key="plain"))
    make.person("hoa")
    page = site.reader("hoa").get("/courses/plain/summary")
    assert [each.text for each in page.all(".//section/h2")] == ["Bài 1", "Bài 2"]


def test_there_is_none_where_somebody_could_be_harmed(make, site):
    more = "sensitive: violence\nneutral_title: {vi: Khóa 7}"
    make.publish(make.draft(with_summaries("k-7f3a", more), key="k-7f3a"))
    make.person("hoa")
    reader = site.reader("hoa")
    reader.get("/courses/k-7f3a/summary", 404)
    course = reader.get("/courses/k-7f3a").response.get_data(as_text=True)
    assert "/courses/k-7f3a/summary" not in course
