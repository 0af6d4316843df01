"""What a form that is shown again says about it."""

from enum import Enum


class TitledNotice(Enum):
    """Base of notices: the value of each is its title and one sentence, both translated when they are shown."""

    @property
    def title(self) -> str:
        return str(self.value[0])

    @property
    def text(self) -> str:
        return str(self.value[1])
