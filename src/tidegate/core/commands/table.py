"""The table of commands: parser, help and usage are all made from it."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.commands.spec import CommandSpec, Flag
from tidegate.core.words import say

_SCOPE = (
    Flag(
        long="dir",
        short="d",
        value="DIR",
        text=say("Only projects in this directory, relative to the repository; *, ?, [ ] and ** stand for others."),
    ),
    Flag(long="workspace", short="w", value="WORKSPACE", text=say("Only the project in this Terraform workspace.")),
    Flag(
        long="project",
        short="p",
        value="PROJECT",
        text=say("Only the project of this name. Not together with -d or -w."),
    ),
    Flag(long="verbose", text=say("Show more of what was done.")),
)
_OPERAND = "ENVIRONMENT|PROJECT"
_ENVIRONMENT = "ENVIRONMENT"
TERRAFORM_ARGUMENTS = say("arguments for terraform")
_WORDS = '"..."'

COMMANDS = (
    CommandSpec(
        name="plan",
        text=say("Plan every project this change touches, or those asked for."),
        flags=_SCOPE,
        operand=_OPERAND,
        most=1,
        passes=TERRAFORM_ARGUMENTS,
        examples=(("plan -d environments/dev -- -var foo=bar", say("plan one directory with a variable")),),
    ),
    CommandSpec(
        name="apply",
        text=say("Apply every project planned here, or those asked for."),
        flags=(
            *_SCOPE,
            Flag(long="auto-merge-disabled", text=say("Do not merge the change after this apply.")),
            Flag(long="auto-merge-method", value="METHOD", text=say("How to merge it: merge, rebase or squash.")),
            Flag(
                long="emergency",
                text=say("Go past the deployment window where that is allowed; needs --reason, and leaves debts."),
            ),
            Flag(long="reason", value=_WORDS, text=say("Why this is an emergency.")),
            Flag(long="incident", value="URL", text=say("The incident it is about.")),
            Flag(
                long="at",
                value="TIME",
                text=say(
                    "Apply then: next-window, or a time as in '2026-12-01 10:00 KST'. It is planned again and decided"
                    " again at that time."
                ),
            ),
        ),
        operand=_OPERAND,
        most=1,
        passes=TERRAFORM_ARGUMENTS,
        examples=(
            ("apply staging", say("apply one environment")),
            ("apply production --at next-window", say("apply it when its deployment window opens")),
        ),
    ),
    CommandSpec(
        name="explain",
        text=say("Say what stands in the way of an apply, rule by rule. Nothing is run."),
        flags=(
            *_SCOPE,
            Flag(long="at", value="TIME", text=say("As it would be at another time: '2026-12-01 10:00 KST'.")),
            Flag(long="as", value="USER", text=say("As it would be for somebody else.")),
        ),
        operand=_OPERAND,
        most=1,
        examples=(("explain staging", say("say what one environment still misses")),),
    ),
    CommandSpec(
        name="status", text=say("Show of every environment what is planned, what is missing and who can give it.")
    ),
    CommandSpec(
        name="approve",
        text=say("Consent to the plans shown here: all of them, or those of one environment."),
        operand=_ENVIRONMENT,
        most=1,
        examples=(("approve staging", say("consent to what is planned for one environment")),),
    ),
    CommandSpec(
        name="reject",
        text=say("Object to an apply until you revoke it."),
        flags=(Flag(long="reason", value=_WORDS, text=say("Why."), required=True),),
        operand=_ENVIRONMENT,
        most=1,
    ),
    CommandSpec(
        name="revoke", text=say("Take back what you approved or rejected before."), operand=_ENVIRONMENT, most=1
    ),
    CommandSpec(
        name="waive",
        text=say("Let one rule pass for these plans, where your role may."),
        flags=(Flag(long="reason", value=_WORDS, text=say("Why."), required=True),),
        operand="GATE [ENVIRONMENT]",
        least=1,
        most=2,
        examples=(('waive cost_limit --reason "black friday"', say("let one rule pass for these plans")),),
    ),
    CommandSpec(
        name="justify",
        text=say("Say what the cost is good for."),
        operand=_WORDS,
        least=1,
        most=None,
    ),
    CommandSpec(
        name="check",
        text=say("Confirm an item of the checklist."),
        flags=(Flag(long="evidence", value="URL", text=say("A link that shows it.")),),
        operand="ITEM [ENVIRONMENT]",
        least=1,
        most=2,
        examples=(
            ("check backup_plan --evidence https://wiki.example/backup", say("confirm an item of the checklist")),
        ),
    ),
    CommandSpec(
        name="review",
        text=say("Confirm the technical, business or operational review."),
        flags=(Flag(long="note", value=_WORDS, text=say("What came out of it.")),),
        operand="technical|business|operational [ENVIRONMENT]",
        least=1,
        most=2,
    ),
    CommandSpec(
        name="promote",
        text=say("Open the pull request that takes what is proven to this environment."),
        operand=_ENVIRONMENT,
        least=1,
        most=1,
    ),
    CommandSpec(
        name="adopt",
        text=say("Record what runs in this environment as its first deployment."),
        operand=_ENVIRONMENT,
        least=1,
        most=1,
    ),
    CommandSpec(
        name="away",
        text=say("Mark yourself away, so that deputies fill your seats; somebody else, where your role may."),
        flags=(
            Flag(
                long="until",
                value="TIME",
                text=say("When it ends by itself: 2026-12-01, which counts to its end, or '2026-12-01 10:00 KST'."),
            ),
        ),
        operand="@LOGIN",
        most=1,
        examples=(("away --until 2026-12-24", say("have deputies fill your seats until the end of that day")),),
    ),
    CommandSpec(name="back", text=say("Say that you, or somebody else, are back."), operand="@LOGIN", most=1),
    CommandSpec(name="unlock", text=say("Release every lock and discard every plan of this change.")),
    CommandSpec(
        name="cancel",
        text=say("Stop queued and running plans of this change."),
        flags=(
            Flag(
                long="apply", text=say("Interrupt running applies too, once, and wait for Terraform to save its state.")
            ),
        ),
    ),
    CommandSpec(
        name="approve_policies",
        text=say("Approve policy checks that failed. Not in this version yet."),
        flags=(
            *_SCOPE,
            Flag(long="policy-set", value="NAME", text=say("Only the policy set of this name.")),
            Flag(long="clear-policy-approval", text=say("Take back approvals given before.")),
        ),
        later=True,
    ),
    CommandSpec(name="version", text=say("Say which terraform the projects run with."), flags=_SCOPE),
    CommandSpec(
        name="import",
        text=say("Import an existing object into the state. Not in this version yet."),
        flags=_SCOPE,
        operand="ADDRESS ID",
        least=2,
        most=2,
        passes=TERRAFORM_ARGUMENTS,
        later=True,
    ),
    CommandSpec(
        name="state",
        sub="rm",
        text=say("Remove objects from the state. Not in this version yet."),
        flags=_SCOPE,
        operand="ADDRESS...",
        least=1,
        most=None,
        passes=TERRAFORM_ARGUMENTS,
        later=True,
    ),
    CommandSpec(name="help", text=say("Show this help.")),
)

SPECS = {spec.name: spec for spec in COMMANDS}

ALLOWED = frozenset(spec.name for spec in COMMANDS) - {"help", "import", "state"}
"""What may be asked where nobody says otherwise (Atlantis: --allow-commands): all but what changes a state by hand."""

LATER_COMMANDS = frozenset({"release"})
LATER_FLAGS = frozenset({"rollback", "to"})


def allowed(names: Iterable[str]) -> frozenset[str]:
    """Commands a server's list allows: names, or `all`, in any case; blanks around them are nothing.

    Raises:
        ValueError: There is no such command; the text is a sentence naming it and those there are.
    """
    words = {name.strip().lower() for name in names} - {"", "help"}
    unknown = sorted(words - SPECS.keys() - {"all"})
    if unknown:
        known = ", ".join(name for name in SPECS if name != "help")
        raise ValueError(f"There is no command `{unknown[0]}`. Write some of: {known}, or all.")
    return frozenset(SPECS) - {"help"} if "all" in words else frozenset(words)
