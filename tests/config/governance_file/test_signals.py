import pytest

from support.faults import fault, faults
from tidegate.config.governance_file.governance import read_governance


def read(signals):
    return read_governance(f"environments: {{prod: {{signals: {signals}}}}}", "here").environments["prod"]


@pytest.mark.parametrize(
    "signal",
    [
        '{http: "https://x.example/healthz", timeout: 3s, interval: 30s}',
        '{tcp: "db:5432"}',
        "{command: ./scripts/health.sh prod}",
        '{prometheus: "http://prom:9090", query: "sum(rate(errors[5m]))"}',
        "{cloudwatch: AWS/ELB, metric: HTTPCode_5XX, statistic: Sum, period: 1m, dimensions: {A: b}, region: eu-west-1}",
    ],
)
def test_every_kind_of_signal_is_read_and_watched_for_an_hour(signal):
    assert read(f"{{health: {signal}}}").watch_for == 3600


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        ("{}", "The signal does not say where to look."),
        ('{tcp: "db:5432", query: up}', "`query` says nothing of `tcp`. With `tcp` go `interval`, `timeout`."),
        ("{cloudwatch: AWS/RDS}", "`cloudwatch` goes with `metric`, which is missing."),
    ],
)
def test_a_signal_that_cannot_be_is_named(signal, said):
    assert said in fault(read, f"{{error_rate: {signal}}}")


def test_what_goes_with_neither_kind_is_told_of_the_first():
    told = faults(read, '{health: {tcp: "db:5432", command: ./x.sh, metric: m}}')
    assert [line.split("`")[1] for line in told] == ["tcp", "metric"]
