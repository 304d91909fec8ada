from tidegate.config.without_effect import in_atlantis, in_governance, in_repos

SERVER = """repos: []
policies: {}
workflows:
  w: {import: {steps: []}, plan: {}}
metrics: {prometheus: {endpoint: /metrics}}
external_stores: {}
"""


def places(problems):
    return [(problem.path, problem.mark.line) for problem in problems]


def test_what_changes_nothing_is_named_by_its_place():
    assert places(in_repos(SERVER)) == [
        ("policies", 2),
        ("workflows.w.import", 4),
        ("metrics", 5),
        ("external_stores", 6),
    ]
    assert "read, without effect in this version" in str(in_repos(SERVER)[0])


def test_json_is_looked_through_too():
    assert places(in_repos('{"repos": [],\n\t"metrics": {}}')) == [("metrics", 2)]


def test_a_repositorys_file_has_less_of_it():
    text = "version: 3\npolicies: {}\nworkflows:\n  w:\n    state_rm: {steps: [init]}\n"
    assert places(in_atlantis(text)) == [("policies", 2), ("workflows.w.state_rm", 5)]


def test_nothing_is_said_of_what_says_nothing_or_cannot_be_read():
    assert in_repos("repos: []") == ()
    assert in_repos("a: [") == ()
    assert in_atlantis("- a") == ()


def test_a_reaction_of_the_repositorys_own_is_the_servers_to_choose():
    (found,) = in_atlantis("version: 3\nemoji_reaction: rocket\n")
    assert "TIDEGATE_EMOJI_REACTION" in found.suggestion


def test_keys_of_the_governance_file_that_wait_are_told_where_they_stand():
    text = """environments:
  staging:
    cost_watch_for: 48h
    signals: {}
  prod: {rollback: {auto: true}}
manual_rollback_procedures:
  prod: {timeline: at once}
identities: {}
locale: ko
"""
    assert [str(told).split(": ")[1] for told in in_governance(text)] == [
        "environments.staging.cost_watch_for",
        "environments.staging.signals",
        "environments.prod.rollback",
        "manual_rollback_procedures.prod.timeline",
        "identities",
    ]


def test_a_governance_file_that_cannot_be_read_has_problems_and_no_notes():
    assert in_governance("a: [") == ()
