"""Foreign formats: to what Sen knows, and back.

Here: Word documents (`docx`) to lessons (`lessons`), lists of questions in Word and Excel
(`questions`, with the registry of formats), old Vietnamese letters (`letters`), and the files that
somebody sent and has not decided on yet.
Not here: Sen's own formats (courses.bundles, quizzes.quiz_markdown), and the pages (studio).
"""
