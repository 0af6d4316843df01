"""Why a copy is not made or not used."""


class CopyRefused(Exception):
    """One plain sentence for the operator."""
