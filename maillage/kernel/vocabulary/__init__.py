"""Controlled vocabularies of the social and solidarity economy, with French labels and definitions."""

from .activities import NAF25_TO_THEME, NAF_TO_THEME, ActivityTheme, theme_from_naf
from .crosswalks import (
    RNA_TO_THEME,
    ThemeMatch,
    service_from_inclusion,
    theme_from_inclusion,
    theme_from_label,
    theme_from_rna,
    theme_from_text,
)
from .insertion import INSERTION_TYPES, InsertionType
from .labels import LABELS, Label
from .legal import (
    FAMILIES,
    LEGAL_FORMS,
    Family,
    LegalForm,
    Standing,
    family_of_legal_form,
    standing_of_legal_form,
)
from .networks import NETWORKS
from .publics import PUBLICS
from .services import SERVICE_FORMS, SERVICE_GROUPS, SERVICES, ServiceType, services_of_group
from .stages import STAGES
from .support_roles import SUPPORT_ROLES
from .terms import Term, Vocabulary
from .themes import THEMES, ZOOMS, Theme, ThemeTree, Zoom

__all__ = [
    "FAMILIES",
    "INSERTION_TYPES",
    "LABELS",
    "LEGAL_FORMS",
    "NAF25_TO_THEME",
    "NAF_TO_THEME",
    "NETWORKS",
    "PUBLICS",
    "RNA_TO_THEME",
    "SERVICES",
    "SERVICE_FORMS",
    "SERVICE_GROUPS",
    "STAGES",
    "SUPPORT_ROLES",
    "THEMES",
    "ZOOMS",
    "ActivityTheme",
    "Family",
    "InsertionType",
    "Label",
    "LegalForm",
    "ServiceType",
    "Standing",
    "Term",
    "Theme",
    "ThemeMatch",
    "ThemeTree",
    "Vocabulary",
    "Zoom",
    "family_of_legal_form",
    "service_from_inclusion",
    "services_of_group",
    "standing_of_legal_form",
    "theme_from_inclusion",
    "theme_from_label",
    "theme_from_naf",
    "theme_from_rna",
    "theme_from_text",
]
