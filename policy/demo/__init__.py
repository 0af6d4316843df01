"""The demo's policy: nine items, established in 2005, revised in 2017 and when the demo is loaded."""

from policy.demo.loading import load

__all__ = ["load"]
