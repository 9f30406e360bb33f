"""Turns bytes of any encoding met in France into lines of text, repaired line by line."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from maillage.tables.grid import Limits
from maillage.tables.notices import TableError

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
_LOWER = frozenset("éèàçêôîûëïùâöüœæ")
_UPPER = frozenset("ÉÈÀÇÊÔÎÛËÏÙÂÖÜŒÆ")
_SIGNS = frozenset("«»’‘“”°€–—…·•\u00a0²³¼½")
_FAR_FETCHED = re.compile("[^\u0000-\u024f\u2000-\u20cf]")
# UTF-8 read as Windows text and saved again: « Ã© » for é, « â€™ » for ’.
_MOJIBAKE = re.compile(
    "[ÃÂÅ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€."
)


class Text:
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
            self.legacy = guess_legacy(bytes(sample))
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
            line, odd = self._decode(raw)
            if odd:
                self.mixed.add(number)
            if _MOJIBAKE.search(line):
                repaired = _MOJIBAKE.sub(_ungarble, line)
                if repaired != line:
                    self.garbled.add(number)
                    line = repaired
            yield line

    def _decode(self, raw: bytes) -> tuple[str, bool]:
        """Return the text of a line, and whether it is not written like the rest of the file."""
        old_file = self.main == self.legacy
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            return (_single_bytes(raw, self.legacy), False) if old_file else (self._decode_both(raw), True)
        # Two old accents in a row may look like one far-fetched letter of UTF-8.
        if old_file and _FAR_FETCHED.search(line):
            return _single_bytes(raw, self.legacy), False
        return line, old_file

    def _decode_both(self, raw: bytes) -> str:
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


def guess_legacy(sample: bytes) -> str:
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


def decode_whole(stream: BinaryIO, limits: Limits) -> str:
    """Return the whole text of a file of any encoding met in France, within the size already checked."""
    return "".join(Text(stream, limits.max_bytes).lines())
