"""Who is to learn what, by when, and how far they are.

Here: assignments, enrolments, activity results, the decision that a course is completed.
Not here: what a course says (courses), how a quiz is marked (quizzes), pages (portal, reports).
"""
