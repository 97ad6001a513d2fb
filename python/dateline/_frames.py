"""Our tables in the types of other libraries, each imported only when it is asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._core import RecordBatch, Table


def to_arrow(table: Table | RecordBatch) -> Any:
    """The table as a ``pyarrow.Table``."""
    return extra("pyarrow", "pandas").table(table)


def to_pandas(table: Table | RecordBatch) -> Any:
    """The table as a ``pandas.DataFrame``; days become ``datetime64`` so that they compare and plot."""
    extra("pandas", "pandas")
    return to_arrow(table).to_pandas(date_as_object=False)


def to_polars(table: Table | RecordBatch) -> Any:
    """The table as a ``polars.DataFrame``."""
    return extra("polars", "polars").DataFrame(table)


def extra(module: str, name: str) -> Any:
    """A module of an optional dependency.

    Raises
    ------
    ImportError
        If it is not installed; the message names the extra that brings it.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise
        message = f"{module} is not installed; it comes with: pip install 'dateline[{name}]'"
        raise ImportError(message, name=module) from None
