"""Settings about what estimates are made with besides the embedded price file."""

from __future__ import annotations

from pydantic import Field, SecretStr

from tidegate.config.server_settings.groups.group import Group
from tidegate.config.server_settings.server_values import Url


class Pricing(Group):
    """What Infracost finds prices with, where a governance file asks for it."""

    infracost_api_key: SecretStr | None = Field(None, description="Key of Infracost's price service.")
    infracost_pricing_api_endpoint: Url | None = Field(
        None, description="Price service Infracost asks instead of its vendor's; it needs no key."
    )
