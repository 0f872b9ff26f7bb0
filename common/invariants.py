"""What a check of an invariant answers."""

from dataclasses import dataclass, field


@dataclass
class Check:
    """How many things were looked at and what was wrong with which; ``ok`` when nothing was."""

    checked: int = 0
    violations: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.violations
