"""The registers, in paired languages."""

from typing import Any

from cluster_cms.privacy.records.contractors import Contractor, ContractorQuerySet, LegalBasis
from cluster_cms.privacy.records.purposes import Purpose, PurposeQuerySet, in_use_today
from cluster_cms.privacy.records.register import Register
from cluster_cms.privacy.records.security import Administrator, InternalRule, MeasureKind, SecurityMeasure

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
