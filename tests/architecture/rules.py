"""The rules about Python code, each as a function from a syntax tree to (line, what is wrong)."""

import ast
from collections.abc import Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Finding = tuple[int, str]

FRAMEWORKS = ("flask", "sqlalchemy", "wtforms")
CLOCK_READINGS = {"now", "utcnow", "today"}


def find_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and module of every import, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def find_framework_imports(tree: ast.Module) -> Iterator[Finding]:
    """Imports of Flask, SQLAlchemy, WTForms and their extensions."""
    for line, module in find_imports(tree):
        if module.startswith(FRAMEWORKS):
            yield line, f"a pure module imports {module}"


def functions_of(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    return (node for node in ast.walk(tree) if isinstance(node, FUNCTIONS))


def find_inner_imports(tree: ast.Module) -> Iterator[Finding]:
    """Imports inside functions, which hide who depends on whom."""
    lines = {line for function in functions_of(tree) for line, _ in find_imports(function)}
    yield from ((line, "import inside a function") for line in sorted(lines))


def find_clock_readings(tree: ast.Module) -> Iterator[Finding]:
    """Uses of the system's or the database's clock."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and _reads_clock(node):
            yield node.lineno, f"{ast.unparse(node)}: only core/clock.py reads the clock"
        elif isinstance(node, ast.ImportFrom) and _imports_clock(node):
            yield node.lineno, "time.time: only core/clock.py reads the clock"


def _imports_clock(node: ast.ImportFrom) -> bool:
    return node.module == "time" and bool({"time", "time_ns"} & {it.name for it in node.names})


def _reads_clock(node: ast.Attribute) -> bool:
    owner = ast.unparse(node.value).rpartition(".")[2]
    if owner == "time":
        return node.attr in {"time", "time_ns"}
    return owner in {"datetime", "date", "func"} and node.attr in CLOCK_READINGS


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A function's lines from `def` to the end, without its docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def find_long_functions(tree: ast.Module, most: int) -> Iterator[tuple[int, str, int]]:
    """Functions longer than the budget: line, name, length."""
    for function in functions_of(tree):
        length = lines_of(function)
        if length > most:
            yield function.lineno, function.name, length
