"""Pictures and files, stored by content, checked, served safely.

Here: storing, checking and serving. Not here: what shows them.
"""
