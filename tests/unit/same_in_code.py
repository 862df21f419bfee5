"""Words in code that are the same in every language, or that no page shows: file, words."""

SAME_IN_CODE = {
    ("media/views.py", "private, max-age=31536000, immutable"),  # a header
    ("media/svg.py", '<svg xmlns=" ">'),
    # what a page never shows: it answers otherwise
    ("courses/operations/drafts.py", "The draft was changed meanwhile."),
    ("quizzes/question_types/choices.py", " is no choice of question "),
    ("quizzes/question_types/choices.py", "question   takes one choice, not "),
    ("quizzes/question_types/choices.py", " is no list of choices"),
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
