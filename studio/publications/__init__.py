"""How a course stands between draft and learners, as the studio's pages tell it."""
