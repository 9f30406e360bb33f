"""The official geography: communes of today, codes of former times, districts, and where each belongs."""

from .reading import GeographyError, Place, default_folder, load_communes, read_places

__all__ = ["GeographyError", "Place", "default_folder", "load_communes", "read_places"]
