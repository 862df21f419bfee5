"""The guide for trainers: its text in each language, and how it is read."""
