"""How long it takes to look at the code behind a plan, as a ratio to reading the plan's JSON, which has to be done.

A project of 500 files with 1,000 resources, every tenth with a template behind an unknown value: seen for the first
time, seen again (most files are the same from plan to plan), and the digest itself; a tenth of it shows the growth.
Time is the processor's, so that company on the machine does not count: `python bench/digest.py`.
"""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.processor import spent
from support.stages import stage_run
from tidegate.core.plans.digest import digest
from tidegate.core.projects.model import Workflow
from tidegate.flows.planning.code import look
from tidegate.flows.planning.stage import digest_inputs
from tidegate.hcl import tokens
from tidegate.terraform.binary import Binaries
from tidegate.terraform.local import LocalTerraform

FILES, RESOURCES = 500, 1_000
BLOCK = """
# Number {n}.
resource "aws_instance" "web{n}" {{
  ami           = "ami-0123456789"
  instance_type = var.sizes["web"]
  subnet_id     = aws_subnet.private[{n} % 3].id
  tags = merge(local.tags, {{
    Name = "web-${{var.environment}}-{n}"
    Role = "web"
  }})
  user_data = {data}
}}
"""
TEMPLATE = 'templatefile("${path.module}/init.tpl", { id = aws_subnet.private[0].id })'


def written(folder, files, resources):
    """The code, spread evenly."""
    each = resources // files
    for file in range(files):
        numbers = range(file * each, (file + 1) * each)
        texts = [BLOCK.format(n=n, data="null" if n % 10 else TEMPLATE) for n in numbers]
        (folder / f"part{file}.tf").write_text("".join(texts))
    (folder / "init.tpl").write_text("echo ${id}\n" * 20)


def planned(resources):
    """`terraform show -json`, about as large as a real one."""
    values = {f"attribute_{n}": f"value {n}" for n in range(60)}
    expressions = {name: {"references": ["var.environment"]} for name in ("ami", "subnet_id", "tags", "user_data")}
    names = [f"aws_instance.web{n}" for n in range(resources)]
    change = {"actions": ["update"], "before": values, "after": values, "after_unknown": {"user_data": True}}
    state = [{"address": name, "values": values} for name in names]
    return {
        "resource_changes": [{"address": name, "change": change} for name in names],
        "prior_state": {"values": {"root_module": {"resources": state}}},
        "configuration": {
            "root_module": {"resources": [{"address": name, "expressions": expressions} for name in names]}
        },
    }


def measured(files, resources):
    """Seconds: to read the JSON, to look for the first time, to look again, for the digest."""
    with tempfile.TemporaryDirectory() as name:
        run = stage_run(Path(name), main="")
        written(run.dir, files, resources)
        terraform = LocalTerraform(Binaries(Path(name)), Path(name))
        text = json.dumps(planned(resources))
        shown = json.loads(text)

        def first():
            tokens.remembered.cache_clear()
            look(terraform, run, shown)

        inputs = digest_inputs(terraform, run, Workflow(), shown, look(terraform, run, shown))
        return (
            spent(lambda: json.loads(text)),
            spent(first),
            spent(lambda: look(terraform, run, shown)),
            spent(lambda: digest(b"k" * 32, inputs)),
        )


def main():
    read, first, again, made = measured(FILES, RESOURCES)
    _, smaller, _, _ = measured(FILES // 10, RESOURCES // 10)
    print(f"reading the plan's JSON {read:.3f} s")
    print(f"its code, first time    {first:.3f} s ({first / read:.1f} x), {first / smaller:.1f} x a tenth of it")
    print(f"its code, again         {again:.3f} s ({again / read:.1f} x)")
    print(f"its digest              {made:.3f} s ({made / read:.1f} x)")


if __name__ == "__main__":
    main()
