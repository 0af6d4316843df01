"""Everything that is held about a person, put together from all sources, for people and for programs."""

import json
from dataclasses import dataclass

from cluster_cms import clock
from cluster_cms.privacy.sources import Held, Person, personal_data_sources

INQUIRIES = "inquiries"  # the source that stands first


@dataclass(frozen=True)
class Disclosure:
    """What each source holds; sources that hold nothing are named too, so that the person knows they were asked."""

    inquiries: list[Held]
    others: list[tuple[str, str, list[Held]]]  # name for programs, label, records

    @property
    def is_empty(self) -> bool:
        return not self.inquiries and not any(records for _name, _label, records in self.others)


def disclosure_of(person: Person) -> Disclosure:
    """Ask every source, in the active language."""
    found = [(source.name, str(source.label), list(source.disclose(person))) for source in personal_data_sources()]
    inquiries = [held for name, _label, records in found if name == INQUIRIES for held in records]
    return Disclosure(inquiries, [part for part in found if part[0] != INQUIRIES])


def as_file(found: Disclosure, person: Person) -> tuple[str, bytes]:
    """Return the name and the content of a JSON file; the name says nothing of the person."""
    now = clock.now().astimezone(clock.TOKYO)
    data = {
        "mail": person.address,
        "made_at": now.isoformat(timespec="seconds"),
        INQUIRIES: [held.as_data() for held in found.inquiries],
        **{name: [held.as_data() for held in records] for name, _label, records in found.others},
    }
    return f"your-data-{now:%Y%m%d}.json", json.dumps(data, ensure_ascii=False, indent=2).encode()
