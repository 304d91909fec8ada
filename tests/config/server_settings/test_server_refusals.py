import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from support.faults import fault
from tidegate.config.server_settings.server import load

GOOD = {
    "TIDEGATE_WEBHOOK_SECRET": "hush",
    "TIDEGATE_GITHUB_TOKEN": "t0ken",
    "TIDEGATE_REPO_ALLOWLIST": "github.com/acme/*",
}


def with_(**changes):
    return GOOD | {f"TIDEGATE_{name.upper()}": value for name, value in changes.items()}


def without(name):
    return {key: value for key, value in GOOD.items() if key != name}


def test_an_app_needs_its_key(tmp_path):
    app = without("TIDEGATE_GITHUB_TOKEN") | {"TIDEGATE_GITHUB_APP_ID": "7"}
    assert "TIDEGATE_GITHUB_APP_PRIVATE_KEY_FILE: The App's private key is missing." in fault(load, app)
    text = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    key = tmp_path / "key.pem"
    key.write_text(text)
    assert load(app | {"TIDEGATE_GITHUB_APP_PRIVATE_KEY_FILE": str(key)}).app_private_key == text
    assert load(app | {"TIDEGATE_GITHUB_APP_PRIVATE_KEY": text}).app_private_key == text


def test_a_key_that_signs_nothing_is_told_before_the_code_host_is_asked(tmp_path):
    app = without("TIDEGATE_GITHUB_TOKEN") | {"TIDEGATE_GITHUB_APP_ID": "7"}
    key = tmp_path / "key.pem"
    key.write_text("-----BEGIN NOTHING-----")
    assert "_KEY_FILE: This is no private key in PEM." in fault(
        load, app | {"TIDEGATE_GITHUB_APP_PRIVATE_KEY_FILE": str(key)}
    )
    assert "_KEY: This is no private key in PEM." in fault(load, app | {"TIDEGATE_GITHUB_APP_PRIVATE_KEY": "PEM"})


@pytest.mark.parametrize(
    "name", ["github_app_private_key_file", "governance_file", "repo_config", "terraform_cli_config"]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    missing, binary = tmp_path / "missing", tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    said = fault(load, with_(**{name: str(missing)}))
    assert f"TIDEGATE_{name.upper()}: {missing} cannot be read: No such file or directory." in said
    assert f"{tmp_path} cannot be read: Is a directory." in fault(load, with_(**{name: str(tmp_path)}))
    assert f"{binary} is not text." in fault(load, with_(**{name: str(binary)}))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_loopback_needs_no_password(host):
    assert load(with_(host=host))


def test_other_addresses_need_one():
    assert load(with_(host="0.0.0.0", web_username="u", web_password="p")).host == "0.0.0.0"


def test_a_token_may_come_from_a_file(tmp_path):
    file = tmp_path / "token"
    file.write_text("from-file\n")
    settings = load(without("TIDEGATE_GITHUB_TOKEN") | {"TIDEGATE_GITHUB_TOKEN_FILE": str(file)})
    assert settings.read_github_token() == "from-file"
    file.write_text("newer\n")
    assert settings.read_github_token() == "newer"


def test_two_settings_that_say_the_same_are_one_too_many(tmp_path):
    file = tmp_path / "f"
    file.write_text("repos: []\n")
    said = fault(load, with_(repo_config=str(file), repo_config_json="{}"))
    assert said.endswith("TIDEGATE_REPO_CONFIG_JSON: TIDEGATE_REPO_CONFIG says the same. Set one of the two.")
    assert "TIDEGATE_GITHUB_TOKEN_FILE: TIDEGATE_GITHUB_TOKEN says the same." in fault(
        load, with_(github_token_file=str(file))
    )


def test_a_certificate_needs_its_key(tmp_path):
    file = tmp_path / "f"
    file.write_text("-----BEGIN CERTIFICATE-----")
    assert "TIDEGATE_SSL_KEY_FILE: The setting is missing: TIDEGATE_SSL_CERT_FILE needs it." in fault(
        load, with_(ssl_cert_file=str(file))
    )
    both = load(with_(ssl_cert_file=str(file), ssl_key_file=str(file)))
    assert both.base_url == "https://127.0.0.1:4141"


def test_a_folder_that_steps_would_see_must_be_there(tmp_path):
    assert load(with_(visible_paths=f"{tmp_path}:rw")).visible_paths == ((tmp_path, "rw"),)
    said = fault(load, with_(visible_paths=f"{tmp_path},{tmp_path}/none"))
    assert said.endswith(f"TIDEGATE_VISIBLE_PATHS: {tmp_path}/none is not there. Make it, or name another.")
