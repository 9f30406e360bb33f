"""A generated country: files with the official headers, said to be invented, with the truth beside."""

from .defects import Defects
from .generation import MARKER, Generated, GenerationError, generate
from .plan import Plan, PlanError, plaine_centrale_plan, read_plan

__all__ = [
    "MARKER",
    "Defects",
    "Generated",
    "GenerationError",
    "Plan",
    "PlanError",
    "generate",
    "plaine_centrale_plan",
    "read_plan",
]
