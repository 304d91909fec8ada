"""The conversation tells what happened, in order."""

from support.forge import Forge
from support.pages import Browser


def test_everything_that_happened_stands_in_order(forge: Forge, browser: Browser):
    number = forge.open_pull()
    forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "first words"})
    forge.review("bob", number, "APPROVE")
    sha = forge.commit("feature", {"more.tf": "x\n"}, author="carol")
    forge.commit("main", {"unrelated.tf": "x\n"}, author="dave")
    forge.merge("bob", number)

    seen = browser.see(f"/{forge.full_name}/pull/{number}")
    told = [
        "alice opened this",
        "first words",
        "bob approved these changes",
        f"carol pushed {sha[:7]}",
        "bob merged this",
    ]

    places = [seen.find(each) for each in told]
    assert -1 not in places
    assert places == sorted(places)
    assert "dave pushed" not in seen


def test_an_edited_comment_and_reactions_are_shown(forge: Forge, browser: Browser):
    number = forge.open_pull()
    said = forge.must("tidegate-bot", "POST", f"/issues/{number}/comments", {"body": "Running plan"})
    forge.must("tidegate-bot", "PATCH", f"/issues/comments/{said['id']}", {"body": "Ran Plan"})
    forge.must("bob", "POST", f"/issues/comments/{said['id']}/reactions", {"content": "eyes"})

    seen = browser.see(f"/{forge.full_name}/pull/{number}")
    assert "edited" in seen
    assert "Running plan" not in seen
    assert "👀" in seen
