"""Pictures and files, stored by content, checked, served safely.

Here: storing, checking and serving, and which other sites may be shown beside them. Not here:
what shows them, and what a course calls them.
"""
