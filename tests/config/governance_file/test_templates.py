import pytest

from support.faults import fault
from tidegate.config.governance_file.governance import read_governance


def read(template):
    return read_governance(f'checks: {{naming: {{template: "{template}"}}}}', "here")


def test_the_conventions_template_is_taken_as_it_is():
    template = "{project}-{environment}-{service}"
    assert read(template).checks.name_template == template


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{project}-{enviroment}", "tidegate.yaml:1:29: checks.naming.template: `{enviroment}` is not a placeholder. Did you mean `environment`?"),
        ("{}-{service}", "`{}` is not a placeholder. Write one of: `environment`, `project`, `service`."),
        ("{project}-{service", "A brace of `{project}-{service` is not closed."),
        ("project}-{service}", "A brace of `project}-{service}` is not closed."),
        ("web", "`web` has no placeholder, so all names would be the same."),
        ("", "has no placeholder"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_filled_in_is_named(template, said):
    assert said in fault(read, template)
