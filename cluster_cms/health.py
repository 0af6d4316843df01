"""What `doctor` asks of every app through the hook `register_health_check`."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail import hooks


@dataclass(frozen=True)
class Finding:
    """One line of the doctor: a name, well or ill, and a plain sentence."""

    name: str
    ok: bool
    message: str
    warns: bool = False  # well, but somebody should look at it

    def line(self) -> str:
        state = "ILL " if not self.ok else "warn" if self.warns else "well"
        return f"{state}  {self.name}: {self.message}"


def examine() -> Iterable[Finding]:
    """Yield the findings of all apps; a check that fails is itself a finding."""
    for check in hooks.get_hooks("register_health_check"):
        try:
            yield from check()
        except Exception as error:
            yield Finding(check.__module__, False, f"the check itself failed: {type(error).__name__}")
