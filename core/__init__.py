"""What every package stands on: settings, database, clock, events, pages, i18n, security.

Here: wrappers around the libraries Sen is built with, free of any word of the domain.
Not here: people, courses, quizzes, or anything that knows a table by name.
"""
