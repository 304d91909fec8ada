"""`signals:` of an environment as people write it: where a deployment is watched, and by what."""

from __future__ import annotations

from pydantic import Field

from tidegate.config.governance_file.written_values import Command, Duration, HostAndPort, Url
from tidegate.config.problems import Raw, Text


class SignalRaw(Raw):
    """One of `http`, `tcp`, `command`, `prometheus` and `cloudwatch`, with the keys that go with it."""

    http: Url | None = Field(default=None, description="Address that answers with success while all is well.")
    tcp: HostAndPort | None = Field(default=None, description="Host and port that take connections while all is well.")
    command: Command | None = Field(default=None, description="Command that ends with 0 while all is well.")
    prometheus: Url | None = Field(default=None, description="Address of a Prometheus server; goes with `query`.")
    cloudwatch: Text | None = Field(default=None, description="Namespace of a CloudWatch metric; goes with `metric`.")
    timeout: Duration | None = Field(default=None, description="How long one probe may take.")
    interval: Duration | None = Field(default=None, description="How far apart probes are.")
    query: Text | None = Field(default=None, description="What Prometheus is asked for.")
    metric: Text | None = Field(default=None, description="Name of the CloudWatch metric.")
    statistic: Text | None = Field(default=None, description="How CloudWatch sums it up: `Sum`, `Average`, `p99`.")
    dimensions: dict[str, Text] = Field(default={}, description="Dimensions of the CloudWatch metric.")
    region: Text | None = Field(default=None, description="AWS region of the CloudWatch metric.")
    period: Duration | None = Field(default=None, description="How long a point of the CloudWatch metric is.")


class SignalsRaw(Raw):
    health: SignalRaw | None = Field(default=None, description="What `health_check_failure` reads.")
    error_rate: SignalRaw | None = Field(default=None, description="What `error_rate_increase` reads.")
