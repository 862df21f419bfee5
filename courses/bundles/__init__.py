"""Course bundles, the folders and zips in which a course is written, kept and passed on.

Here: `files` (a folder or zip to names and bytes), `yaml_fields`, `manifest` (course.yml),
`lessons`, `assembling` (all texts of a course to what it says), `reading` and `writing`.
Not here: the database; a draft kept there is assembled by the same rules.
"""
