"""The static files as they are kept: compressed, and each under a name that its content gives."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Modules ask for each other by these names too: a phone that keeps them never mixes two versions."""

    support_js_module_import_aggregation = True
