from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from tidegate.config.governance_file import written_values as values


def read(kind, value):
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        (values.Amount, "99.50", Decimal("99.50")),
        (values.Reached, 80, Decimal(80)),
        (values.Duration, "60m", 3600),
        (values.Duration, "366d", values.LONGEST),
        (values.SessionDuration, "15 minutes", 900),
        (values.Failures, "3 consecutive failures", 3),
        (values.OfBaseline, "200% of baseline", Decimal(200)),
        (values.Increase, "50% increase", Decimal(50)),
        (values.Url, "https://grafana.example/d/redis", "https://grafana.example/d/redis"),
        (values.HostAndPort, "[::1]:6379", "[::1]:6379"),
        (values.Channel, "#infra-review", "#infra-review"),
        (values.Channel, "#인프라", "#인프라"),
        (values.Mention, "@devops-team", "@devops-team"),
        (values.Word, "운영", "운영"),
        (values.RepositoryGlob, "environments/{prod,production}/**", "environments/{prod,production}/**"),
        (values.Command, "./scripts/load-test.sh staging", "./scripts/load-test.sh staging"),
    ],
)
def test_a_value_is_read(kind, value, found):
    assert read(kind, value) == found


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (values.Amount, -1, "less than 0"),
        (values.Amount, True, "A number is expected"),
        (values.Budget, 0, "reached at once"),
        (values.Reached, 0, "not a part of the budget"),
        (values.AboveBaseline, 100, "no increase"),
        (values.Duration, "367d", "not a time"),
        (values.Duration, 30, "`30` is not a time"),
        (values.Duration, True, "`true` is not a time"),
        (values.SessionDuration, "13h", "between 15 minutes and 12 hours"),
        (values.Failures, "0 consecutive failures", "not a number of failures"),
        (values.OfBaseline, "100% of baseline", "above 100%"),
        (values.Increase, "0% increase", "not an increase"),
        (values.Url, "http://", "not the address of a page"),
        (values.Url, "javascript:alert(1)", "not the address of a page"),
        (values.Url, "http://[::1", "not the address of a page"),
        (values.HostAndPort, "db:70000", "not a host with a port"),
        (values.Channel, "#Infra Review", "not the name of a channel"),
        (values.Mention, "devops", "nobody's name in chat"),
        (values.Word, "--prod", "not one word"),
        (values.RepositoryGlob, "/environments/**", "not relative to the repository"),
        (values.Command, "  ", "no command here"),
    ],
)  # fmt: skip
def test_what_is_no_such_value_is_refused(kind, value, said):
    with pytest.raises(ValidationError, match="(?s)" + said.replace("(", r"\(")):
        read(kind, value)
