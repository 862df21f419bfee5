"""Where trainers write.

Here: editing drafts, seeing them as the learner will, publishing an edition.
Not here: how a lesson is rendered or frozen (courses).
"""
