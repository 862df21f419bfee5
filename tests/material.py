"""Real files of others, which are read where they are; tests of them skip where they are not."""

import os
from pathlib import Path

HERE = Path(__file__).parents[1]
MATERIAL = Path(os.environ.get("SEN_TEST_MATERIAL", HERE.parent / "shared" / "material"))
