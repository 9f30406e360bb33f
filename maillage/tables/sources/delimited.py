"""Reads text with separators: CSV, TSV, rows pasted from a spreadsheet, in any encoding met in France."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from maillage.tables.grid import Budget, Grid, Limits
from maillage.tables.notices import LineTally, Severity, TableError, notice, said_lines

SEPARATORS = ";\t|,"
SEPARATOR_NAMES = {";": "point-virgule", "\t": "tabulation", "|": "barre verticale", ",": "virgule"}
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Macintosh",
    "cp850": "MS-DOS (cp850)",
    "iso8859_15": "Latin-9",
}
_LEGACY = ("cp1252", "mac_roman", "cp850", "iso8859_15")
_CHUNK = 1 << 16
_SAMPLE_BYTES = 1 << 18
_SAMPLE_RECORDS = 300
_LONG_RECORD = 30
_LOWER = frozenset("éèàçêôîûëïùâöüœæ")
_UPPER = frozenset("ÉÈÀÇÊÔÎÛËÏÙÂÖÜŒÆ")
_SIGNS = frozenset("«»’‘“”°€–—…·•\u00a0²³¼½")
# UTF-8 read as Windows text and saved again: « Ã© » for é, « â€™ » for ’.
_MOJIBAKE = re.compile(
    "[ÃÂÅ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€."
)


class _Text:
    """Lines of text decoded one by one, remembering which had to be repaired."""

    def __init__(self, stream: BinaryIO, max_line: int) -> None:
        self._stream = stream
        self._max_line = max_line
        self.wide, self._skip = _wide_encoding(stream)
        self.legacy = "cp1252"
        self.main = self.wide or "utf-8"
        self.mixed: set[int] = set()
        self.garbled: set[int] = set()
        self.nuls: set[int] = set()
        if not self.wide:
            self._survey()

    def _survey(self) -> None:
        good = bad = 0
        sample = bytearray()
        for line in self._byte_lines():
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
                if len(sample) < _SAMPLE_BYTES:
                    sample += line
        if bad:
            self.legacy = _guess_legacy(bytes(sample))
            if bad > good:
                self.main = self.legacy

    def _byte_lines(self) -> Iterator[bytes]:
        self._stream.seek(self._skip)
        decoder = codecs.getincrementaldecoder(self.wide)("replace") if self.wide else None
        rest = b""
        while chunk := self._stream.read(_CHUNK):
            if decoder:
                chunk = decoder.decode(chunk).encode("utf-8")
            chunk = rest + chunk
            # A CR at the very end may be the first half of CR LF.
            held = b"\r" if chunk.endswith(b"\r") else b""
            lines = (chunk[:-1] if held else chunk).splitlines(keepends=True)
            rest = held
            if lines and not lines[-1].endswith((b"\n", b"\r")):
                rest = lines.pop() + held
            yield from lines
            if len(rest) > self._max_line:
                raise TableError(
                    "Une ligne de ce fichier est démesurément longue : ce n'est pas une liste. Ouvrez-le "
                    "dans un "
                    "tableur pour vérifier son contenu, puis enregistrez-le au format .xlsx."
                )
        if rest:
            yield from rest.splitlines(keepends=True)

    def lines(self) -> Iterator[str]:
        """Yield each line with its ending; numbers in `mixed`, `garbled` and `nuls` count from 1."""
        for number, raw in enumerate(self._byte_lines(), start=1):
            if b"\0" in raw:
                self.nuls.add(number)
                raw = raw.replace(b"\0", b"")
            if raw.isascii():
                yield raw.decode("ascii")
                continue
            try:
                line = raw.decode("utf-8")
                if self.main == self.legacy:
                    self.mixed.add(number)
            except UnicodeDecodeError:
                line = self._decode_legacy(raw)
                if self.main != self.legacy:
                    self.mixed.add(number)
            if _MOJIBAKE.search(line):
                repaired = _MOJIBAKE.sub(_ungarble, line)
                if repaired != line:
                    self.garbled.add(number)
                    line = repaired
            yield line

    def _decode_legacy(self, raw: bytes) -> str:
        """Decode valid UTF-8 sequences as such and every other byte in the old encoding."""
        parts: list[str] = []
        while raw:
            try:
                parts.append(raw.decode("utf-8"))
                break
            except UnicodeDecodeError as error:
                parts.append(raw[: error.start].decode("utf-8"))
                end = max(error.end, error.start + 1)
                parts.append(_single_bytes(raw[error.start : end], self.legacy))
                raw = raw[end:]
        return "".join(parts)


def _single_bytes(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _ungarble(match: re.Match[str]) -> str:
    try:
        raw = b"".join(
            char.encode("latin-1") if ord(char) < 256 else char.encode("cp1252") for char in match.group()
        )
        return raw.decode("utf-8")
    except UnicodeError:
        return match.group()


def _wide_encoding(stream: BinaryIO) -> tuple[str, int]:
    """Return the UTF-16 or UTF-32 encoding of the stream, or "", and how many bytes of mark to skip."""
    stream.seek(0)
    head = stream.read(4096)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32", 0
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", 0
    if head.startswith(codecs.BOM_UTF8):
        return "", 3
    if len(head) >= 8:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if odd > len(head) * 0.3 and even < len(head) * 0.05:
            return "utf-16-le", 0
        if even > len(head) * 0.3 and odd < len(head) * 0.05:
            return "utf-16-be", 0
    return "", 0


def _guess_legacy(sample: bytes) -> str:
    """Return the old one-byte encoding in which `sample` reads most like French."""
    return max(_LEGACY, key=lambda encoding: (_french_score(sample, encoding), -_LEGACY.index(encoding)))


def _french_score(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, errors="replace")
    score = 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        char, start = match.group(), match.start()
        before, after = text[max(start - 1, 0) : start], text[start + 1 : start + 2]
        if char in _LOWER:
            score += -1 if before.isupper() and after.isupper() else 1
        elif char in _UPPER:
            score += -1 if before.islower() else 1
        elif char in _SIGNS:
            score += 0.3
        else:
            score -= 1
    return score


def read_delimited(stream: BinaryIO, name: str, budget: Budget) -> Grid:
    """Read `stream` (binary, seekable) into one grid; the encoding and the separator are found and said.

    Line numbers are those a spreadsheet shows: a cell with line breaks inside counts as one line.
    """
    text = _Text(stream, budget.limits.max_line)
    head = _head(text)
    separator, hinted = _separator(head)
    grid = Grid(name, budget, ragged=True)
    physical = _Physical(text.lines())
    lines: Iterable[str] = physical
    if hinted:
        next(physical)
    wrapped = not hinted and separator == "" and _wrapped_separator(head)
    reader = csv.reader(lines, delimiter=separator or (";" if wrapped else "\t"))
    mixed, garbled, nuls, long_records = LineTally(), LineTally(), LineTally(), LineTally()
    record, previous = int(hinted), int(hinted)
    try:
        for cells in reader:
            record += 1
            now = physical.number
            for seen, tally in ((text.mixed, mixed), (text.garbled, garbled), (text.nuls, nuls)):
                if seen and any(number in seen for number in range(previous + 1, now + 1)):
                    tally.add(record)
            if now - previous > _LONG_RECORD:
                long_records.add(record)
            previous = now
            if wrapped and len(cells) == 1:
                cells = next(csv.reader([cells[0]], delimiter=wrapped), [])
            grid.append(record, cells)
            physical.settle()
    except csv.Error as error:
        raise TableError(
            f"Ligne {record + 1} : une cellule est démesurément longue, sans doute parce qu'un guillemet "
            "ouvert n'est "
            "jamais refermé. Corrigez cette ligne, ou enregistrez le fichier au format .xlsx depuis votre "
            "tableur.",
            line=record + 1,
        ) from error
    if physical.unclosed:
        raise TableError(
            f"Ligne {record} : un guillemet est ouvert et jamais refermé, la suite du fichier est illisible. "
            "Ajoutez ou retirez ce guillemet, ou enregistrez le fichier au format .xlsx depuis votre tableur.",
            line=record,
        )
    grid.finish()
    _say(grid, text, separator, mixed=mixed, garbled=garbled, nuls=nuls, long_records=long_records)
    return grid


class _Physical:
    """Counts the physical lines handed to the CSV reader, and the quotes of the record being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.number = 0
        self._quotes = 0
        self._spread = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self._spread += 1
        self._quotes += line.count('"')
        self._last = (self._quotes, self._spread)
        return line

    def settle(self) -> None:
        """A record is whole: its quotes are counted."""
        self._closed = (self._quotes, self._spread)
        self._quotes = self._spread = 0

    @property
    def unclosed(self) -> bool:
        """Whether the last record ended with the file inside quotes."""
        quotes, spread = getattr(self, "_closed", (0, 0))
        return quotes % 2 == 1 and spread > 1


