from pathlib import Path

import pytest

from support.faults import fault, faults
from tidegate.config.server_settings.server import SETTINGS, load, told, warnings
from tidegate.core.switches import Switches

GOOD = {
    "TIDEGATE_WEBHOOK_SECRET": "hush",
    "TIDEGATE_GITHUB_TOKEN": "t0ken",
    "TIDEGATE_REPO_ALLOWLIST": "github.com/acme/*, github.com/other/infra",
}


def with_(**changes):
    return GOOD | {f"TIDEGATE_{name.upper()}": value for name, value in changes.items()}


def without(name):
    return {key: value for key, value in GOOD.items() if key != name}


def test_three_variables_are_enough():
    settings = load(GOOD | {"PATH": "/bin"})
    assert (settings.host, settings.port, settings.parallel) == ("127.0.0.1", 4141, 4)
    assert settings.repo_allowlist == ("github.com/acme/*", "github.com/other/infra")
    assert settings.github_api_url == "https://api.github.com"
    assert settings.base_url == "http://127.0.0.1:4141"
    assert settings.executable_name == settings.status_name == "atlantis"
    assert settings.data_dir == Path("~/.tidegate").expanduser()


def test_a_step_has_an_hour_unless_told_otherwise():
    assert load(GOOD).step_timeout == 3600
    assert load(with_(step_timeout="90")).step_timeout == 90
    assert "TIDEGATE_STEP_TIMEOUT" in fault(load, with_(step_timeout="0"))


def test_secrets_do_not_print():
    shown = repr(load(with_(web_username="u", web_password="p4ss")))
    assert not any(secret in shown for secret in ("hush", "t0ken", "p4ss"))


def test_the_databases_are_two_files_of_the_data_folder_or_one_postgresql():
    settings = load(with_(data_dir="/srv/t"))
    assert settings.database == "sqlite+aiosqlite:////srv/t/tidegate.sqlite"
    assert settings.engine_database == "sqlite:////srv/t/engine.sqlite"
    cluster = load(with_(database_url="postgresql+psycopg://db/t"))
    assert cluster.engine_database == cluster.database == "postgresql+psycopg://db/t"


def test_an_enterprise_server_has_its_interface_under_its_own_address():
    assert load(with_(github_url="https://git.corp.example/")).github_api_url == "https://git.corp.example/api/v3"


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        (without("TIDEGATE_WEBHOOK_SECRET"), "TIDEGATE_WEBHOOK_SECRET: The setting is missing. Secret the code host signs webhooks with."),
        (with_(webhook_secret=""), "TIDEGATE_WEBHOOK_SECRET: The setting is missing."),
        (without("TIDEGATE_REPO_ALLOWLIST"), "TIDEGATE_REPO_ALLOWLIST: The setting is missing."),
        (without("TIDEGATE_GITHUB_TOKEN"), "The server has no way to log in to the code host. Set it to a token, or"),
        (with_(autodiscover_mode="maybe"), "TIDEGATE_AUTODISCOVER_MODE: `maybe` is none of 'auto', 'enabled' or 'disabled'."),
        (with_(host="0.0.0.0"), "With TIDEGATE_HOST=0.0.0.0 anybody who reaches the server could read its pages."),
        (with_(host="::", web_username="x"), "TIDEGATE_WEB_PASSWORD"),
        (with_(port="http"), "TIDEGATE_PORT: `http` is not a whole number. Write digits only."),
        (with_(port="70000"), "TIDEGATE_PORT"),
        (with_(parallel="0"), "TIDEGATE_PARALLEL"),
        (with_(allow_custom_workflows="maybe"), "`maybe` is neither yes nor no. Write `1` or `0`."),
        (with_(github_url="ftp://x"), "`ftp://x` is not a web address."),
        (with_(isolation="docker"), "TIDEGATE_ISOLATION"),
        (with_(webhook_secert="x"), "TIDEGATE_WEBHOOK_SECERT: There is no such setting. Did you mean `TIDEGATE_WEBHOOK_SECRET`?"),
        (with_(repo_allowlist="acme"), "TIDEGATE_REPO_ALLOWLIST: `acme` matches no repository"),
    ],
)  # fmt: skip
def test_a_server_that_must_not_start_says_why_and_what_to_set(environ, said):
    assert said in fault(load, environ)


