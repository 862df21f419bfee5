"""What surrounds an edition: the texts kept with it, its review, its schedule, its withdrawal.

Here: reading these. Writes are in `courses/operations/`, rules in `courses/reviewing.py` and
`courses/material.py`.
"""
