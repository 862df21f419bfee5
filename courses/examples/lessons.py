"""What can be written in a lesson, as docs/course-bundles.md says. Pure."""

from core.sentences import say
from courses.examples.parts import HEAD, WORDS, Group, example

NUMBERS_MEND = say(
    "Do not write numbers into a lesson: these are filled in as the office has them."
)

LESSON_GROUPS = (
    Group(
        say("Words"),
        (
            example(say("Bold"), "**đậm**", "**bold**", WORDS),
            example(say("Italic"), "*nghiêng*", "*italic*", WORDS),
            example(say("Marked"), "==cần nhớ==", "==remember==", WORDS),
            example(say("Struck out"), "~~bỏ~~", "~~gone~~", WORDS),
            example(say("Raised and lowered"), "x^2^ và H~2~O", "x^2^ and H~2~O", WORDS),
            example(say("As it is typed"), "`Ctrl+S`", "`Ctrl+S`", WORDS),
            example(
                say("Link"),
                "[Cổng thông tin điện tử](https://chinhphu.vn)",
                "[the portal](https://chinhphu.vn)",
                WORDS,
            ),
            example(
                say("Link to a part of the lesson"),
                "[phần sau](#viec-can-lam)",
                "[the next part](#what-to-do)",
                WORDS,
                say("After # stand the heading's words, without accents, with hyphens."),
            ),
            example(
                say("Footnote"),
                "Có từ năm 2006.[^1]\n\n[^1]: Luật số 73/2006/QH11, Điều 5.",
                "Since 2006.[^1]\n\n[^1]: Law No. 73/2006/QH11, Article 5.",
            ),
            example(
                say("Abbreviation"),
                "UBND xã trả lời.\n\n*[UBND]: Ủy ban nhân dân",
                "The PC answers.\n\n*[PC]: People's Committee",
                remark=say("It is explained wherever it stands."),
            ),
        ),
    ),
    Group(
        say("Parts"),
        (
            example(say("Heading"), "## Việc cần làm", "## What to do", may_stay=True),
            example(
                say("Smaller heading"),
                "### Trong tuần đầu",
                "### In the first week",
                may_stay=True,
            ),
            example(
                say("List"),
                "- Lắng nghe\n- Hỏi\n    - Bà cần gì?\n    - Ai có thể giúp?",
                "- Listen\n- Ask\n    - What is needed?\n    - Who can help?",
                remark=say("What belongs to an item is indented by four spaces."),
            ),
            example(
                say("Numbered list"),
                "1. Nhận đơn\n2. Ghi sổ\n3. Trả lời",
                "1. Receive\n2. Record\n3. Answer",
            ),
            example(
                say("List with boxes"),
                "- [ ] Đọc Điều 5\n- [x] Ghi tên dự lớp",
                "- [ ] Read Article 5\n- [x] Enrol",
            ),
            example(say("Quotation"), "> Lời người kể.", "> What somebody said."),
            example(
                say("Table"),
                "| Việc | Hạn | Số ngày |\n|---|---|--:|\n| Trả lời đơn | cuối tháng | 15 |",
                "| Task | By | Days |\n|---|---|--:|\n| Answer | end of month | 15 |",
                remark=say("--: sets a column to the right."),
            ),
            example(
                say("Term and meaning"),
                "Giới\n:   Đặc điểm, vị trí, vai trò của nam và nữ trong các quan hệ xã hội.",
                "Gender\n:   The traits, places and roles of men and women in society.",
            ),
            example(
                say("Lines as they are typed"),
                "```\nKính gửi: Phòng Tổ chức\n```",
                "```\nTo: the personnel office\n```",
            ),
            example(say("Line across"), "---", "---", may_stay=True),
        ),
    ),
    Group(
        say("Notes"),
        (
            example(
                say("Note"),
                '!!! tip "Mẹo"\n    Ghi lại ngay sau buổi làm việc.',
                '!!! tip "Tip"\n    Write it down right away.',
                remark=say(
                    "Kinds: note, tip, info, success, example, question, important, attention, "
                    "caution, warning, danger, error."
                ),
            ),
            example(
                say("Note that the reader opens"),
                '??? note "Xem thêm"\n    Luật này thay Pháp lệnh năm 2003.',
                '??? note "More"\n    This law replaced an ordinance of 2003.',
            ),
        ),
    ),
    Group(
        say("Pictures"),
        (
            example(
                say("Picture"),
                "![Hai người ngồi nói chuyện bên bàn.](media/ten-tep.webp)",
                "![Two people talk at a table.](media/file-name.webp)",
                remark=say("In the brackets stands what it shows, for those who cannot see it."),
            ),
            example(
                say("Picture with a caption"),
                '![Hai người nói chuyện bên bàn.](media/ten-tep.webp "Sáng thứ Hai, bàn tiếp dân")',
                '![Two people talk at a table.](media/file-name.webp "Monday morning at the desk")',
            ),
        ),
    ),
    Group(
        say("Questions and help"),
        (
            example(
                say("Question to check oneself"),
                "```quiz\nGiới tính là đặc điểm gì?\n- [x] sinh học\n    > Đúng vậy.\n"
                "- [ ] xã hội\n\n> Xem Điều 5 khoản 2.\n```",
                "```quiz\nWhat kind of trait is sex?\n- [x] biological\n    > That is so.\n"
                "- [ ] social\n\n> See Article 5, clause 2.\n```",
                remark=say(
                    "[x] is right; two of them make a choice of several. It is answered at once "
                    "and kept nowhere."
                ),
            ),
            example(
                say("Helplines"),
                "{{helplines: violence}}",
                "{{helplines: violence}}",
                remark=NUMBERS_MEND,
                may_stay=True,
            ),
        ),
    ),
    Group(
        say("At the top, between the lines of ---"),
        (
            example(
                say("What has to be there"),
                "id: gioi-va-gioi-tinh\ntitle: Giới và giới tính",
                "id: sex-and-gender\ntitle: Sex and gender",
                HEAD,
                say("The id never changes: results hang on it."),
            ),
            example(say("Minutes it takes"), "minutes: 5", "minutes: 5", HEAD),
            example(
                say("What one learns"),
                "objectives:\n  - Nói được giới khác giới tính ở chỗ nào.",
                "objectives:\n  - Say how gender differs from sex.",
                HEAD,
            ),
            example(
                say("Sources"),
                "sources:\n  - title: Luật Bình đẳng giới số 73/2006/QH11\n    article: Điều 5\n"
                "    url: https://vbpl.vn\n    effective_from: 2007-07-01",
                "sources:\n  - title: Law on Gender Equality No. 73/2006/QH11\n"
                "    article: Article 5\n    url: https://vbpl.vn\n    effective_from: 2007-07-01",
                HEAD,
                say("superseded_by names the law that came in its place."),
            ),
            example(
                say("When it was looked through, and by whom"),
                "reviewed_on: 2026-09-01\nreviewed_by: Phòng Pháp chế",
                "reviewed_on: 2026-09-01\nreviewed_by: Legal division",
                HEAD,
            ),
            example(
                say("Short way through a sensitive lesson"),
                "sensitive: violence\nsummary: Một đoạn ngắn thay cho cả bài.",
                "sensitive: violence\nsummary: A short text instead of the whole.",
                HEAD,
            ),
        ),
    ),
)
