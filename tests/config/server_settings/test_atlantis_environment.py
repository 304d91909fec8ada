import pytest

from support.faults import fault
from tidegate.config.server_settings.atlantis_environment import (
    Said,
    close_to,
    config_of,
    read_config,
    refusals_in,
    said_in,
    settings_in,
    warnings_in,
)


def of(**variables):
    return said_in({f"ATLANTIS_{name.upper()}": value for name, value in variables.items()})


def taken(**variables):
    return {field: said.value for field, said in settings_in(of(**variables)).items()}


def lines(problems):
    return [f"{problem.path}: {problem.message} {problem.suggestion}" for problem in problems]


def test_a_value_knows_the_variable_it_comes_from():
    assert settings_in(of(gh_token="t")) == {"github_token": Said(value="t", by="ATLANTIS_GH_TOKEN")}


def test_empty_variables_and_those_kubernetes_makes_of_services_say_nothing():
    environ = {
        "ATLANTIS_GH_TOKEN": "",
        "ATLANTIS_SERVICE_HOST": "10.0.0.7",
        "ATLANTIS_PORT_80_TCP_ADDR": "10.0.0.7",
        "ATLANTIS_PORT": "tcp://10.0.0.7:80",
    }
    said = said_in(environ)
    assert settings_in(said) == {}
    assert list(warnings_in(said)) == []


def test_a_password_counts_where_atlantis_asks_for_it():
    assert taken(web_username="u", web_password="p") == {}
    assert taken(web_basic_auth="false", web_password="p") == {}
    assert taken(web_basic_auth="true", web_password="p") == {
        "host": "0.0.0.0",
        "web_username": "atlantis",
        "web_password": "p",
    }


def test_names_of_other_servers_count_only_where_atlantis_ignores_them():
    assert taken(ignore_vcs_status_names="other") == {}
    given = taken(ignore_vcs_status_names="other", gh_allow_mergeable_bypass_apply="true")
    assert given == {"ignore_vcs_status_names": "other"}


def test_the_newer_name_of_a_flag_wins():
    assert taken(repo_whitelist="*", repo_allowlist="github.com/acme/*") == {"repo_allowlist": "github.com/acme/*"}
    assert taken(tf_distribution="opentofu") == {"terraform_distribution": "opentofu"}


@pytest.mark.parametrize("name", ["gitlab_group_allowlist", "enable_policy_checks", "require_approval"])
def test_a_limit_that_would_be_lost_is_refused(name):
    (line,) = lines(refusals_in(of(**{name: "true"})))
    assert line.startswith(f"ATLANTIS_{name.upper()}: The setting cannot be taken over, and must not be lost.")


def test_a_limit_that_is_switched_off_is_no_loss():
    assert not list(refusals_in(of(enable_policy_checks="false", gh_team_allowlist="a:plan")))


def test_what_has_no_counterpart_or_is_unknown_is_told():
    said = lines(warnings_in(of(slack_token="t", gh_tokn="t", language="en", tf_download="false", log_level="debug")))
    assert said == [
        "ATLANTIS_SLACK_TOKEN: The setting has no counterpart. This version sends nothing to Slack.",
        "ATLANTIS_GH_TOKN: Atlantis has no such setting. Did you mean `ATLANTIS_GH_TOKEN`?",
    ]
    assert close_to("something-else-altogether") == ""


def test_the_configuration_file_is_read_and_variables_beat_it(tmp_path):
    file = tmp_path / "atlantis.yaml"
    file.write_text("gh-token: of the file\nautomerge: true\nport: 80\nrepo-config: ''\n")
    environ = {"ATLANTIS_CONFIG": str(file), "ATLANTIS_PORT": "8080"}
    said = said_in(environ, config_of(environ))
    assert {field: found.value for field, found in settings_in(said).items()} == {
        "port": "8080",
        "github_token": "of the file",
        "automerge": "true",
    }
    assert said["automerge"].by == f"{file}: automerge"
    assert config_of({}) == {}


def test_a_configuration_file_that_cannot_be_read_is_told(tmp_path):
    said = fault(config_of, {"ATLANTIS_CONFIG": str(tmp_path / "none")})
    assert said.endswith(f"ATLANTIS_CONFIG: {tmp_path}/none cannot be read: No such file or directory.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- gh-token: x", "This is not a mapping of flags."),
        ("gh-token: [a, b]", "A single value is expected here. Write a list as `a,b`."),
    ],
)
def test_a_configuration_file_is_a_mapping_of_single_values(text, said):
    assert said in fault(read_config, text, "f")
