"""What a security group lets through to or from the whole world, however its rules are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from typing import TypeAlias

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side
from tidegate.core.plans.differences import SENSITIVE

Ports: TypeAlias = tuple[int, int]

GROUPS = ("aws_security_group", "aws_default_security_group")
_RANGES = ("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6")
_PROTOCOLS = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": "-1"}
WITH_PORTS = ("tcp", "udp")
ALL: Ports = (0, 65535)
NOT_KNOWN: Ports = (-1, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Flaw):
    """A rule that names the world.

    Attributes:
        protocol: `tcp`, `udp`, `icmp`, `-1` for all, or the number of another; empty when not known.
        ports: First and last, both included; all of them for protocols without ports, none when not known.
        world: The ranges of no length it names: `0.0.0.0/0`, `::/0`; empty when not known.
    """

    protocol: str
    ports: Ports
    world: frozenset[str]

    def covers(self, other: Flaw) -> bool:
        """A narrowed opening is nothing new."""
        if not isinstance(other, Opening) or not (self.is_sure and other.is_sure):
            return False
        return (
            self.protocol in ("-1", other.protocol)
            and self.ports[0] <= other.ports[0]
            and other.ports[1] <= self.ports[1]
            and other.world <= self.world
        )


def openings(side: Side, direction: str, text: Callable[[str, str], str]) -> Iterator[Opening]:
    """The rules of one direction, `ingress` or `egress`, that name the world or may.

    `text` makes the sentence from what is let through ("port 22 (tcp)") and for whom ("0.0.0.0/0").
    """
    for rule in _rules(side, direction):
        world = frozenset(each for name in _RANGES for each in _ranges(rule, name) if _is_world(each))
        is_later = any(rule.is_later(name) for name in _RANGES)
        if world or is_later:
            yield _opening(rule, world, text)


def may_be_later(side: Side, direction: str) -> bool:
    """Whether a group's own rules of a direction are written, and known only after apply as a whole."""
    return side.type in GROUPS and not side.blocks(direction) and side.is_later(direction) and side.written is not None


def _rules(side: Side, direction: str) -> tuple[Side, ...]:
    if side.type in GROUPS:
        return side.blocks(direction)
    if side.type == "aws_security_group_rule" and side.value("type") == direction:
        return (side,)
    return (side,) if side.type == f"aws_vpc_security_group_{direction}_rule" else ()


def _ranges(rule: Side, name: str) -> tuple[str, ...]:
    value = rule.value(name)
    values = value if isinstance(value, list) else [value]
    return tuple(each for each in values if isinstance(each, str))


def _is_world(cidr: str) -> bool:
    try:
        return ip_network(cidr, strict=False).prefixlen == 0
    except ValueError:
        return False


def _opening(rule: Side, world: frozenset[str], text: Callable[[str, str], str]) -> Opening:
    protocol = _protocol(rule)
    ports = _ports(rule, protocol)
    who = " and ".join(sorted(world)) or "addresses known only after apply"
    secret_who = world and any(rule.is_sensitive(name) for name in _RANGES)
    return Opening(
        text=text(_what(rule, protocol, ports), SENSITIVE if secret_who else who),
        key=f"{protocol} {ports} {who}",
        is_sure=bool(world) and ports != NOT_KNOWN and bool(protocol),
        protocol=protocol,
        ports=ports,
        world=world,
    )


def _protocol(rule: Side) -> str:
    name = "ip_protocol" if "ip_protocol" in rule.values or rule.is_later("ip_protocol") else "protocol"
    word = str(rule.value(name) or "").lower()
    return _PROTOCOLS.get(word, word)


def _ports(rule: Side, protocol: str) -> Ports:
    if protocol and protocol not in WITH_PORTS:
        return ALL
    if rule.is_later("from_port") or rule.is_later("to_port"):
        return NOT_KNOWN
    low, high = rule.value("from_port"), rule.value("to_port")
    if not isinstance(low, int) or not isinstance(high, int) or low < 0:
        return ALL  # AWS takes a rule without ports, or with -1, as one of all ports.
    return low, high


def _what(rule: Side, protocol: str, ports: Ports) -> str:
    if any(rule.is_sensitive(name) for name in ("protocol", "ip_protocol", "from_port", "to_port")):
        return f"traffic {SENSITIVE}"
    if protocol == "-1":
        return "all traffic"
    if not protocol or ports == NOT_KNOWN:
        return "traffic on ports known only after apply"
    if protocol not in WITH_PORTS:
        return f"protocol {protocol}"
    low, high = ports
    return f"port {low} ({protocol})" if low == high else f"ports {low}-{high} ({protocol})"
