"""A frozen edition in one file: all that its documents are made of, to compose them again identically."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from maillage.guide.domain.edition import Stock, from_json, to_json
from maillage.guide.paper.compose import Use

STOCK = "stock.json"
COMMON = "common/"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
Files = Mapping[str, bytes]


def pack(stock: Stock, documents: Mapping[Use, Files]) -> bytes:
    """Write the snapshot: the same bytes for the same contents. What both documents share is kept once."""
    contents: dict[str, bytes] = {
        STOCK: json.dumps(to_json(stock), ensure_ascii=False, sort_keys=True).encode()
    }
    for use, files in documents.items():
        for path, content in files.items():
            contents[f"{use}/{path}" if path == "data.json" else COMMON + path] = content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(contents):
            archive.writestr(zipfile.ZipInfo(path, LONG_AGO), contents[path], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def files_of(snapshot: bytes, use: Use) -> dict[str, bytes]:
    """The files that one of the documents was made of."""
    with zipfile.ZipFile(io.BytesIO(snapshot)) as archive:
        files = {
            name.removeprefix(COMMON): archive.read(name)
            for name in archive.namelist()
            if name.startswith(COMMON)
        }
        files["data.json"] = archive.read(f"{use}/data.json")
    return files


def stock_of(snapshot: bytes) -> tuple[Stock, dict[str, bytes]]:
    """The material of the edition and its pictures."""
    with zipfile.ZipFile(io.BytesIO(snapshot)) as archive:
        assets = COMMON + "assets/"
        pictures = {
            name.removeprefix(assets): archive.read(name)
            for name in archive.namelist()
            if name.startswith(assets)
        }
        return from_json(Stock, json.loads(archive.read(STOCK))), pictures
