import pytest

from support.faults import faults
from tidegate.config.governance_file.governance import read_governance


def read(text):
    return read_governance(text if "environments:" in text else f"{text}\nenvironments: {{}}", "here")


def test_teams_have_a_slash_and_everything_is_lower_case():
    role = read('people: {senior: {github: ["@Acme/Seniors", "@Bob", carol], includes: [dev]}, dev: {}}').roles[
        "senior"
    ]
    assert (role.teams, role.logins, role.includes) == (
        frozenset({"acme/seniors"}),
        frozenset({"bob", "carol"}),
        ("dev",),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people: {a: {includes: [bb]}, b: {}}", "people.a.includes[0]: There is no role `bb` under `people`."),
        ("people: {senior: {}}\nenvironments: {x: {plan: {allow: [seniro]}}}", "Did you mean `senior`?"),
        ("people: {senior: {}}\nenvironments: {x: {apply: {allow: [seniro]}}}", "environments.x.apply.allow[0]"),
        ("people: {s: {}}\nenvironments: {x: {apply: {allow: s, approvals: {from: [t]}}}}", "apply.approvals.from[0]"),
        (
            "environments: {x: {plan: {allow: [dev]}}}",
            "There is no role `dev` under `people`. Declare it under `people`.",
        ),
        ("people: {a: {includes: a}}", "The role includes itself: a → a. Break the circle."),
    ],
)
def test_a_role_nobody_declared_is_an_error(text, said):
    (told,) = faults(read, text)
    assert said in told


def test_each_role_of_a_circle_shows_the_way_round():
    said = faults(read, "people: {a: {includes: [b]}, b: {includes: [c]}, c: {includes: [a]}, d: {includes: [a]}}")
    assert len(said) == 3
    assert "a → b → c → a" in said[0]


def test_a_role_with_a_fault_of_its_own_still_exists():
    (told,) = faults(read, "people: {a: {githb: x}}\nenvironments: {x: {plan: {allow: [a]}}}")
    assert "githb" in told


def test_deputies_and_chat_handles_are_read():
    role = read('people: {cto: {github: park-cto, slack: "@cto", deputies: ["@Choi-VP"]}}').roles["cto"]
    assert (role.deputies, role.chat) == (frozenset({"choi-vp"}), ("@cto",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('people: {a: {slack: "@x"}, b: {slack: "@X"}}', "people.b.slack[0]: `@X` names both `a` and `b`."),
        ("people: {a: {github: [two words]}}", "people.a.github[0]: `two words` is neither a login nor a team."),
        (
            "people: {a: {github: ['@acme/']}}",
            "`@acme/` is neither a login nor a team. Write `kim-lead`, or `@org/team`.",
        ),
        ("people: {a: {deputies: [acme/ops]}}", "people.a.deputies[0]: `acme/ops` is a team; a deputy is one person."),
        ("people: {a: {slack: ops}}", 'people.a.slack[0]: `ops` is nobody\'s name in chat. Did you mean "@ops"?'),
    ],
)
def test_what_a_role_cannot_have_is_named(text, said):
    (told,) = faults(read, text)
    assert said in told


def test_where_people_are_declared_the_conventions_environments_need_its_roles():
    told = faults(lambda text: read_governance(text, "here"), "version: 1\npeople: {developer: {}, senior: {}}\n")
    assert {line.partition(": There is no role ")[2].partition(",")[0] for line in told} == {
        "`devops`", "`devops-lead`", "`cto`",
    }  # fmt: skip
    assert all(line.startswith("tidegate.yaml:2:1: people: ") for line in told)
