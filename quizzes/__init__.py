"""Questions and what is done with them: types, banks, quizzes, attempts, grading, quiz Markdown.

Here: reading and writing quiz files, drawing and grading questions, the rules of an attempt, item
analysis.
Not here: courses and lessons (courses), who has to take a quiz (enrolments), the pages of
learners and trainers (portal, studio), other systems' formats (interop).
"""
