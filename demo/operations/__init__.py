"""Writes: making the demo organisation, in one transaction."""

from demo.operations.loading import DemoRefused, load_demo, publish_library_course

__all__ = ["DemoRefused", "load_demo", "publish_library_course"]
