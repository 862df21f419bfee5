"""Care for quality: what makes a text hard to read or see, out of date, telling, or unfinished.

Here: pure checks of lessons, quizzes and courses, the words and laws they know, measures. Each
finding is a Problem with its place. An error blocks publication (a picture without alternative
text, a telling word that shows outside a sensitive course); a warning does not.
Not here: whether a file can be understood at all (courses.bundles).
"""
