"""What the operator may do over HTTP, by the operator's own key."""

from service.web.admin import articles, explain

__all__ = ["articles", "explain"]
