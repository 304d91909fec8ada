"""Settings about the address the server listens on, and who may read its pages."""

from __future__ import annotations

from socket import gethostname

from pydantic import Field, SecretStr

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_values import File, Url, Whole

_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  compared with, not listened on


class Listening(Group):
    """Address, TLS and the password of the pages."""

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: Whole = Field(4141, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: Url | None = Field(None, description="Address people reach the server at; http://HOST:PORT by default.")
    ssl_cert_file: File | None = Field(None, description="Certificate chain, PEM, to serve HTTPS with.")
    ssl_key_file: File | None = Field(None, description="Private key of that certificate, PEM.")
    web_username: str | None = Field(None, description="User name for the pages.")
    web_password: SecretStr | None = Field(None, description="Password for the pages.")

    @property
    def base_url(self) -> str:
        """Where links to this server lead, without a trailing slash; to the machine's name where it listens on all."""
        scheme = "https" if self.ssl_cert_file else "http"
        host = gethostname() if self.host in _EVERYWHERE else self.host
        return self.public_url or f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"
