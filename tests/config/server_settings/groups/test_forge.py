from tidegate.config.server_settings.groups.forge import Forge


def test_an_enterprise_server_has_its_interface_under_its_own_address():
    assert Forge(webhook_secret="x").github_api_url == "https://api.github.com"
    assert Forge(webhook_secret="x", github_url="acme.ghe.com").github_api_url == "https://api.acme.ghe.com"
    assert Forge(webhook_secret="x", github_url="git.corp").github_api_url == "https://git.corp/api/v3"


def test_a_token_and_a_key_are_text_or_files(tmp_path):
    file = tmp_path / "secret"
    file.write_text("of the file\n")
    assert Forge(webhook_secret="x", github_token="t").read_github_token() == "t"
    assert Forge(webhook_secret="x", github_token_file=file).read_github_token() == "of the file"
    assert Forge(webhook_secret="x").read_github_token() is None
    assert Forge(webhook_secret="x", github_app_private_key="k").app_private_key == "k"
    assert Forge(webhook_secret="x", github_app_private_key_file=file).app_private_key == "of the file\n"
