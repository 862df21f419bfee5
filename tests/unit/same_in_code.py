"""Words in code that are the same in every language, or that no page shows: file, words."""

# Examples that stand beside each other in both languages.
IN_BOTH_LANGUAGES = {
    "courses/examples/first_texts.py",
    "courses/examples/lessons.py",
    "courses/examples/quizzes.py",
    "quizzes/question_types/scenario_sample.py",
}

SAME_IN_CODE = {
    ("media/views.py", "private, max-age=31536000, immutable"),  # a header
    ("media/svg.py", '<svg xmlns=" ">'),
    # what a page never shows: it answers otherwise
    ("courses/operations/drafts.py", "The draft was changed meanwhile."),
    ("quizzes/question_types/choices.py", " is no choice of question "),
    ("quizzes/question_types/choices.py", "question   takes one choice, not "),
    ("quizzes/question_types/choices.py", " is no list of choices"),
    ("quizzes/question_types/number.py", "question   takes one number"),
    ("quizzes/question_types/cloze.py", "question   has   gaps, not "),
    ("quizzes/question_types/cloze.py", " is no choice of question "),
    ("quizzes/question_types/cloze.py", " fills no gaps"),
    ("quizzes/question_types/cloze.py", " says of no gap of question   what it is"),
    ("quizzes/question_types/description.py", "the description   takes no response"),
    ("quizzes/question_types/description.py", "a description has no response"),
    ("quizzes/question_types/essay.py", "question   takes one text"),
    ("quizzes/question_types/essay.py", "an essay's response is a text"),
    ("quizzes/question_types/essay.py", "a text of   characters;   are the most"),
    ("quizzes/question_types/essay.py", "a text with a NUL character"),
    ("quizzes/question_types/essay.py", "a text that is no valid Unicode"),
    ("quizzes/question_types/essay.py", " has   criteria, not "),
    ("quizzes/question_types/essay.py", " is not from 0 to "),
    ("quizzes/question_types/match.py", " is no pair of question "),
    ("quizzes/question_types/match.py", "question   takes one right side for "),
    ("quizzes/question_types/match.py", " is no list of pairs"),
    ("quizzes/question_types/order.py", " is no place in question "),
    ("quizzes/question_types/order.py", "question   takes one place for an item"),
    ("quizzes/question_types/order.py", " is no list of places"),
    ("quizzes/question_types/scenario.py", " is no way through a story"),
    ("quizzes/question_types/scenario.py", " does not lead on in question "),
    ("quizzes/question_types/short_answer.py", "question   takes one answer"),
    ("quizzes/question_types/short_answer.py", " is no text"),
    ("quizzes/question_types/scale.py", " is no step of question "),
    ("quizzes/question_types/scale.py", "question   takes one step, not "),
    ("quizzes/question_types/scale.py", " is no step"),
    ("accounts/views/oidc.py", "The subject is no name."),
    ("accounts/views/second_step.py", "The holder is no longer of the staff."),
    # a language in itself
    ("accounts/personal_data/words.py", "Tiếng Việt"),
    # names that code gives to itself
    ("accounts/views/half_way.py", "recovery codes: :"),
    ("accounts/views/passkeys.py", "new passkey"),
    ("core/identity.py", "signed in"),
    ("portal/navigation.py", "administrator of the whole"),
}
