"""The registers, in paired languages."""

from typing import Any

from cluster_cms.privacy.models.contractors import Contractor, ContractorQuerySet, LegalBasis
from cluster_cms.privacy.models.purposes import Purpose, PurposeQuerySet, in_use_today
from cluster_cms.privacy.models.register import Register
from cluster_cms.privacy.models.security import Administrator, InternalRule, MeasureKind, SecurityMeasure

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
