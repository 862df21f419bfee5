"""Measures what Sen's pages cost, and holds it against the figures it is to reach.

`python -m bench` makes a database of its own, serves it as production does, drives it over
HTTP, and drops it again. docs/benchmarks.md says what each figure means.
"""
