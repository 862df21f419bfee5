"""A Word document as the lessons of a course; pure.

`cuts` finds where lessons may begin, `outline` makes lessons of the cuts that were chosen,
`markdown` writes what stands in them, `course` the files of the course.
"""
