"""A lesson's text rendered into blocks, once, so that a page only puts them together.

A block is {"kind": "html", "html"}, {"kind": "check", "check"}, {"kind": "helplines", "topic"}
or {"kind": "organisation", "key", "note"}. The text is rendered as one, so that a footnote or a
link may be defined anywhere, and then cut where the other blocks stand.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

from core.markdown import Picture, render_markdown, render_noting
from courses.bundles.lessons import Lesson
from courses.checks import check_block
from courses.lesson_blocks import Scan, WrittenLesson, cut_blocks, scan_lesson, written_of
from quizzes.content import Question
from quizzes.question_types import type_of
from quizzes.quiz_markdown.problems import Problem

PREFIX = "s-"
HEADING = re.compile(r'<h(?P<level>[2-6]) id="(?P<id>[^"]*)"[^>]*>(?P<text>.*?)</h\1>', re.S)
TAG = re.compile(r"<[^>]+>")
Media = Mapping[str, str | Picture]


@dataclass(frozen=True)
class RenderedLesson:
    """A lesson as a reader sees it; `sections` are the ids and titles of its parts."""

    language: str
    title: str
    blocks: tuple[dict[str, Any], ...]
    sections: tuple[dict[str, str], ...]
    summary_html: str
    problems: tuple[Problem, ...] = ()
    # Every text that was rendered by itself; the body, and the files that it names.
    passages: tuple[str, ...] = ()
    body: str = ""
    named: tuple[str, ...] = ()


def render_lesson(lesson: Lesson, media: Media) -> RenderedLesson:
    """Render a lesson; `media` says where its pictures are served, by media/name."""
    scan = scan_lesson(written_of(lesson))
    body = "\n".join(scan.lines)
    html, names = render_noting(body, media, prefix=PREFIX, language=lesson.language)
    blocks = [
        _rendered_check(block, media, lesson.language) if block["kind"] == "check" else block
        for block in cut_blocks(html, scan)
    ]
    return RenderedLesson(
        language=lesson.language,
        title=lesson.title,
        blocks=tuple(blocks),
        sections=tuple(_sections(blocks)),
        summary_html=render_markdown(lesson.summary, media, prefix="summary-"),
        problems=tuple(scan.log.listed()),
        passages=_passages_in(scan, lesson.summary),
        body=body,
        named=names,
    )


def find_block_problems(lesson: Lesson) -> list[Problem]:
    """What is wrong with a lesson's checks and helplines."""
    written = written_of(lesson)
    find = _find_block_problems if written.is_long else _find_block_problems_once
    return list(find(written))


def list_passages(lesson: Lesson) -> list[str]:
    """Every text of a lesson that is rendered by itself: body, summary, those of its checks."""
    written = written_of(lesson)
    return list((_list_passages if written.is_long else _list_passages_once)(written))


def list_checks(lesson: Lesson) -> list[Question]:
    """The questions within a lesson, as far as they can be read."""
    return [
        each["question"]
        for each in scan_lesson(written_of(lesson)).taken
        if each["kind"] == "check"
    ]


def _find_block_problems(written: WrittenLesson) -> tuple[Problem, ...]:
    scan = scan_lesson(written)
    cut_blocks(render_markdown("\n".join(scan.lines)), scan)
    return tuple(scan.log.listed())


def _list_passages(written: WrittenLesson) -> tuple[str, ...]:
    return _passages_in(scan_lesson(written), written.summary)


def _passages_in(scan: Scan, summary: str) -> tuple[str, ...]:
    passages = ["\n".join(scan.lines), summary]
    for block in scan.taken:
        if block["kind"] == "check":
            question = block["question"]
            passages += type_of(question).list_passages(question.texts[question.language])
    return tuple(each for each in passages if each)


# A course of 60 lessons in two languages is looked through anew at each change of one of them.
_find_block_problems_once = lru_cache(maxsize=512)(_find_block_problems)
_list_passages_once = lru_cache(maxsize=512)(_list_passages)


def align_sections(translation: RenderedLesson, original: RenderedLesson) -> RenderedLesson:
    """Give a translation the ids of its original, where both are built alike.

    A reader who changes the language then stays where she is.
    """
    own, other = _headings(translation.blocks), _headings(original.blocks)
    if [level for level, _ in own] != [level for level, _ in other]:
        return translation
    names = {mine: theirs for (_, mine), (_, theirs) in zip(own, other, strict=True)}

    def rename(match: re.Match[str]) -> str:
        return f"{match[1]}{names.get(match[2], match[2])}{match[3]}"

    blocks = [
        {**block, "html": re.sub(r'( id="| href="#)([^"]*)(")', rename, block["html"])}
        if block["kind"] == "html"
        else block
        for block in translation.blocks
    ]
    return RenderedLesson(
        translation.language,
        translation.title,
        tuple(blocks),
        tuple(_sections(blocks)),
        translation.summary_html,
        translation.problems,
    )


def _rendered_check(block: dict[str, Any], media: Media, language: str) -> dict[str, Any]:
    question: Question = block["question"]
    check = check_block(block["id"], question, media, language)
    return {"kind": "check", "check": check}


def _headings(blocks: tuple[dict[str, Any], ...]) -> list[tuple[str, str]]:
    found = []
    for block in blocks:
        if block["kind"] == "html":
            found += [(each["level"], each["id"]) for each in HEADING.finditer(block["html"])]
    return found


def _sections(blocks: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {"id": match["id"], "title": unescape(TAG.sub("", match["text"])).strip()}
        for block in blocks
        if block["kind"] == "html"
        for match in HEADING.finditer(block["html"])
        if match["level"] == "2"
    ]
