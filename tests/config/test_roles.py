import pytest

from support.faults import faults
from tidegate.config.governance import read_governance


def read(text):
    return read_governance(text, "here")


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
