"""Rights as they may be shown: text on one line, and a licence that is an address or a name."""

from service.cleaning import addresses
from service.cleaning.wording import line
from service.model.draft import Rights


def shown(rights: Rights) -> Rights:
    """Return `rights`, fit to be shown."""
    return Rights(
        holder=said(rights.holder),
        notice=said(rights.notice),
        usage_terms=said(rights.usage_terms),
        license=_license(rights.license),
    )


def said(text: str | None) -> str | None:
    """Return `text` on one line, or None where it says nothing."""
    return (line(text) or None) if text else None


def _license(named: str | None) -> str | None:
    return addresses.web(named, None) or (said(named) if named and ":" not in named else None)
