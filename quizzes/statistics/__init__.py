"""Item analysis: what attempts tell of a quiz and its questions, in numbers and in plain words.

All of it is pure. `analysis.analyse` takes a stream of `rows.AttemptRow` and gives numbers;
`findings` says in sentences what a trainer should look at, `charts` what a picture shows.

Every measure of marks is a share, from 0 to 1 where Moodle shows a percentage. Marks are taken as
shares of what the attempt could earn, too: where all attempts could earn the same this gives
exactly Moodle's figures, and where they could not (another edition, questions drawn with other
points) a short attempt is not taken for a weak one. What cannot be said is None.

Source of the formulas: Moodle, “Quiz statistics calculations”,
https://docs.moodle.org/dev/Quiz_statistics_calculations, and as Moodle 4 computes them.
"""
