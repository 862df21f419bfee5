"""Questions on the command line: looked into, brought in, given out."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from core.database import db
from courses.models import DraftFile
from interop.models import ReceivedFile
from interop.operations import KEPT_FOR, erase_old_files
from interop.questions.sheet_writing import write_sheet_template
from tests.factories.interop import add_document, briefing
from tests.factories.people import LONG_AGO

TYPES = """---
id: all
kind: bank
---

# Phần một {#mot}

## Luật có hiệu lực khi nào? {#in-force points=2 tags="law dates"}

- [ ] 2006 {-50%}
    > Chưa.
- [x] 2007

> Điều 43.

## Ai? {#duty type=multiple}

- [x] Cơ quan
- [x] Gia đình
- [ ] Chỉ phụ nữ

## Số nào? {#line type=short}

= 111
= một một một {50%}

## Bao nhiêu phút? {#minutes type=number}

= 60 +- 5

## Ghép. {#who type=match}

- Xã :: 3 ngày
- Tòa án :: 4 tháng
- :: hội thi

## Sắp. {#lives type=order}

1. Lắng nghe
2. Hỏi

## Điền. {#gaps type=cloze}

Trẻ em dưới {{16}} tuổi là {{=đúng ~ sai}}.

## Ở quầy {#counter type=scenario}

Khách lớn tiếng.

### Bạn làm gì? {#start}

- Bước tới -> calm {1}

### Dịu. {#calm}

Cảm ơn.

## Mức nào? {#level type=scale labels="Thấp|Cao"}
"""


def run(app, *arguments):
    return app.test_cli_runner().invoke(args=["questions", *map(str, arguments)])


@pytest.fixture
def course(make):
    return make.course("basics")


def source_of(path):
    return db.session.scalars(select(DraftFile.source).where(DraftFile.path == path)).one_or_none()


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def inspect_all(app, tmp_path):
    """What inspect says of a bank with one question of each type."""
    result = run(app, "inspect", write(tmp_path, "all.md", TYPES.encode()))
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document["format"] == "quiz-markdown"
    assert document["problems"] == []
    return {each["type"]: each for each in document["questions"]}


def test_inspect_says_every_type_in_one_shape(app, tmp_path):
    found = inspect_all(app, tmp_path)
    single = found["single_choice"]
    assert (single["points"], single["tags"], single["source"]) == (
        2.0,
        ["law", "dates"],
        {"line": 8},
    )
    assert single["choices"][0] == {"text": "2006", "fraction": -0.5, "feedback": "Chưa."}
    assert single["feedback"] == "Điều 43."
    assert [each["fraction"] for each in found["multiple_choice"]["choices"]] == [0.5, 0.5, 0.0]
    assert [each["fraction"] for each in found["short_answer"]["accepted"]] == [1.0, 0.5]
    number = found["number"]["accepted"][0]
    assert (number["value"], number["tolerance"], number["text"]) == (60.0, 5.0, None)
    assert found["match"]["pairs"][2] == {"left": "", "right": "hội thi"}
    assert found["order"]["order"] == ["Lắng nghe", "Hỏi"]
    assert "dưới {{1}} tuổi là {{2}}." in found["cloze"]["stem"]
    assert [gap["kind"] for gap in found["cloze"]["gaps"]] == ["text", "choice"]
    assert found["scenario"]["nodes"][0]["choices"] == [
        {"text": "Bước tới", "to": "calm", "points": 1.0}
    ]
    assert found["scale"]["labels"] == ["Thấp", "Cao"]


def test_inspect_names_problems_by_line_and_files_that_are_none(app, tmp_path):
    content = briefing("Câu 1. Không có đáp án?", "A. một", "B. hai")
    document = json.loads(run(app, "inspect", write(tmp_path, "a.docx", content)).stdout)
    assert document["questions"] == []
    assert document["problems"][0]["line"] == 1
    result = run(app, "inspect", write(tmp_path, "b.docx", b"%PDF-1.7"))
    assert result.exit_code == 1
    assert "PDF" in json.loads(result.stdout)["problems"][0]["message"]
    assert run(app, "inspect", tmp_path / "none.docx").exit_code == 2


def test_a_list_comes_into_a_new_bank_once(app, course, tmp_path):
    file = write(tmp_path, "luat.xlsx", write_sheet_template())
    result = run(app, "import", file, "--bank", "basics/luat")
    assert result.exit_code == 0, result.output
    assert "3 added, 0 there already" in result.output
    source = source_of("banks/luat.md")
    again = run(app, "import", file, "--bank", "basics/luat", "--json")
    assert json.loads(again.stdout)["known"] == 3
    assert source_of("banks/luat.md") == source


def test_a_file_with_a_mistake_brings_nothing(app, course, tmp_path):
    content = briefing(
        "Câu 1. A?", "A. một", "B. hai", "Đáp án: A", "Câu 2. B?", "A. một", "B. hai"
    )
    file = write(tmp_path, "a.docx", content)
    result = run(app, "import", file, "--bank", "basics/luat")
    assert result.exit_code == 1
    assert "a.docx:5: Question 2: it is not said which choice is right." in result.output
    assert source_of("banks/luat.md") is None
    assert run(app, "import", file, "--bank", "nothing/luat").exit_code == 1
    assert run(app, "import", file, "--bank", "luat").exit_code == 2
    good = write(tmp_path, "b.xlsx", write_sheet_template())
    assert run(app, "import", good, "--bank", "basics/Tên hay").exit_code == 1


def test_a_bank_goes_out_and_comes_back(app, course, tmp_path):
    file = write(tmp_path, "luat.xlsx", write_sheet_template())
    run(app, "import", file, "--bank", "basics/luat")
    result = run(app, "export", "basics/luat", "--to", "quiz-markdown")
    assert result.stdout == source_of("banks/luat.md")
    sheet = tmp_path / "out.xlsx"
    assert run(app, "export", "basics/luat", "--to", "xlsx", "-o", sheet).exit_code == 0
    again = run(app, "import", sheet, "--bank", "basics/luat")
    assert "0 added, 3 there already" in again.output
    assert run(app, "export", "basics/nobody", "--to", "xlsx").exit_code == 1
    assert run(app, "export", "basics/luat", "--to", "smoke").exit_code == 2


def test_files_that_nobody_decides_on_go_after_a_day(app, make, course):
    add_document(make.person("giang"))
    erase_old_files(LONG_AGO + KEPT_FOR)
    assert db.session.scalars(select(ReceivedFile)).one()
    erase_old_files(LONG_AGO + KEPT_FOR * 2)
    assert db.session.scalars(select(ReceivedFile)).one_or_none() is None
