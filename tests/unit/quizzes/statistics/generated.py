"""A generated quiz, and what other packages compute of it.

300 attempts at eight questions, drawn by Python's own generator with the seed below, which is the
same on every version. REFERENCE was computed once from the table of marks (points, a skipped
question being 0) with pingouin 0.7 (`cronbach_alpha`), scipy 1.17 (`skew` and `kurtosis` with
`bias=False`) and numpy 2.4 (`corrcoef`, `cov`, `std` with `ddof=1`, `median`); none of them is
needed here. Totals and what depends on them are in points, of WHOLE.
"""

from random import Random

from quizzes.statistics.rows import AttemptRow, ItemRow

SEED = 20260
ATTEMPTS = 300
POINTS = (1, 1, 2, 1, 3, 1, 0.5, 2)
HARDNESS = (0.1, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 0.5)
WHOLE = sum(POINTS)


def generate_attempts():
    """The attempts: abler people earn more, except in the last question, where lots decide."""
    random = Random(SEED)
    rows = []
    for _ in range(ATTEMPTS):
        ability = random.random()
        items = []
        for number, (points, hardness) in enumerate(zip(POINTS, HARDNESS, strict=True)):
            luck, skips = random.random(), random.random() < 0.04
            level = luck if number == len(POINTS) - 1 else (2 * ability + luck) / 3
            fraction = 1 if level > hardness else 0.5 if level > hardness - 0.1 else 0
            items.append(ItemRow(number, None if skips else fraction, points))
        earned = sum(float(item.fraction or 0) * float(item.max_points) for item in items)
        rows.append(AttemptRow(earned, WHOLE, items))
    return rows


QUIZ_REFERENCE = {
    "mean": 6.02416666667,
    "median": 5.5,
    "deviation": 2.93271096728,
    "skewness": 0.183281216745,
    "kurtosis": -1.11192883151,
    "alpha": 0.623442358782,
}
# Of each question: facility, deviation of the fraction, effective weight, discrimination index,
# discriminative efficiency.
QUESTION_REFERENCE = (
    (0.958333333333, 0.19379303744, 0.0370924117575, 0.0641002216219, 0.177213030872),
    (0.791666666667, 0.35757061499, 0.100460743532, 0.417838524224, 0.59595959596),
    (0.668333333333, 0.425952274348, 0.186051027858, 0.559656839343, 0.698952541058),
    (0.525, 0.457426639402, 0.136912104678, 0.666962047155, 0.742784098671),
    (0.366666666667, 0.442955514148, 0.250999332657, 0.6379664948, 0.746186014094),
    (0.21, 0.373763289604, 0.11681858845, 0.58696479231, 0.757175101355),
    (0.045, 0.159875578713, 0.0398081297988, 0.338325819018, 0.704020081675),
    (0.54, 0.473441820281, 0.131857661269, 0.0135384839316, 0.0150193592307),
)
