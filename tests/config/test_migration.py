import pytest

from tidegate.config.migration import PLACEHOLDER, environment_of, of_repos, of_repository, of_settings
from tidegate.config.server_settings.atlantis_environment import said_in
from tidegate.config.server_settings.atlantis_variables import UNSET

BASE = {"gh_token": "t0ken", "gh_webhook_secret": "hush", "repo_allowlist": "github.com/acme/*"}


def of(**variables):
    return said_in({f"ATLANTIS_{name.upper()}": value for name, value in (BASE | variables).items()})


def told(**variables):
    """Kind and sentence by what they are about."""
    return {line.what: (line.kind, line.sentence) for line in of_settings(of(**variables))}


@pytest.mark.parametrize(
    ("variables", "what", "line"),
    [
        ({"port": "80"}, "ATLANTIS_PORT", ("taken over", "TIDEGATE_PORT=80")),
        ({}, "ATLANTIS_GH_TOKEN", ("taken over", f"TIDEGATE_GITHUB_TOKEN={PLACEHOLDER}")),
        (
            {"gh_team_allowlist": "a:plan"},
            "ATLANTIS_GH_TEAM_ALLOWLIST",
            ("taken over", "TIDEGATE_TEAM_ALLOWLIST=a:plan. Where there is a tidegate.yaml, its roles hold instead."),
        ),
        ({"language": "en"}, "ATLANTIS_LANGUAGE", ("taken over", "This is what holds here anyway.")),
        ({"web_basic_auth": "false"}, "ATLANTIS_WEB_BASIC_AUTH", ("differs", UNSET["web-basic-auth"])),
        ({"port": "tcp://10.0.0.7:80"}, "ATLANTIS_PORT", ("taken over", "This is what holds here anyway.")),
        ({"enable_policy_checks": "false"}, "ATLANTIS_ENABLE_POLICY_CHECKS", ("taken over", "This is what holds here anyway.")),
        ({"gh_user": "bot"}, "ATLANTIS_GH_USER", ("differs", "The server asks the code host who it is.")),
        (
            {"web_password": "p"},
            "ATLANTIS_WEB_PASSWORD",
            ("differs", "Without ATLANTIS_WEB_BASIC_AUTH it has no effect."),
        ),
        (
            {"repo_whitelist": "*"},
            "ATLANTIS_REPO_WHITELIST",
            ("differs", "ATLANTIS_REPO_ALLOWLIST says it too, and counts."),
        ),
        ({"slack_token": "t"}, "ATLANTIS_SLACK_TOKEN", ("no counterpart", "This version sends nothing to Slack.")),
        (
            {"gh_tokn": "t"},
            "ATLANTIS_GH_TOKN",
            ("no counterpart", "Atlantis has no such setting. Did you mean `ATLANTIS_GH_TOKEN`?"),
        ),
        (
            {"emoji_reaction": "poop"},
            "ATLANTIS_EMOJI_REACTION",
            ("not accepted", "`poop` is none of '+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes' or 'none'. Write one of them."),
        ),
    ],
)  # fmt: skip
def test_each_setting_has_its_line(variables, what, line):
    assert told(**variables)[what] == line


def test_a_limit_that_would_be_lost_is_to_be_settled():
    kind, sentence = told(require_approval="true")["ATLANTIS_REQUIRE_APPROVAL"]
    assert kind == "not accepted"
    assert "Write `apply_requirements`" in sentence


def test_defaults_that_differ_are_told_where_nothing_is_set():
    assert told()["ATLANTIS_PARALLEL_PLAN (not set)"][0] == "differs"
    assert "ATLANTIS_PARALLEL_PLAN (not set)" not in told(parallel_plan="true")


def test_what_the_server_needs_and_atlantis_did_not_is_to_be_settled():
    lines = {line.what: line for line in of_settings(said_in({"ATLANTIS_REPO_ALLOWLIST": "*"}))}
    assert lines["TIDEGATE_WEBHOOK_SECRET"].needs_decision
    assert lines["TIDEGATE_GITHUB_TOKEN"].needs_decision


def test_a_plain_installation_loses_nothing():
    assert not any(line.needs_decision for line in of_settings(of()))


def test_no_secret_is_repeated():
    said = of(web_basic_auth="true", web_password="p4ss", gh_app_key="k3y", api_secret="s3cret", slack_token="xoxb")
    shown = repr((of_settings(said), environment_of(said)))
    assert not [secret for secret in ("t0ken", "hush", "p4ss", "k3y", "s3cret", "xoxb") if secret in shown]


def test_the_environment_to_paste_is_in_the_order_of_the_reference():
    assert environment_of(of(port="80", automerge="true")) == {
        "TIDEGATE_PORT": "80",
        "TIDEGATE_GITHUB_TOKEN": PLACEHOLDER,
        "TIDEGATE_WEBHOOK_SECRET": PLACEHOLDER,
        "TIDEGATE_REPO_ALLOWLIST": "github.com/acme/*",
        "TIDEGATE_AUTOMERGE": "true",
    }


def test_a_server_file_is_counted_and_what_it_loses_is_named():
    text = "repos:\n- id: /.*/\nworkflows: {}\nmetrics:\n  prometheus: {endpoint: /metrics}\n"
    whole, lost = of_repos(text, "repos.yaml")
    assert (whole.kind, whole.sentence) == ("taken over", "1 entry, 0 workflows: read as Atlantis reads them.")
    assert (lost.kind, lost.what) == ("no counterpart", "repos.yaml:4:1: metrics")
    (json,) = of_repos('{"repos": [{"id": "/.*/"}, {"id": "github.com/acme/infra"}]}', "--repo-config-json")
    assert json.sentence.startswith("2 entries,")


def test_a_file_atlantis_would_refuse_is_to_be_settled():
    (line,) = of_repos("repos:\n- idd: /.*/\n  id: /.*/\n", "repos.yaml")
    assert (line.kind, line.what) == ("not accepted", "repos.yaml:2:3: repos[0].idd")
    (line,) = of_repository("version: 3\nprojcts: []\n", "atlantis.yaml")
    assert line.needs_decision


def test_a_repository_file_is_counted():
    (line,) = of_repository("version: 3\nprojects:\n- dir: a\n", "atlantis.yaml")
    assert line.sentence == "1 project, 0 workflows: read as Atlantis reads them."