def test_only_a_name_that_is_close_is_suggested():
    said = fault(load, with_(foo="1"))
    assert said.endswith("TIDEGATE_FOO: There is no such setting. Remove it.")


def test_every_problem_is_told_at_once_and_no_value_with_it():
    said = faults(load, {"TIDEGATE_PORT": "x", "TIDEGATE_HOST": "0.0.0.0", "TIDEGATE_GITHUB_TOKN": "s3cret"})
    assert len(said) == 6
    assert "s3cret" not in "\n".join(said)


def test_variables_of_tests_and_sandbox_are_left_alone():
    assert load(GOOD | {"TIDEGATE_CONVENTION": "/x", "TIDEGATE_SANDBOX_PORT": "1"})


def test_a_deployment_of_atlantis_starts_with_its_own_environment(tmp_path):
    """As its Helm chart sets it, with what Kubernetes adds for a service called `atlantis`."""
    repos, key = tmp_path / "repos.yaml", tmp_path / "token"
    repos.write_text("repos: []\n")
    key.write_text("t0ken\n")
    environ = {
        "PATH": "/usr/bin", "HOME": "/home/atlantis",
        "ATLANTIS_ALLOW_COMMANDS": "version,plan,apply,unlock,cancel",
        "ATLANTIS_ATLANTIS_URL": "https://atlantis.acme.example",
        "ATLANTIS_AUTOMERGE": "true",
        "ATLANTIS_CHECKOUT_STRATEGY": "merge",
        "ATLANTIS_DATA_DIR": "/atlantis-data",
        "ATLANTIS_DEFAULT_TF_VERSION": "v1.11.4",
        "ATLANTIS_EMOJI_REACTION": "eyes",
        "ATLANTIS_GH_TEAM_ALLOWLIST": "developers:plan, devops:*",
        "ATLANTIS_GH_TOKEN_FILE": str(key),
        "ATLANTIS_GH_USER": "acme-bot",
        "ATLANTIS_GH_WEBHOOK_SECRET": "hush",
        "ATLANTIS_HIDE_PREV_PLAN_COMMENTS": "true",
        "ATLANTIS_LOG_LEVEL": "info",
        "ATLANTIS_PARALLEL_POOL_SIZE": "15",
        "ATLANTIS_PORT": "4141",
        "ATLANTIS_PORT_80_TCP": "tcp://10.0.0.7:80",
        "ATLANTIS_REPO_ALLOWLIST": "github.com/acme/*,!github.com/acme/secret",
        "ATLANTIS_REPO_CONFIG": str(repos),
        "ATLANTIS_SERVICE_HOST": "10.0.0.7",
        "ATLANTIS_WEB_BASIC_AUTH": "true",
        "ATLANTIS_WEB_PASSWORD": "p4ss",
        "ATLANTIS_WEB_USERNAME": "ops",
        "ATLANTIS_WRITE_GIT_CREDS": "true",
    }  # fmt: skip
    settings = load(environ)
    assert (settings.host, settings.port, settings.base_url) == ("0.0.0.0", 4141, "https://atlantis.acme.example")
    assert settings.allow_commands == {"version", "plan", "apply", "unlock", "cancel", "explain"}
    assert settings.read_github_token() == "t0ken"
    assert (settings.web_username, settings.parallel, settings.terraform_version) == ("ops", 15, "1.11.4")
    assert settings.repo_config == repos
    assert settings.switches.running.team_allowlist == (("developers", "plan"), ("devops", "*"))
    assert settings.switches.running.checkout == "merge"
    assert settings.switches.merging.auto
    assert [problem.path for problem in warnings(environ)] == ["ATLANTIS_WRITE_GIT_CREDS"]


