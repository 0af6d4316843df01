"""Counts over whole tables on which evidence rests: made each night, so that no visitor waits for them.

An app names its own (hook `register_nightly_count`); the page shows the stored figures with their time.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail import hooks

from cluster_cms import clock
from cluster_cms.promises.chains import verify_chains
from cluster_cms.promises.measurements import Measurement, store_measurement


@dataclass(frozen=True)
class NightlyCount:
    """A name under which figures are stored, and the function that counts them."""

    name: str
    count: Callable[[], dict[str, int]]

    def newest(self) -> Measurement:
        """Return the stored figures; before the first night those of now, unsaved: a new site holds little."""
        stored = Measurement.objects.filter(check_name=self.name).order_by("-pk").first()
        return stored or Measurement(check_name=self.name, measured_at=clock.now(), figures=self.count())


def store_counts() -> None:
    """Make all counts and store them."""
    for register in hooks.get_hooks("register_nightly_count"):
        counted = register()
        store_measurement(counted.name, figures=counted.count(), faults=[])


def check_and_count() -> None:
    verify_chains()
    store_counts()
