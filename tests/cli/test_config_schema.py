import json

from typer.testing import CliRunner

from tidegate.cli.app import build_app
from tidegate.config.governance_file.schema import json_schema


def test_the_schema_is_printed():
    done = CliRunner().invoke(build_app(lambda: None), ["config", "schema"])
    assert done.exit_code == 0
    assert json.loads(done.output) == json_schema()
