"""The secret key of an instance that was given none: made once and kept in its data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def local_secret_key(data_dir: Path) -> str:
    """Return the key kept in `data_dir`, making it (readable by its owner alone) the first time."""
    path = data_dir / "secret.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # two first starts at once keep the same key
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
