"""The demo organisation: invented people of an invented office, the same at every load.

Here: making and marking it. Nothing else knows that it exists.
"""
