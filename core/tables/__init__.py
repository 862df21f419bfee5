"""Tables for spreadsheets: CSV and XLSX, read with suspicion and written without formulas."""

from core.tables.formulas import Places
from core.tables.reading import LARGEST_FILE, Table, read_table
from core.tables.refusal import TableProblem, TableRefused
from core.tables.writing import (
    CSV_TYPE,
    FORMULA_STARTS,
    XLSX_TYPE,
    Cell,
    neutralise,
    write_csv,
    write_xlsx,
)

__all__ = [
    "CSV_TYPE",
    "FORMULA_STARTS",
    "LARGEST_FILE",
    "XLSX_TYPE",
    "Cell",
    "Places",
    "Table",
    "TableProblem",
    "TableRefused",
    "neutralise",
    "read_table",
    "write_csv",
    "write_xlsx",
]