def _head(text: _Text) -> list[str]:
    lines: list[str] = []
    size = 0
    for line in text.lines():
        lines.append(line)
        size += len(line)
        if len(lines) >= _SAMPLE_RECORDS or size > _SAMPLE_BYTES:
            break
    return lines


def _separator(head: list[str]) -> tuple[str, bool]:
    """Return the separator ("" when there is only one column) and whether a « sep=; » line gives it."""
    if head and (hint := re.fullmatch(r'"?sep=(.)"?\s*', head[0], flags=re.IGNORECASE)):
        return hint.group(1), True
    best, best_score = "", 0.0
    for separator in SEPARATORS:
        score = _consistency(head, separator)
        if score > best_score + 1e-9:
            best, best_score = separator, score
    return best, False


def _consistency(head: list[str], separator: str) -> float:
    """Score how well `separator` cuts the head into rows of the same width; 0 when it does not."""
    if not any(separator in line for line in head):
        return 0.0
    try:
        widths = [
            len(row) for row in csv.reader(head, delimiter=separator) if any(cell.strip() for cell in row)
        ]
    except csv.Error:
        return 0.0
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0
    width, rows = max(several.items(), key=lambda item: (item[1] * min(item[0], 12), item[0]))
    share = rows / len(widths)
    # Prose has commas here and there; a table has them on most lines.
    return share * (1 + min(width, 12) / 12) if share >= 0.3 else 0.0


