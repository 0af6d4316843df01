"""What a visitor may have meant who asked for a product that is not there."""

from difflib import get_close_matches

from products.catalogue.entries import Catalogue, Entry

MOST = 3
LONGEST = 100  # characters of an address that are looked at


def squeezed(text: str) -> str:
    """Return only letters and digits, small, so that CX210 and cx-210 are the same."""
    return "".join(character for character in text.lower() if character.isalnum())


def meant(asked: str, known: Catalogue) -> list[Entry]:
    """Return the products whose key, name or part number, also a former one, is like what was asked."""
    spelled: dict[str, Entry] = {}
    for entry in known.entries:
        for name in (entry.key, *entry.names.values(), *entry.part_numbers):
            spelled.setdefault(squeezed(name), entry)
    wanted = squeezed(asked[:LONGEST])
    exact = [spelled[wanted]] if wanted in spelled else []
    holding = [entry for name, entry in spelled.items() if len(wanted) > 2 and wanted in name]
    close = [spelled[name] for name in get_close_matches(wanted, spelled, n=MOST, cutoff=0.6)]
    return list({entry.key: entry for entry in [*exact, *holding, *close]}.values())[:MOST]
