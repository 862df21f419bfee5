"""What the tests of one question share: a bank, its addresses, and what stands in a page's form."""

from core.database import db
from courses.published import PublishedCourse
from tests.factories.courses import bundle_texts, manifest_source
from tests.pages.reader import read_strictly, text_of
from tests.pages.studio import COURSE, draft

BANK = """---
id: law
kind: bank
title: Luật
---

## Đường dây nóng là số nào? {#line}

- [x] 111
    > Đúng rồi.
- [ ] 113

? Ba chữ số.

> Cả ngày lẫn đêm.

## Ở quầy {#desk type=scenario}

### Làm gì? {#start}

- Hỏi thăm -> calm {1}
- Bỏ đi -> calm

### Êm xuôi. {#calm}

## Đọc đoạn này. {#read type=description}

Một đoạn.

## Có sai sót? {#wrong type=single odd=1}

- [x] a
- [ ] b
"""
ENGLISH = """---
id: law
kind: bank
title: Law
---

## Which number is the helpline? {#line}

- [ ] 111
- [ ] 113
"""
LIST = f"{COURSE}/questions"
LINE = f"{LIST}/banks/law/line"
NEW = f"{LIST}/new"


def publish_bank(make) -> PublishedCourse:
    """A course with this bank, published; its draft holds a mistake since."""
    texts = bundle_texts("basics", lessons=1)
    sound = BANK.replace(" odd=1", "")
    texts["course.yml"] = manifest_source("basics", lessons=1)
    texts |= {"banks/law.md": sound, "banks/law.en.md": ENGLISH}
    texts["quizzes/final.md"] += "\n"
    texts["quizzes/final.md"] = texts["quizzes/final.md"].replace(
        "pass_mark: 60", "pass_mark: 60\ndraw:\n  - {bank: law, count: 2}"
    )
    published = make.publish(make.draft(texts, key="basics"))
    file = draft("banks/law.md")
    file.source = BANK
    db.session.commit()
    return published


def source(path="banks/law.md"):
    return draft(path).source


def send(reader, path, status=200, **form):
    return read_strictly(reader.post(path, form, status))


def fields(page, form=-1):
    """What the form of a page would send: its fields by name."""
    values = {}
    for each in page.all(".//main//form")[form].iter():
        name = each.get("name")
        if not name or each.tag not in ("input", "textarea", "select"):
            continue
        if each.get("type") in ("checkbox", "radio") and each.get("checked") is None:
            continue
        if each.tag == "select":
            chosen = [one for one in each.iter("option") if one.get("selected") is not None]
            values[name] = (chosen or list(each.iter("option")))[0].get("value")
        else:
            values[name] = each.get("value") or (each.text or "").removeprefix("\n")
    return values


def said(page):
    return " ".join(text_of(each) for each in page.all(".//div[@class='notice-body']"))
