"""Every setting of an Atlantis server and what becomes of it here: the one table that start-up and migration read.

A setting is named as its flag; `--gh-token` is also ATLANTIS_GH_TOKEN and the key `gh-token` of a configuration file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

YES = frozenset({"true", "1", "t", "yes", "on"})
NO = frozenset({"false", "0", "f", "no", "off"})
MOST_PARALLEL = 256


class TakenOver(NamedTuple):
    """It becomes a setting of ours.

    Attributes:
        setting: Field of `ServerSettings`.
        read: Atlantis's value to ours; empty when there is nothing to take over.
        remark: How the meaning differs, if it does.
        only_with: Atlantis looks at it only where this flag is on.
        default: What holds where `only_with` is on and this is not set.
    """

    flag: str
    setting: str
    read: Callable[[str], str] = str
    remark: str = ""
    only_with: str = ""
    default: str = ""


class Differs(NamedTuple):
    """There is nothing to set: what it is for works otherwise here."""

    flag: str
    how: str


class Missing(NamedTuple):
    """It has no counterpart.

    Attributes:
        instead: What to do.
        harmless: Values, besides no, that ask for what holds here anyway.
    """

    flag: str
    instead: str
    harmless: frozenset[str] = frozenset()


class Refused(NamedTuple):
    """It narrows who may do what; a server that would ignore it must not start."""

    flag: str
    why: str


Row = TakenOver | Differs | Missing | Refused


def variable(flag: str) -> str:
    """The environment variable of a flag."""
    return "ATLANTIS_" + flag.upper().replace("-", "_")


def _commands(value: str) -> str:
    """Without `policy_check`, which nobody can comment, and with `explain`, which changes nothing."""
    words = [word.strip() for word in value.split(",")]
    return ",".join([*(word for word in words if word.lower() not in ("policy_check", "")), "explain"])


def _everywhere(value: str) -> str:
    """Atlantis listens on every address; we do where somebody is asked for a password."""
    return "0.0.0.0" if value.lower() in YES else ""  # noqa: S104  what Atlantis does


def _port(value: str) -> str:
    """Kubernetes sets ATLANTIS_PORT to a URL where a service is called `atlantis`."""
    return "" if value.startswith("tcp://") else value


def _pool(value: str) -> str:
    return str(min(int(value), MOST_PARALLEL)) if value.isascii() and value.isdigit() else value


_OTHER_FORGES = "This version serves GitHub and GitHub Enterprise Server only: leave these repositories to Atlantis."
_REDIS = "Locks lie in Tidegate's own database: SQLite, or PostgreSQL with TIDEGATE_DATABASE_URL."
_OWN_LOGIN = "The server asks the code host who it is."
_CLOUD = (
    "Declare TF_TOKEN_app_terraform_io in `credentials.plan.env` of the environments of tidegate.yaml that need it."
)
_LATER_DRIFT = "This version looks for no drift: run a plan on a schedule of your own, or keep Atlantis for it."
_TEXTS = "Comments have one form, which is not configurable."
_NO_POLICIES = "This version checks no policies, so applies would go on without them."
_REQUIREMENTS = "Write `apply_requirements` for the repositories in repos.yaml (TIDEGATE_REPO_CONFIG), then remove it."
_CACHE = (
    "There is no shared plugin cache: Terraform's own breaks when inits run side by side. Name a folder of unpacked "
    "providers in the CLI configuration (`filesystem_mirror`, TIDEGATE_TERRAFORM_CLI_CONFIG)."
)
_DOWNLOADS = (
    "Nothing is downloaded unless TIDEGATE_TERRAFORM_RELEASES_URL and TIDEGATE_TERRAFORM_RELEASES_KEY_FILE are set."
)

_EXPOSURE = (
    "Atlantis listens on every address without asking for a password. Tidegate listens on 127.0.0.1 only: behind a "
    "proxy on this machine that is enough; otherwise set TIDEGATE_HOST, TIDEGATE_WEB_USERNAME and "
    "TIDEGATE_WEB_PASSWORD."
)

ROWS: tuple[Row, ...] = (
    # Listening, and the pages.
    TakenOver("port", "port", _port),
    TakenOver("atlantis-url", "public_url"),
    TakenOver("ssl-cert-file", "ssl_cert_file"),
    TakenOver("ssl-key-file", "ssl_key_file"),
    TakenOver(
        "web-basic-auth", "host", _everywhere, "With a password the server listens on every address, as Atlantis."
    ),
    TakenOver("web-username", "web_username", only_with="web-basic-auth", default="atlantis"),
    TakenOver("web-password", "web_password", only_with="web-basic-auth"),
    Differs("websocket-check-origin", "Live logs need no websockets."),
    Missing("api-secret", "This version has no `/api` endpoints: use comments."),
    Missing("enable-profiling-api", "There are no profiling endpoints."),
    # What is kept.
    TakenOver(
        "data-dir", "data_dir", remark="Tidegate's files lie beside Atlantis's; locks and plans are not taken over."
    ),
    Missing("locking-db-type", _REDIS, frozenset({"boltdb"})),
    *(
        Differs(f"redis-{name}", _REDIS)
        for name in (
            "cluster-addresses",
            "db",
            "host",
            "insecure-skip-verify",
            "password",
            "port",
            "tls-enabled",
            "username",
        )
    ),
    Missing("share-plan-dir", "Plans are kept encrypted in the data folder; give the server a disk that outlives it."),
    Missing(
        "enable-external-stores",
        "Plans are kept encrypted in the data folder; give the server a disk that outlives it.",
    ),
    # The code host.
    TakenOver("gh-hostname", "github_url"),
    TakenOver("gh-token", "github_token"),
    TakenOver("gh-token-file", "github_token_file"),
    TakenOver("gh-app-id", "github_app_id"),
    TakenOver("gh-app-key", "github_app_private_key"),
    TakenOver("gh-app-key-file", "github_app_private_key_file"),
    TakenOver("gh-webhook-secret", "webhook_secret"),
    Differs("gh-app-installation-id", "The App's installation is looked up for each repository."),
    Differs("gh-app-slug", _OWN_LOGIN),
    Differs("gh-user", _OWN_LOGIN),
    Differs("gh-org", "It is only needed to make an App; see the guide to installing."),
    Missing("write-git-creds", "Declare what private modules need in `credentials.plan.env` of tidegate.yaml."),
    *(
        Missing(f"{forge}-{name}", _OTHER_FORGES)
        for forge, names in (
            ("azuredevops", ("hostname", "token", "user", "webhook-password", "webhook-user")),
            ("bitbucket", ("api-user", "base-url", "token", "user", "webhook-secret")),
            ("gitea", ("base-url", "page-size", "token", "user", "webhook-secret")),
            ("gitlab", ("hostname", "status-retry-enabled", "token", "user", "webhook-secret")),
        )
        for name in names
    ),
    # Which repositories, and their rules.
    TakenOver("repo-whitelist", "repo_allowlist"),
    TakenOver("repo-allowlist", "repo_allowlist"),
    TakenOver("repo-config", "repo_config"),
    TakenOver("repo-config-json", "repo_config_json"),
    Missing("allow-repo-config", "Write `allowed_overrides` and `allow_custom_workflows` in repos.yaml."),
    Missing("disable-repo-locking", "Write `repo_locks: {mode: disabled}` for the repositories in repos.yaml."),
    Refused("require-approval", f"It asked for an approval before every apply. {_REQUIREMENTS}"),
    Refused("require-mergeable", f"It asked for mergeable changes before every apply. {_REQUIREMENTS}"),
    Differs("skip-clone-no-changes", "Changed files are asked of the code host first; a clone is fetched once."),
    # Comments.
    TakenOver("executable-name", "executable_name"),
    TakenOver("allow-commands", "allow_commands", _commands, "`explain`, which changes nothing, may always be given."),
    TakenOver("blocked-extra-args", "blocked_extra_args"),
    TakenOver("var-file-allowlist", "var_file_allowlist"),
    TakenOver("enable-regexp-cmd", "enable_regexp_cmd"),
    # Planning by itself.
    TakenOver("disable-autoplan", "disable_autoplan"),
    TakenOver("disable-autoplan-label", "disable_autoplan_label"),
    TakenOver("allow-draft-prs", "allow_draft_prs"),
    TakenOver("autoplan-file-list", "autoplan_file_list"),
    TakenOver("autoplan-modules", "autoplan_modules"),
    TakenOver("autoplan-modules-from-projects", "autoplan_modules_from_projects"),
    TakenOver("autodiscover-mode", "autodiscover_mode"),
    TakenOver("restrict-file-list", "restrict_file_list"),
    Missing("include-git-untracked-files", "Files that hooks make are seen by plans, and do not choose projects."),
    # Planning and applying.
    TakenOver("checkout-strategy", "checkout_strategy"),
    Differs("checkout-depth", "One mirror a repository holds all of its history; only new objects are fetched."),
    TakenOver("parallel-plan", "parallel_plan"),
    TakenOver("parallel-apply", "parallel_apply"),
    TakenOver(
        "parallel-pool-size", "parallel", _pool, "Atlantis counts for each command, Tidegate for the whole server."
    ),
    TakenOver("fail-on-pre-workflow-hook-error", "fail_on_pre_workflow_hook_error"),
    TakenOver("disable-apply", "disable_apply"),
    TakenOver("disable-apply-all", "disable_apply_all"),
    TakenOver("disable-unlock-label", "disable_unlock_label"),
    TakenOver("allow-fork-prs", "allow_fork_prs"),
    TakenOver("gh-team-allowlist", "team_allowlist", remark="Where there is a tidegate.yaml, its roles hold instead."),
    Refused("gitlab-group-allowlist", f"It says which groups may give which command. {_OTHER_FORGES}"),
    Missing("disable-global-apply-lock", "The pages always show how to stop all applies."),
    Refused("enable-policy-checks", f"{_NO_POLICIES} Set it to false to accept that, or keep Atlantis for now."),
    Differs("quiet-policy-checks", "This version checks no policies."),
    # Merging.
    TakenOver("automerge", "automerge"),
    TakenOver("automerge-method", "automerge_method"),
    TakenOver("disable-automerge-label", "disable_automerge_label"),
    TakenOver("discard-approval-on-plan", "discard_approval_on_plan"),
    Differs("gh-allow-mergeable-bypass-apply", "The server's own statuses never make a change unmergeable."),
    TakenOver("ignore-vcs-status-names", "ignore_vcs_status_names", only_with="gh-allow-mergeable-bypass-apply"),
    # What is said on a change.
    TakenOver("vcs-status-name", "status_name"),
    TakenOver("emoji-reaction", "emoji_reaction"),
    TakenOver("silence-no-projects", "silence_no_projects"),
    TakenOver("silence-fork-pr-errors", "silence_fork_pr_errors"),
    TakenOver("silence-whitelist-errors", "silence_allowlist_errors"),
    TakenOver("silence-allowlist-errors", "silence_allowlist_errors"),
    TakenOver("silence-vcs-status-no-plans", "silence_vcs_status_no_plans"),
    TakenOver("silence-vcs-status-no-projects", "silence_vcs_status_no_projects"),
    TakenOver("hide-unchanged-plan-comments", "hide_unchanged_plan_comments"),
    TakenOver("pending-apply-status", "pending_apply_status"),
    Differs("hide-prev-plan-comments", "A command has one comment, edited as its projects finish."),
    Differs("max-comments-per-command", _TEXTS),
    Differs("disable-markdown-folding", _TEXTS),
    Differs("enable-diff-markdown-format", _TEXTS),
    Missing("markdown-template-overrides-dir", _TEXTS),
    Missing("language", "This version speaks English on changes.", frozenset({"en"})),
    Missing("language-config-file", "This version speaks English on changes."),
    # Terraform.
    TakenOver("tf-distribution", "terraform_distribution"),
    TakenOver("default-tf-distribution", "terraform_distribution"),
    TakenOver("default-tf-version", "terraform_version"),
    Differs("use-tf-plugin-cache", _CACHE),
    Missing("tf-download", _DOWNLOADS),
    Missing("tf-download-url", f"{_DOWNLOADS} The key is what the release server signs checksums with."),
    Missing("tfe-token", _CLOUD),
    Missing("tfe-hostname", _CLOUD),
    Missing("tfe-local-execution-mode", _CLOUD),
    # Around it.
    Differs("config", "The file is read, as Atlantis does; variables beat what it says."),
    Differs("log-level", "One line an event on standard error, whatever the level."),
    Missing("stats-namespace", "This version emits no metrics."),
    Missing("slack-token", "This version sends nothing to Slack."),
    Missing("webhook-http-headers", "This version sends no webhooks."),
    Missing("enable-drift-detection", _LATER_DRIFT),
    Missing("enable-drift-remediation", _LATER_DRIFT),
)

BY_FLAG = {row.flag: row for row in ROWS}

#: What to know of settings that are not set: Atlantis's default is another one than ours.
UNSET = {
    "web-basic-auth": _EXPOSURE,
    "atlantis-url": "Links lead to the address it listens on; set TIDEGATE_PUBLIC_URL to where people reach it.",
    "data-dir": "Tidegate keeps its own folder, `~/.tidegate`.",
    "parallel-plan": "Projects are planned side by side; TIDEGATE_PARALLEL_PLAN=0 plans one after the other.",
    "parallel-pool-size": "Four projects are worked on at once, on the whole server; TIDEGATE_PARALLEL changes that.",
    "emoji-reaction": "Commands are answered with 👀; TIDEGATE_EMOJI_REACTION=none turns that off.",
    "use-tf-plugin-cache": _CACHE,
    "tf-download": _DOWNLOADS,
}
