"""How a readable address is registered: GET, documented, and HEAD beside it."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def readable(router: APIRouter, path: str, **documented: Any) -> Callable[[Endpoint], Endpoint]:
    """Register an endpoint for GET and, undocumented, for HEAD (RFC 9110, section 9.3.2)."""

    def register(endpoint: Endpoint) -> Endpoint:
        router.get(path, response_model=None, **documented)(endpoint)
        router.head(path, response_model=None, include_in_schema=False)(endpoint)
        return endpoint

    return register
