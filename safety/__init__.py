"""Help and quick exit, for a person who may be watched.

Here: the helplines, the help page, the way out that stands on every page.
Not here: who is in need; Sen keeps no case files.
"""
