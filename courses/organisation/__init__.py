"""What each organisation writes itself: gaps in lessons, filled in once for an installation.

Here: where lessons leave gaps, the texts that fill them. Not here: pages (portal, studio).
"""
