"""What an operator may set: `COPYDESK_*` in the environment or in `.env`. Read at the edge alone."""

import secrets
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import DirectoryPath, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.model.errors import Fault, Invalid


class Settings(BaseSettings):
    """One frozen object; every field's description is what the help and the docs say."""

    model_config = SettingsConfigDict(
        env_prefix="COPYDESK_", env_file=".env", frozen=True, extra="ignore"
    )

    database_url: Annotated[str, Field(pattern=r"^(sqlite:///|postgresql://).+")] = Field(
        default="sqlite:///var/copydesk.db",
        description="The database: sqlite:///path/to/file.db, or postgresql://user:password@host/name.",
    )
    admin_key: Annotated[SecretStr, Field(min_length=16)] | None = Field(
        default=None,
        description="The operator's key, 16 characters or more; without it nobody is operator.",
    )
    secret_key: Annotated[SecretStr, Field(min_length=16)] | None = Field(
        default=None,
        description="Signs cursors. Made, and kept beside a SQLite file or in PostgreSQL, when absent.",
    )
    withdrawals: Path | None = Field(
        default=None,
        description="On PostgreSQL, this process's own file of withdrawals, which no restored "
        "backup can undo. var/NAME.withdrawals when absent, NAME being the database's.",
    )
    public_url: Annotated[str, Field(pattern=r"^https?://[^/\s]+(/[^\s?#]*)?$")] | None = Field(
        default=None,
        description="Where partners reach the service; every address in a feed starts with it. "
        "http://HOST:PORT when absent.",
    )
    rules: DirectoryPath | None = Field(
        default=None,
        description="A folder with the newsroom's own rules of cleaning: SOURCE/LANGUAGE/NAME.toml.",
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port to listen on.")

    @property
    def base_url(self) -> str:
        """The public URL, without a slash at its end."""
        listens_everywhere = not self.host.strip("0.:")  # which is an address to nobody
        host = "127.0.0.1" if listens_everywhere else self.host
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def ledger(self) -> Path | None:
        """Where the withdrawal ledger is, unless it stands beside a SQLite file."""
        if self.database_url.startswith("sqlite:"):
            return None
        name = urlsplit(self.database_url).path.strip("/").replace("/", "-") or "copydesk"
        return self.withdrawals or Path("var", f"{name}.withdrawals")

    def rule_files(self) -> dict[str, str]:
        """Return the newsroom's own rule files by their paths; Invalid for one that is not UTF-8."""
        files = {}
        for file in sorted(self.rules.rglob("*.toml")) if self.rules else ():
            path = file.relative_to(self.rules).as_posix() if self.rules else ""
            try:
                files[path] = file.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                raise Invalid((Fault(pointer=f"/{path}", detail="is not UTF-8"),)) from None
        return files

    @property
    def is_shared(self) -> bool:
        """Whether any number of processes may serve the database: it is no file."""
        return self.database_url.startswith("postgresql:")

    def signing_key(self) -> bytes | None:
        """Return the key that signs cursors; make and keep one (0600) where none is set.

        None where the database is shared, and so has to keep it.
        """
        if self.secret_key:
            return self.secret_key.get_secret_value().encode()
        if self.is_shared:
            return None
        file = Path(self.database_url.removeprefix("sqlite:///")).with_name("secret.key")
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            made = file.with_suffix(".new")
            made.touch(mode=0o600)
            made.write_text(secrets.token_urlsafe(32))
            made.rename(file)  # whole or not at all
        return file.read_text().encode()
