"""Two real questionnaires, turned into files that the import of forms takes.

`fuis` is a follow-up questionnaire of the Office for National Statistics, `freecodecamp` a survey
of people who learn to program. The sources are not part of this repository.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.conftest import ROOT

#: Where the sources are, on a machine that has them.
FOLDER = Path(os.environ.get("QUESTIONNAIRES", ROOT.parent / "shared/data/questionnaires"))
ONS = FOLDER / "ons_fuis_0001.json"
FREECODECAMP = FOLDER / "freecodecamp-2016-questions.txt"


def is_there() -> bool:
    """Whether both sources are at hand."""
    return ONS.exists() and FREECODECAMP.exists()
