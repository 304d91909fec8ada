from tidegate.core.people import Role, Standing, roles_of, teams_of

ROLES = {
    role.name: role
    for role in (
        Role(name="developer", teams=frozenset({"acme/developers"})),
        Role(name="senior", teams=frozenset({"acme/senior-developers"}), includes=("developer",)),
        Role(name="devops", teams=frozenset({"acme/devops"}), includes=("developer",)),
        Role(name="devops-lead", logins=frozenset({"kim-lead"}), includes=("senior", "devops")),
    )
}


def test_a_team_member_holds_the_teams_role_and_what_it_includes():
    assert roles_of(Standing(login="bob", teams=frozenset({"acme/senior-developers"})), ROLES) == {
        "senior",
        "developer",
    }


def test_a_login_is_matched_whatever_its_case():
    assert roles_of(Standing(login="Kim-Lead"), ROLES) == {"devops-lead", "senior", "devops", "developer"}


def test_a_stranger_holds_nothing():
    assert roles_of(Standing(login="eve", teams=frozenset({"acme/sales"})), ROLES) == frozenset()


def test_roles_that_include_each_other_do_not_go_round_for_ever():
    round_trip = {
        "one": Role(name="one", logins=frozenset({"bob"}), includes=("two",)),
        "two": Role(name="two", includes=("one",)),
    }
    assert roles_of(Standing(login="bob"), round_trip) == {"one", "two"}


def test_every_team_that_must_be_asked_about_is_named():
    assert teams_of(ROLES) == {"acme/developers", "acme/senior-developers", "acme/devops"}
