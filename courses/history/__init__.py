"""The history of every text of a draft, for ever: what it said, who saved it, what was published.

Whoever writes a text into a draft notes it here in the same transaction (`operations.note_text`).
"""
