"""Figures of measures out of files that people publish.

    with read_file(content, name) as workbook:
        guess = guess_mapping(workbook, [WantedMeasure("m1", "Homicide")], areas)
        result = extract(workbook, guess.mapping, areas)

`read_file` raises FileRefusedError for what is no table; `mapping_from_json` MappingRefusedError
for what is no mapping. Both are RefusedError, the only exception that leaves this package. All
else that is wrong comes as a list of problems. Nothing here knows of models, queries or views.
"""

from priorities.imports.area_names import AreaTable
from priorities.imports.errors import FileRefusedError, MappingRefusedError, RefusedError
from priorities.imports.extracting import Extraction, extract
from priorities.imports.guessing import Guess, WantedMeasure, guess_mapping
from priorities.imports.mapping import Mapping
from priorities.imports.mapping_json import from_json as mapping_from_json
from priorities.imports.mapping_json import to_json as mapping_to_json
from priorities.imports.sheets import Workbook, read_file

__all__ = [
    "AreaTable",
    "Extraction",
    "FileRefusedError",
    "Guess",
    "Mapping",
    "MappingRefusedError",
    "RefusedError",
    "WantedMeasure",
    "Workbook",
    "extract",
    "guess_mapping",
    "mapping_from_json",
    "mapping_to_json",
    "read_file",
]
