"""The worker's nightly check: first the chains, then the walk through the site."""

from datetime import timedelta

from cluster_cms.jobs import Job
from cluster_cms.promises.chains import verify_chains
from cluster_cms.promises.crawling import crawl


def nightly_check() -> Job:
    return Job(name="promises", every=timedelta(days=1), run=check)


def check() -> None:
    verify_chains()
    crawl()
