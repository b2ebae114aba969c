"""Who wrote an article, as tests ask."""

from service.model.cleaned import Cleaned

Told = list[tuple[str, str | None, str | None]]


def told(result: Cleaned) -> Told:
    """The authors' names, roles and papers."""
    return [(each.name, each.role, each.organisation) for each in result.story.authors]


def named(result: Cleaned) -> list[str]:
    """The authors' names."""
    return [each.name for each in result.story.authors]


def bios(result: Cleaned) -> dict[str, str]:
    """The authors' bios, by name."""
    return {each.name: each.bio for each in result.story.authors if each.bio}
