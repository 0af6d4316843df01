"""The worker's part: after a crash the journal gets the line that is missing, and the database loses what came back."""

from datetime import timedelta

from django.db import transaction

from cluster_cms.erasures.erasable import erasables
from cluster_cms.erasures.erasing import nobody_erases
from cluster_cms.erasures.journal import journal
from cluster_cms.erasures.lines import DONE, RESTORED, VOID, Step
from cluster_cms.erasures.replaying import replay
from cluster_cms.erasures.standing import Key, Standing, recorded, standing
from cluster_cms.jobs import Job


def reconciling() -> Job:
    return Job(name="erasure journal", every=timedelta(minutes=1), run=reconcile)


def reconcile() -> None:
    """Bring journal and database to agree; what is being erased at this moment waits for the next round."""
    found = standing()
    if missing_lines(found):
        found = settle()
    replay(found)


@transaction.atomic
def settle() -> Standing:
    """Add the missing lines while nobody erases, so that every `intent` found is of a transaction that is over."""
    if nobody_erases() and (steps := missing_lines(standing())):
        journal().append(steps)
    return standing()


def missing_lines(found: Standing) -> list[Step]:
    """Return the steps that the journal lacks to say how what was begun in it has ended.

    An erasure of which it knows nothing at all means that lines were lost: the doctor says so, an operator decides.
    """
    known, begun = recorded(), found.open | found.undecided
    done = [Step(DONE, *key_of(key), cause) for key, cause in known.items() if key in begun]
    if found.done.keys() - known.keys():  # the database went back in time: it can no longer tell how a step ended
        return [*done, *([Step(RESTORED, cause="noticed")] if found.open else [])]
    return [
        *done,
        *(Step(VOID, *key_of(key), line.cause) for key, line in found.open.items() if still_there(key, known)),
    ]


def key_of(key: Key) -> tuple[str, str]:
    return key[0], str(key[1])


def still_there(key: Key, known: dict[Key, str]) -> bool:
    """Tell whether a record whose erasure was begun is there as before."""
    kind, record = key
    kinds = erasables()
    return key not in known and kind in kinds and kinds[kind].exists(record)
