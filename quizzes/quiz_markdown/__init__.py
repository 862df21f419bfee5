"""Quiz Markdown, the files in which trainers write quizzes, banks and inline checks.

Here: `reading` and `writing` of a file, `translations` of one, and what they stand on, from the
lines up: `lines`, `attributes`, `items`, `blocks`, `headings`, `front_matter`; `problems` are
the mistakes found. What a question's answers mean is known to its type (question_types).
"""
