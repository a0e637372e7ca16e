"""The dependencies of the wheel: those of requirements.txt, so that they are written once.

Hatchling calls this as it builds. requirements.txt also holds an option for pip, which is no
dependency.
"""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Requirements(MetadataHookInterface):
    def update(self, metadata: dict[str, object]) -> None:
        """Put the dependencies into the project's `metadata`."""
        lines = Path(self.root, "requirements.txt").read_text("utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line[:1].isalpha()]
