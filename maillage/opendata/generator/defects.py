"""How often the generated files are wrong, and in which ways: what real files are known to suffer from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Defects:
    """Shares of the rows. Two sources that each respell at `respelt` agree on 24 % of the names."""

    respelt: float = 0.545
    cut_at: int = 32
    cutting_funders: float = 0.3
    """Collectivities whose file cuts the names at `cut_at` characters."""
    no_identifier: float = 0.35
    """Subsidies without SIRET or RNA number."""
    zeros_lost: float = 0.02
    siret_float: float = 0.01
    siret_destroyed: float = 0.004
    not_published: float = 0.004
    not_published_person: float = 0.08
    wrong_commune: float = 0.01
    cp1252: float = 0.001
    repeated: float = 0.005
    unknown_code: float = 0.0005
    no_postcode: float = 0.02
    no_position: float = 0.05

    @classmethod
    def none(cls) -> Defects:
        """Clean files, to tell what a defect costs."""
        return cls(
            respelt=0, cutting_funders=0, no_identifier=0, zeros_lost=0, siret_float=0, siret_destroyed=0,
            not_published=0, not_published_person=0, wrong_commune=0, cp1252=0, repeated=0, unknown_code=0,
            no_postcode=0, no_position=0,
        )  # fmt: skip
