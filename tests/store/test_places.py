import sqlalchemy as sa

from support.values import NOON, REPO
from tidegate.core.deployments.locks import Place
from tidegate.core.projects.model import Project
from tidegate.store import project_locks
from tidegate.store.places import about, place_in
from tidegate.store.tables import project_locks as table

HERE, THERE = Place(dir="app", workspace="default"), Place(dir="net", workspace="default")


async def test_a_row_is_about_a_directory_and_a_workspace_together(database):
    async with database.begin() as tx:
        for place in (HERE, THERE):
            project = Project(dir=place.dir, workspace=place.workspace)
            await project_locks.take(tx, REPO, project, number=7, actor="bob", at=NOON)
        wanted = [HERE, Place(dir="net", workspace="other")]
        found = [place_in(row) for row in await tx.execute(sa.select(table).where(about(table, REPO, wanted)))]
        assert found == [HERE]
        assert (await tx.execute(sa.select(table).where(about(table, REPO, [])))).all() == []
        assert (await tx.execute(sa.select(table).where(about(table, "acme/other", wanted)))).all() == []
