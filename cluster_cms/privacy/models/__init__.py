"""The models of the registers, with texts in both languages."""

from typing import Any

from cluster_cms.privacy.models.registers import (
    Contractor,
    ContractorQuerySet,
    LegalBasis,
    Purpose,
    PurposeQuerySet,
    Register,
    in_use_today,
)
from cluster_cms.privacy.models.security_measures import Administrator, InternalRule, MeasureKind, SecurityMeasure

REGISTERS: tuple[type[Any], ...] = (Purpose, SecurityMeasure, InternalRule, Administrator, Contractor)
__all__ = [
    "REGISTERS",
    "Administrator",
    "Contractor",
    "ContractorQuerySet",
    "InternalRule",
    "LegalBasis",
    "MeasureKind",
    "Purpose",
    "PurposeQuerySet",
    "Register",
    "SecurityMeasure",
    "in_use_today",
]
