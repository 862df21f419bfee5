"""What learners see: home, courses, lessons, taking a quiz, their record.

Here: pages that join a course with a person's progress.
Not here: rules; they are below.
"""
