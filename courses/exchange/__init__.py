"""Courses given out and brought in: what an import would do, file by file, and doing it.

Here: what was exchanged with the outside, the plan of an import (pure), export, uploads that wait
to be confirmed. Not here: how a bundle is read and written (courses.bundles).
"""
