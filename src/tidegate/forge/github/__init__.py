"""GitHub: webhooks, pull requests, comments, statuses, teams."""

from tidegate.forge.github.client import Patience
from tidegate.forge.github.forge import GitHub, github_with_app, github_with_token
from tidegate.forge.github.webhook import GitHubWebhooks

__all__ = ["GitHub", "GitHubWebhooks", "Patience", "github_with_app", "github_with_token"]
