"""The names that static files are kept under."""

from __future__ import annotations

from pathlib import Path

from maillage.site.static_files import Storage


def test_a_module_asks_for_another_by_the_name_of_its_content(tmp_path: Path):
    (tmp_path / "tables.js").write_text("export const one = 1;\n")
    (tmp_path / "decode.js").write_text("import { one } from './tables.js';\nexport default one;\n")
    storage = Storage(location=tmp_path, base_url="/static/")
    for _, _, processed in storage.post_process({name: (storage, name) for name in ("decode.js", "tables.js")}):
        assert not isinstance(processed, Exception)
    tables = storage.stored_name("tables.js")
    assert tables != "tables.js"
    assert f"./{tables}" in (tmp_path / storage.stored_name("decode.js")).read_text()
