"""Our tables in the types of other libraries, each imported only when it is asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from ._core import RecordBatch, Table


def to_arrow(table: Table | RecordBatch) -> pyarrow.Table:
    """The table as a ``pyarrow.Table``."""
    frame: pyarrow.Table = extra("pyarrow", "pandas").table(table)
    return frame


def to_pandas(table: Table | RecordBatch) -> pandas.DataFrame:
    """The table as a ``pandas.DataFrame``; days become ``datetime64`` so that they compare and plot."""
    extra("pandas", "pandas")
    frame: pandas.DataFrame = to_arrow(table).to_pandas(date_as_object=False)
    return frame


def to_polars(table: Table | RecordBatch) -> polars.DataFrame:
    """The table as a ``polars.DataFrame``."""
    frame: polars.DataFrame = extra("polars", "polars").DataFrame(table)
    return frame


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