def _wrapped_separator(head: list[str]) -> str:
    """Return the separator of a file whose whole lines were put in quotes, or ""."""
    rows = [line.strip() for line in head if line.strip()]
    if len(rows) < 2 or not all(row.startswith('"') and row.endswith('"') for row in rows):
        return ""
    inner = [row[1:-1].replace('""', '"') for row in rows]
    best = max(SEPARATORS, key=lambda separator: _consistency(inner, separator))
    return best if _consistency(inner, best) else ""


def _say(
    grid: Grid,
    text: _Text,
    separator: str,
    *,
    mixed: LineTally,
    garbled: LineTally,
    nuls: LineTally,
    long_records: LineTally,
) -> None:
    encoding = ENCODING_NAMES.get(text.main, text.main)
    how = (
        f"colonnes séparées par : {SEPARATOR_NAMES.get(separator, separator)}"
        if separator
        else "une seule colonne"
    )
    grid.notices.append(
        notice("read_as", Severity.INFO, f"Fichier texte lu en {encoding}, {how}.", sheet=grid.name)
    )
    if mixed:
        grid.notices.append(
            notice(
                "mixed_encoding",
                Severity.WARNING,
                "Des lignes ne sont pas écrites avec le même codage que les autres ; leurs accents ont été "
                "rétablis "
                f"({said_lines(mixed)}). Vérifiez-les.",
                tally=mixed,
                sheet=grid.name,
            )
        )
    if garbled:
        grid.notices.append(
            notice(
                "garbled_accents",
                Severity.WARNING,
                "Des accents étaient abîmés (« Ã© » pour « é ») ; ils ont été rétablis "
                f"({said_lines(garbled)}).",
                tally=garbled,
                sheet=grid.name,
            )
        )
    if nuls:
        grid.notices.append(
            notice(
                "nul_characters",
                Severity.WARNING,
                "Des caractères vides, sans doute une trace d'un ancien logiciel, ont été retirés "
                f"({said_lines(nuls)}).",
                tally=nuls,
                sheet=grid.name,
            )
        )
    if long_records:
        grid.notices.append(
            notice(
                "long_record",
                Severity.WARNING,
                f"Une cellule s'étend sur plus de {_LONG_RECORD} lignes de texte ({said_lines(long_records)}) "
                ": un guillemet a "
                "peut-être été oublié, et des lignes avalées.",
                tally=long_records,
                sheet=grid.name,
            )
        )


def decode_whole(stream: BinaryIO, limits: Limits) -> str:
    """Return the whole text of a file of any encoding met in France, within the size already checked."""
    return "".join(_Text(stream, limits.max_bytes).lines())
