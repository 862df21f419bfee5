"""What can be written in a quiz or a bank, as docs/quiz-markdown.md says. Pure."""

from core.sentences import say
from courses.examples.parts import HEAD, Group, example

QUIZ_GROUPS = (
    Group(
        say("Questions"),
        (
            example(
                say("Choice of one"),
                "## Luật có hiệu lực từ ngày nào? {#in-force}\n\n- [ ] 29/11/2006\n"
                "    > Đây là ngày Quốc hội thông qua.\n- [x] 1/7/2007\n\n> Xem Điều 43.",
                "## Since when is the law in force? {#in-force}\n\n- [ ] 29 November 2006\n"
                "    > On that day it was passed.\n- [x] 1 July 2007\n\n> See Article 43.",
                remark=say(
                    "What follows > under a choice is said to whoever chose it, at the margin "
                    "to everybody."
                ),
            ),
            example(
                say("Choice of several"),
                "## Ai có trách nhiệm? {#duty}\n\n- [x] Cơ quan, tổ chức\n- [x] Gia đình\n"
                "- [ ] Chỉ phụ nữ\n- [ ] Không ai trong số này {fixed}",
                "## Who has a duty? {#duty}\n\n- [x] Offices\n- [x] Families\n- [ ] Only women\n"
                "- [ ] None of these {fixed}",
                remark=say("{fixed} keeps a choice in its place when choices are shuffled."),
            ),
            example(
                say("True or false"),
                "## Bình đẳng giới là luôn ưu tiên nữ. {#equal type=true-false}\n\n"
                "- [ ] Đúng\n- [x] Sai",
                "## Equality means to prefer women. {#equal type=true-false}\n\n"
                "- [ ] True\n- [x] False",
            ),
            example(
                say("Short answer"),
                "## Gọi số nào khi có cháy? {#fire type=short}\n\n= 114\n= một một bốn {50%}\n"
                "= 113 {0%}\n    > Đó là số của công an.",
                "## Which number in a fire? {#fire type=short}\n\n= 114\n= one one four {50%}\n"
                "= 113 {0%}\n    > That is the police.",
                remark=say("{50%} earns half; {exact} and {no-diacritics} say how it is compared."),
            ),
            example(
                say("Number"),
                "## Được nghỉ mỗi ngày bao nhiêu phút? {#minutes type=number}\n\n"
                "= 60\n= 55..65 {50%}",
                "## How many minutes a day? {#minutes type=number}\n\n= 60\n= 55..65 {50%}",
                remark=say("60 +- 5 and 55..65 are the same."),
            ),
            example(
                say("Text with gaps"),
                "## Điền vào chỗ trống. {#gaps type=cloze}\n\nTrẻ em là người dưới {{16}} tuổi; "
                "che giấu là {{=bị cấm ~ được phép}}; nghỉ {{60 +- 5}} phút.",
                "## Fill the gaps. {#gaps type=cloze}\n\nA child is under {{16}}; hiding it is "
                "{{=forbidden ~ allowed}}; the break has {{60 +- 5}} minutes.",
                remark=say("{{a|b}} takes both; what begins with = is chosen from a list."),
            ),
            example(
                say("Matching"),
                "## Ghép cơ quan với việc. {#who type=match}\n\n"
                "- Chủ tịch UBND xã :: cấm tiếp xúc 3 ngày\n"
                "- Tòa án :: cấm tiếp xúc 4 tháng\n- :: tổ chức hội thi",
                "## Match office and task. {#who type=match}\n\n"
                "- Chair of the commune :: three days\n- Court :: four months\n- :: hold a contest",
                remark=say("An item without a left side leads astray."),
            ),
            example(
                say("Putting in order"),
                "## Sắp xếp các bước. {#steps type=order}\n\n"
                "1. Lắng nghe\n2. Hỏi nhu cầu\n3. Thừa nhận",
                "## Put in order. {#steps type=order}\n\n1. Listen\n2. Ask\n3. Validate",
            ),
            example(
                say("Scenario"),
                "## Ở quầy {#counter type=scenario}\n\nMột khách lớn tiếng với đồng nghiệp.\n\n"
                "### Bạn làm gì? {#start}\n\n- Đến đứng cạnh -> calm {1}\n"
                "- Làm việc tiếp -> alone {0}\n\n### Khách dịu giọng. {#calm}\n\n"
                "### Đồng nghiệp ở lại một mình. {#alone}",
                "## At the desk {#counter type=scenario}\n\nA customer shouts at a colleague.\n\n"
                "### What do you do? {#start}\n\n- Stand beside her -> calm {1}\n"
                "- Work on -> alone {0}\n\n### The customer calms down. {#calm}\n\n"
                "### She stays alone. {#alone}",
                remark=say("Behind -> stands the id of what comes next."),
            ),
            example(
                say("Scale"),
                '## Tôi biết phải gọi cho ai. {#know type=scale labels="Không|Có phần|Hẳn vậy"}',
                '## I know whom to call. {#know type=scale labels="Disagree|Agree|Agree wholly"}',
                remark=say("It is never marked."),
            ),
            example(
                say("Text of one's own"),
                "## Viết một việc bạn sẽ làm. {#plan type=essay}",
                "## Write down one thing you will do. {#plan type=essay}",
            ),
            example(
                say("Text that a trainer marks"),
                "## Vì sao đó là phân biệt đối xử? {#why type=essay}\n\n- Nêu được điều luật {2}\n"
                "- Giải thích được ai bị thiệt {1}\n\n> Điều 40 khoản 3.",
                "## Why is that discrimination? {#why type=essay}\n\n- Names the article {2}\n"
                "- Says who is harmed {1}\n\n> Article 40, clause 3.",
            ),
            example(
                say("Text between questions"),
                "## Đọc rồi trả lời hai câu sau. {#read type=description}\n\nỞ một cơ quan nọ …",
                "## Read, then answer. {#read type=description}\n\nIn some office …",
            ),
        ),
    ),
    Group(
        say("Around a question"),
        (
            example(
                say("Part of the quiz"),
                "# Phần một\n\nBốn câu về luật.",
                "# Part one\n\nFour questions on the law.",
            ),
            example(
                say("Hint"),
                "? Luật có hiệu lực sau khi thông qua mấy tháng.",
                "? It came into force some months after it was passed.",
                remark=say("It stands below the question, before its choices or after them."),
            ),
            example(
                say("Explanation, where > would be unclear"),
                "!!! explanation\n    Xem Điều 5.",
                "!!! explanation\n    See Article 5.",
            ),
            example(
                say("Where the choices begin"),
                "<!-- answers -->",
                "<!-- answers -->",
                remark=say("Only where the question itself ends in such a list."),
                may_stay=True,
            ),
            example(
                say("Attributes, at the end of its heading"),
                '{#in-force points=2 tags="luat ngay" difficulty=easy source="Điều 43"}',
                '{#in-force points=2 tags="law dates" difficulty=easy source="Article 43"}',
                HEAD,
                say("Also type=, scoring=all, penalty=0.33 and retired."),
            ),
            example(
                say("At the end of a choice"),
                "- [ ] 29/11/2006 {misconception=passed-is-in-force}",
                "- [ ] 29 November 2006 {misconception=passed-is-in-force}",
                HEAD,
                say("Also {50%} and {fixed}."),
            ),
        ),
    ),
    Group(
        say("At the top, between the lines of ---"),
        (
            example(
                say("What has to be there"),
                "id: final\nkind: quiz\ntitle: Kiểm tra cuối khóa",
                "id: final\nkind: quiz\ntitle: Final test",
                HEAD,
                say("A bank says kind: bank, and nothing of what follows."),
            ),
            example(
                say("Mark and attempts"),
                "pass_mark: 80\nattempts: 3\ndelay: 1d\ncounts: best\nretake: wrong",
                "pass_mark: 80\nattempts: 3\ndelay: 1d\ncounts: best\nretake: wrong",
                HEAD,
            ),
            example(
                say("Time"),
                "time_limit: 20m\ngrace: 2m\nopens: 2026-12-01\ncloses: 2026-12-15",
                "time_limit: 20m\ngrace: 2m\nopens: 2026-12-01\ncloses: 2026-12-15",
                HEAD,
            ),
            example(
                say("How it is taken"),
                "page: one\nshuffle: [questions, choices]\nfeedback: immediate\nreview: after_pass",
                "page: one\nshuffle: [questions, choices]\nfeedback: immediate\nreview: after_pass",
                HEAD,
                say("feedback: after_submit, immediate, interactive, practice."),
            ),
            example(
                say("Questions drawn from banks"),
                "draw:\n  - {bank: law, count: 6, tags: [dieu-5]}\n"
                "  - {bank: law, count: 4, difficulty: hard}",
                "draw:\n  - {bank: law, count: 6, tags: [article-5]}\n"
                "  - {bank: law, count: 4, difficulty: hard}",
                HEAD,
            ),
        ),
    ),
)