THEIRS = {"ATLANTIS_GH_TOKEN": "a", "ATLANTIS_GH_WEBHOOK_SECRET": "b", "ATLANTIS_REPO_ALLOWLIST": "*"}


def test_our_variables_beat_those_of_atlantis():
    settings = load(THEIRS | {"ATLANTIS_GH_HOSTNAME": "git.corp", "ATLANTIS_PORT": "1", "TIDEGATE_PORT": "2"})
    assert (settings.github_url, settings.port) == ("https://git.corp", 2)
    assert settings.webhook_secret.get_secret_value() == "b"
    named = THEIRS | {"ATLANTIS_REPO_CONFIG": "/nowhere", "TIDEGATE_REPO_CONFIG_JSON": "{}"}
    assert load(named).repo_config is None


def test_without_a_password_of_its_own_a_deployment_is_reached_from_its_own_machine_only():
    assert load(THEIRS).host == "127.0.0.1"
    said = fault(load, THEIRS | {"ATLANTIS_WEB_BASIC_AUTH": "true"})
    assert "TIDEGATE_WEB_PASSWORD: With TIDEGATE_HOST=0.0.0.0 anybody who reaches the server" in said


def test_a_problem_is_told_of_the_variable_that_was_written():
    assert "ATLANTIS_PORT: `x` is not a whole number." in fault(load, THEIRS | {"ATLANTIS_PORT": "x"})
    said = fault(load, THEIRS | {"ATLANTIS_REPO_CONFIG": "/nowhere"})
    assert "ATLANTIS_REPO_CONFIG: /nowhere cannot be read" in said


def test_a_limit_atlantis_sets_and_we_cannot_keep_stops_the_start():
    said = fault(load, THEIRS | {"ATLANTIS_ENABLE_POLICY_CHECKS": "true"})
    assert "ATLANTIS_ENABLE_POLICY_CHECKS: The setting cannot be taken over, and must not be lost." in said


def test_a_configuration_file_of_atlantis_is_enough(tmp_path):
    file = tmp_path / "config.yaml"
    file.write_text("gh-token: a\ngh-webhook-secret: b\nrepo-allowlist: '*'\ndisable-apply: true\n")
    assert load({"ATLANTIS_CONFIG": str(file)}).switches.running.no_applies


def test_what_kubernetes_sets_for_a_service_of_our_name_is_no_setting():
    assert load(GOOD | {"TIDEGATE_SERVICE_HOST": "10.0.0.7", "TIDEGATE_PORT_4141_TCP_PORT": "4141"})


def test_the_switches_are_those_of_atlantis_unless_told_otherwise():
    assert load(GOOD).switches == Switches()
    switches = load(with_(disable_autoplan="1", parallel_apply="1", automerge="true", emoji_reaction="none")).switches
    assert switches.autoplan.off
    assert switches.running.parallel_apply
    assert switches.merging.auto
    assert switches.saying.reaction is None


def test_every_setting_is_described():
    assert all(setting.variable.startswith("TIDEGATE_") and setting.description.endswith(".") for setting in SETTINGS)
    defaults = {setting.variable: setting.default for setting in SETTINGS}
    assert (defaults["TIDEGATE_DATA_DIR"], defaults["TIDEGATE_UNSAFE_RUNNER"], defaults["TIDEGATE_PORT"]) == (
        "~/.tidegate",
        "0",
        "4141",
    )


def test_settings_are_told_by_name_with_every_value_concealed():
    settings = load(with_(webhook_secret="s3cret", port="4242"))
    seen = []
    said = told(settings, lambda value: seen.append(value) or "concealed")
    assert set(said.values()) == {"concealed"}
    assert {"TIDEGATE_WEBHOOK_SECRET", "TIDEGATE_PORT"} <= said.keys()
    assert {"s3cret", "4242"} <= set(seen)
    assert "TIDEGATE_GITHUB_APP_ID" not in said
