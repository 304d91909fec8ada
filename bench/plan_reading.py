"""What it costs to read, digest, redact and price a plan of 10,000 resources, against `json.loads` of the same file.

Each in a process of its own, for its seconds and its peak of memory; and what a tenth of the plan costs, where linear
growth is ten times. Time is the processor's: `python bench/plan_reading.py`.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

LARGE, SMALL = 10_000, 1_000
RUNS = 3
GOAL = 2.5
ACTIONS = (["no-op"], ["create"], ["update"], ["delete"], ["delete", "create"])
WEIGHTS = (45, 30, 15, 5, 5)
TEAMS = 40
TYPES = {
    "aws_instance": 30,
    "aws_security_group": 20,
    "aws_iam_policy": 15,
    "aws_s3_bucket": 10,
    "aws_route53_record": 10,
    "aws_db_instance": 5,
    "aws_lb": 5,
    "aws_lambda_function": 5,
}
RULE = {"from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"], "self": False}


def attributes(kind: str, number: int) -> dict[str, Any]:
    """About what the provider says of a resource of the type."""
    tags = {"Name": f"{kind}-{number}", "Service": "checkout", "Purpose": "figures", "CostCenter": f"{number % 90}"}
    common = {"id": f"{number:017x}", "arn": f"arn:aws:x:ap-northeast-2:123456789012:{kind}/{number:017x}"}
    own = {
        "aws_instance": {
            "ami": "ami-0ff8a91507f77f867",
            "instance_type": ("t3.micro", "m5.large", "c5.xlarge")[number % 3],
            "availability_zone": "ap-northeast-2a",
            "subnet_id": f"subnet-{number % 50:017x}",
            "vpc_security_group_ids": [f"sg-{number % 70:017x}", f"sg-{number % 31:017x}"],
            "metadata_options": [{"http_endpoint": "enabled", "http_tokens": "required"}],
            "root_block_device": [{"volume_size": 40, "volume_type": "gp3", "encrypted": True, "iops": 3000}],
            "ebs_block_device": [{"device_name": f"/dev/sd{x}", "volume_size": 100} for x in "fgh"],
            "user_data": "#!/bin/sh\nexec /opt/start --with everything\n" * 6,
            **{f"setting_{each}": None for each in range(25)},
        },
        "aws_security_group": {
            "name": f"group-{number}",
            "vpc_id": "vpc-1b20b966",
            "ingress": [{**RULE, "from_port": 1000 + each, "description": f"rule {each}"} for each in range(6)],
            "egress": [RULE],
        },
        "aws_iam_policy": {
            "name": f"policy-{number}",
            "policy": json.dumps(
                {"Statement": [{"Action": f"s3:{n}", "Resource": f"arn:aws:s3:::b-{n}/*"} for n in range(20)]}
            ),
        },
        "aws_db_instance": {
            "identifier": f"db-{number}",
            "engine": "mysql",
            "instance_class": "db.t3.micro",
            "allocated_storage": 20,
            "storage_type": "gp2",
            "username": "admin",
            "password": f"secret-{number:08x}",
            **{f"setting_{each}": "" for each in range(40)},
        },
    }
    plain = {"name": f"name-{number}", **{f"setting_{each}": [f"value {number}", each, True] for each in range(20)}}
    return {**common, "tags": tags, "tags_all": tags, "region": "ap-northeast-2", **own.get(kind, plain)}


def entry(number: int, dice: random.Random) -> dict[str, Any]:
    kind = dice.choices(tuple(TYPES), tuple(TYPES.values()))[0]
    action = dice.choices(ACTIONS, WEIGHTS)[0]
    before = None if action == ["create"] else attributes(kind, number)
    after = None if action == ["delete"] else attributes(kind, number)
    if before and after and action != ["no-op"]:
        after["tags"] = after["tags_all"] = {**after["tags"], "Purpose": "other"}
        after["setting_1"] = "new"
    unknown = {"id": True, "arn": True, "tags": {}, "tags_all": {}} if action == ["create"] else {"tags": {}}
    if after and action == ["create"]:
        del after["id"], after["arn"]
    mask = {"password": True, "tags": {}, "tags_all": {}} if kind == "aws_db_instance" else {"tags": {}, "tags_all": {}}
    module, name = f'module.team["{number % TEAMS}"]', f"this_{number}"
    return {
        "address": f"{module}.{kind}.{name}",
        "module_address": module,
        "mode": "managed",
        "type": kind,
        "name": name,
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {
            "actions": action,
            "before": before,
            "after": after,
            "after_unknown": unknown if after else {},
            "before_sensitive": mask if before else False,
            "after_sensitive": mask if after else False,
        },
    }


def document(count: int) -> dict[str, Any]:
    """A plan as `terraform show -json` prints it."""
    dice = random.Random(count)
    entries = [entry(number, dice) for number in range(count)]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"child_modules": list(modules(entries, "after"))}},
        "resource_changes": entries,
        "output_changes": {},
        "prior_state": {"values": {"root_module": {"child_modules": list(modules(entries, "before"))}}},
        "configuration": configuration(entries),
        "timestamp": "2026-11-01T00:00:00Z",
    }


def modules(entries: list[dict[str, Any]], side: str) -> Iterator[dict[str, Any]]:
    for team in range(TEAMS):
        address = f'module.team["{team}"]'
        there = [each for each in entries if each["module_address"] == address and each["change"][side]]
        yield {
            "address": address,
            "resources": [
                {
                    **{key: each[key] for key in ("address", "mode", "type", "name", "provider_name")},
                    "schema_version": 1,
                    "values": each["change"][side],
                    "sensitive_values": each["change"][f"{side}_sensitive"],
                }
                for each in there
            ],
        }


def configuration(entries: list[dict[str, Any]]) -> dict[str, Any]:
    resources = [
        {
            "address": f"{each['type']}.{each['name']}",
            "mode": "managed",
            "type": each["type"],
            "name": each["name"],
            "provider_config_key": "aws",
            "expressions": {
                "tags": {"references": ["local.tags", "var.service"]},
                "vpc_security_group_ids": {"references": ["aws_security_group.this.id", "aws_security_group.this"]},
                "instance_type": {"constant_value": "t3.micro"},
            },
            "schema_version": 1,
        }
        for each in entries
    ]
    region = {"name": "aws", "expressions": {"region": {"constant_value": "ap-northeast-2"}}}
    call = {"source": "./team", "module": {"resources": resources}, "for_each_expression": {}}
    return {"provider_config": {"aws": region}, "root_module": {"module_calls": {"team": call}}}


def examined(show_json: Mapping[str, Any]) -> None:
    """All that becomes of a plan on the server, before anything is stored."""
    from tidegate.core.plans.digest import DigestInputs, digest
    from tidegate.core.plans.read import read
    from tidegate.core.plans.secrets import sensitive_values
    from tidegate.cost.catalog.engine import Catalog
    from tidegate.ports.cost import CostQuestion

    read(show_json, sensitive_values(show_json))
    inputs = DigestInputs(show_json=show_json, lock_file="", workspace="default", comment_args=(), steps=("plan",))
    digest(b"k" * 32, inputs)
    asyncio.run(Catalog().estimate(CostQuestion(plan=show_json)))


def measured(work: str, file: Path) -> None:
    """In a process of its own: print the processor's seconds and the peak of memory in MB."""
    if work == "examined":
        examined(document(1))  # What is imported and read once a server's life is there before the clock starts.
    text = file.read_bytes()
    began = time.process_time()
    show_json = json.loads(text)
    if work == "examined":
        examined(show_json)
    seconds = time.process_time() - began
    peak = next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    print(seconds, int(peak) / 1024)


def measure(work: str, file: Path) -> tuple[float, float]:
    """The best of some runs."""
    line = [sys.executable, __file__, work, str(file)]
    printed = [subprocess.run(line, check=True, capture_output=True, text=True).stdout.split() for _ in range(RUNS)]
    return min((float(seconds), float(peak)) for seconds, peak in printed)


def write(count: int, file: Path) -> None:
    file.write_text(json.dumps(document(count), separators=(",", ":")))


def main() -> None:
    taken = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in (SMALL, LARGE):
            file = Path(folder, f"{count}.json")
            write(count, file)
            loaded, examined_ = measure("loaded", file), measure("examined", file)
            taken[count] = examined_[0]
            print(
                f"{count:,} resources, {file.stat().st_size / 1e6:.0f} MB: {examined_[0]:.2f} s, "
                f"{examined_[0] / loaded[0]:.2f} times json.loads alone, the goal is {GOAL}; "
                f"{examined_[1]:.0f} MB of memory, {examined_[1] / loaded[1]:.2f} times"
            )
    print(f"ten times the resources take {taken[LARGE] / taken[SMALL]:.1f} times as long")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measured(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
