"""A table sent as a file to be saved: CSV streamed as it is read, or a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse

from maillage.tables import Cell, csv_lines, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_download(rows: Iterable[Sequence[Cell]], name: str) -> StreamingHttpResponse:
    """Rows, headings first, as « name.csv »."""
    return StreamingHttpResponse(
        csv_lines(rows), content_type="text/csv; charset=utf-8", headers=_saved_as(f"{name}.csv")
    )


def xlsx_download(rows: Iterable[Sequence[Cell]], name: str, *, sheet: str) -> FileResponse:
    """Rows, headings first, as the one sheet of « name.xlsx »."""
    holder = TemporaryFile()  # noqa: SIM115 — the answer closes it once sent
    write_xlsx(rows, holder, sheet)
    holder.seek(0)
    return FileResponse(holder, content_type=XLSX, headers=_saved_as(f"{name}.xlsx"))


def _saved_as(filename: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{filename}"'}
