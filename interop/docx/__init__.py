"""Word documents (.docx), read into paragraphs, tables and pictures; pure.

`package` opens the zip with suspicion, `styles` and `numbering` know what the document defines,
`reading` makes a `model.Document` of it; `writing` writes plain ones, for templates.
"""
