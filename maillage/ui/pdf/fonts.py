"""The house's font made ready for paper: typst reads TTF only, npm brings WOFF cut by alphabet."""

from __future__ import annotations

import base64
import hashlib
import io
import logging
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from filelock import FileLock
from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, TTLibError

from maillage.ui.pdf.errors import FontsMissing

# Our faces bear no date, so that the same sources give the same bytes: fontTools warns of it each time.
logging.getLogger("fontTools").setLevel(logging.ERROR)

FAMILY = "Atkinson Hyperlegible"
PACKAGE = "@fontsource/atkinson-hyperlegible"
FACES = ("400-normal", "400-italic", "700-normal", "700-italic")
ALPHABETS = ("latin", "latin-ext")
RECIPE = b"1"
"""To be changed with the conversion below, so that what an older one made is left aside."""


def font_folder() -> Path:
    """The folder of the four TTF faces, made from the npm package the first time (about a second).

    The folder's name depends on the source files, so that a new version of the package is never shadowed
    by what an older one left. Raises `FontsMissing`.
    """
    paths = (Path(settings.NODE_MODULES), Path(settings.CACHE_DIR))
    folder = _prepared(*paths)
    if not folder.is_dir():  # the cache was emptied while the server ran
        _prepared.cache_clear()
        folder = _prepared(*paths)
    return folder


@lru_cache(maxsize=4)
def _prepared(node_modules: Path, cache: Path) -> Path:
    package = node_modules / PACKAGE / "files"
    sources = {
        face: [package / f"atkinson-hyperlegible-{alphabet}-{face}.woff" for alphabet in ALPHABETS]
        for face in FACES
    }
    try:
        files = [path.read_bytes() for paths in sources.values() for path in paths]
    except OSError as error:
        raise FontsMissing(
            f"La police du document manque ({FAMILY}, paquet {PACKAGE}) : lancer « make install », "
            "ou indiquer son dossier dans MAILLAGE_NODE_MODULES."
        ) from error
    digest = hashlib.sha256(b"".join([RECIPE, *files])).hexdigest()
    folder = cache / "fonts" / digest[:16]
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / "fonts.lock"):
        if not folder.is_dir():
            _convert(sources, folder)
    return folder


def _convert(sources: dict[str, list[Path]], folder: Path) -> None:
    """Merge the alphabets of each face; the folder appears whole or not at all."""
    with TemporaryDirectory(dir=folder.parent) as name:
        work, done = Path(name), Path(name) / "done"
        done.mkdir()
        for face, paths in sources.items():
            try:
                parts = [_plain(path, work / f"{face}-{number}.ttf") for number, path in enumerate(paths)]
                merged = Merger().merge([str(part) for part in parts])
            except (TTLibError, AssertionError, ValueError) as error:
                raise FontsMissing(
                    f"La police du document est abîmée ({paths[0].name}) : relancer « make install »."
                ) from error
            # The same sources give the same bytes, whenever they are converted: editions print identically.
            merged.recalcTimestamp = False
            merged["head"].created = merged["head"].modified = 0
            merged.save(done / f"{face}.ttf")
        done.replace(folder)


def _plain(source: Path, target: Path) -> Path:
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font.save(target)
    return target


@lru_cache(maxsize=4)
def _covered(folder: Path) -> frozenset[str]:
    faces = [TTFont(folder / f"{face}.ttf", lazy=True) for face in FACES]
    return frozenset.intersection(*(frozenset(map(chr, face.getBestCmap())) for face in faces))


def covered_characters() -> frozenset[str]:
    """The characters that all four faces can draw. Raises `FontsMissing`."""
    return _covered(font_folder())


@lru_cache(maxsize=256)
def subset(face: str, letters: frozenset[str]) -> str:
    """One face reduced to these letters, as the base64 text of a WOFF2 file. Raises `FontsMissing`."""
    font = TTFont(font_folder() / f"{face}.ttf")
    cutter = Subsetter(Options(layout_features=["kern"], hinting=False, notdef_outline=True))
    cutter.populate(text="".join(sorted(letters)))
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return base64.b64encode(written.getvalue()).decode("ascii")
