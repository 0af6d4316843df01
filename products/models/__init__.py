"""The records of the products: what can be measured, and what each product measures."""

from products.models.dictionary import Application, Family, FamilyProperty, Property
from products.models.product import PartNumber, Product, PropertyValue, Status

__all__ = ["Application", "Family", "FamilyProperty", "PartNumber", "Product", "Property", "PropertyValue", "Status"]
