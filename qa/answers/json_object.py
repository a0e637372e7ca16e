"""A JSON object that is described by a class and made from a record of the program.

The values are read by `of`: a field takes the attribute of its own name, or the first of the
attribute paths that it lists ("citation.paper" is the attribute `paper` of `citation`).
"""

from __future__ import annotations

from typing import Any

from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field


class Contract(BaseModel):
    """A JSON object that is made from a record. Its validators are built when it is first used."""

    model_config = ConfigDict(defer_build=True)

    @classmethod
    def of(cls, record: object) -> dict[str, Any]:
        """The JSON of `record`, as values that `json.dumps` takes."""
        described = cls.model_validate(record, from_attributes=True)
        return described.model_dump(mode="json", by_alias=True)


def field(description: str, *paths: str, name: str | None = None) -> Any:
    """A field that is always present. Its `name` is given where Python reserves that word."""
    return Field(
        description=description,
        validation_alias=AliasChoices(*map(_path, paths)) if paths else None,
        serialization_alias=name,
    )


def inherited(model: type[Contract], name: str) -> Any:
    """The field `name` of `model`, described as it is there, to be declared with a type of its own.

    It keeps its place among the fields.
    """
    return model.model_fields[name]


def _path(path: str) -> AliasPath:
    first, *others = path.split(".")
    return AliasPath(first, *(int(part) if part.isdecimal() else part for part in others))
