"""Settings about the code host: where it is, how we log in, how its webhooks are checked."""

from __future__ import annotations

from pydantic import Field, SecretStr

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_values import File, Seconds, Url


class Forge(Group):
    """The code host and our account there."""

    github_url: Url = Field(
        "https://github.com", description="The code host: github.com or a GitHub Enterprise Server."
    )
    github_token: SecretStr | None = Field(None, description="Personal token; or use an App.")
    github_token_file: File | None = Field(None, description="File with the personal token, instead of the token.")
    github_app_id: str | None = Field(None, description="Id of the GitHub App; its installation is looked up.")
    github_app_private_key: SecretStr | None = Field(None, description="Private key of the App, PEM text.")
    github_app_private_key_file: File | None = Field(None, description="File with the private key of the App.")
    webhook_secret: SecretStr = Field(description="Secret the code host signs webhooks with. Required.")
    forge_write_pause: Seconds = Field(
        1.0, ge=0, description="Seconds between two writes to the code host; GitHub asks for one."
    )

    @property
    def github_api_url(self) -> str:
        """REST base address: github.com and its tenants have a host of its own, Enterprise Server a path."""
        host = self.github_url.removeprefix("https://")
        return (
            f"https://api.{host}" if host == "github.com" or host.endswith(".ghe.com") else f"{self.github_url}/api/v3"
        )

    def read_github_token(self) -> str | None:
        """The personal token as it is now; None where an App logs in.

        Raises:
            OSError: Its file cannot be read.
        """
        if self.github_token_file is not None:
            return self.github_token_file.read_text(encoding="utf-8").strip()
        return self.github_token.get_secret_value() if self.github_token else None

    @property
    def app_private_key(self) -> str | None:
        """The App's key as text; read from its file when one is named.

        Raises:
            OSError: The file cannot be read.
        """
        if self.github_app_private_key_file is not None:
            return self.github_app_private_key_file.read_text(encoding="utf-8")
        return self.github_app_private_key.get_secret_value() if self.github_app_private_key else None
