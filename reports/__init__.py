"""What managers see: goals, completion, the people behind a number, exports.

Here: reading and showing. Not here: the decision that something is completed (enrolments).
"""
