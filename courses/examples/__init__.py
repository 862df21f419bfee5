"""What can be written in a lesson, quiz or bank, by example, and what a new one begins with.

Here: pure data, in both languages. The studio shows it and puts it in; `courses.quality` finds what
was left as it was put in.
"""
