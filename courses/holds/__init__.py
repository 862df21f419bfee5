"""Who writes at a text just now: one person holds it, others see who, and may take over.

A hold is a courtesy between colleagues, not what keeps texts from being overwritten: that is
the version of each text (`courses.operations.save_draft`).
"""
