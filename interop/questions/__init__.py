"""Questions in foreign formats; pure.

`formats` is the registry: each format reads a file to questions and problems, writes questions to
a file, or both. `word_lists` and `sheet_lists` read lists as offices write them, `drafts` settles
what a list says of a question, `as_json` prints questions as `questions inspect` does.
"""
