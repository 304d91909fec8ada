from support.costs import finding, found
from tidegate.core.checks.model import CheckResult
from tidegate.store import examinations


async def test_what_checks_found_is_kept_and_found_by_its_plan(database):
    results = (found("builtin", finding()), CheckResult(check="checkov", state="failed", reason="It broke."))
    async with database.begin() as tx:
        await examinations.keep(tx, "plan-1", results)
        assert await examinations.of_plans(tx, ["plan-1", "plan-2"]) == {"plan-1": results}
