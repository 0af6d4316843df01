"""Gives marketing the rights over products and their dictionary."""

from cluster_cms.security.accounts import MARKETING, grant

RIGHTS = ("add", "change", "delete")


def grant_products() -> None:
    """Give marketing all rights over the records; publishing is one of its own for products."""
    models = ("application", "family", "product", "property")
    grant(MARKETING, *(f"products.{right}_{model}" for model in models for right in RIGHTS))
    grant(MARKETING, "products.publish_product")
