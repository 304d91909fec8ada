from support.consents import CONVENTION, PROD, prod, said
from support.decisions import absence
from tidegate.core.gates.consent.consents import judge
from tidegate.core.gates.consent.requester import with_requester
from tidegate.core.gates.consent.requirement import requirement
from tidegate.core.gates.rules import Rules

RULES = Rules(policy=CONVENTION, environment=PROD)


def outcomes(actor, *statements, action="rollback", **changed):
    about = prod(actor=actor, statements=statements, **changed)
    needed = requirement(action, about, RULES)
    judged = judge(action, about, RULES, needed)
    return {one.login: one.outcome for one in with_requester(action, about, RULES, needed, judged)}


def test_a_listed_approver_who_asks_has_consented():
    assert outcomes("kim-lead") == {"kim-lead": "counts"}
    assert outcomes("Kim-Lead", said("park-cto", environment="prod")) == {"Kim-Lead": "counts", "park-cto": "counts"}


def test_somebody_who_is_not_listed_has_not():
    assert outcomes("bob") == {}
    assert outcomes("stranger") == {}


def test_a_deputy_who_asks_stands_for_the_holder_who_is_away():
    assert outcomes("choi-vp") == {}
    assert outcomes("choi-vp", away=absence("park-cto")) == {"choi-vp": "counts"}


def test_asking_takes_back_no_objection_and_counts_once():
    assert outcomes("kim-lead", said("kim-lead", "reject", environment="prod")) == {"kim-lead": "veto"}
    assert outcomes("kim-lead", said("kim-lead", environment="prod")) == {"kim-lead": "counts"}
    early = said("kim-lead", environment="prod", seen={})
    assert outcomes("kim-lead", early) == {"kim-lead": "counts"}


def test_asking_for_an_apply_is_no_consent():
    assert outcomes("kim-lead", action="apply") == {}
