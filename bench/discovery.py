"""How long it takes to say which projects a pull request touches, and how that grows with the repository.

5,000 projects and 3,000 changed files, against the goal of one second, and against a tenth of both: linear growth is
ten times. Declared, discovered, and through the local modules that the code calls. Time is the processor's, so that
company on the machine does not count: `python bench/discovery.py`.
"""

import time
from types import SimpleNamespace

from tidegate.core.projects.discover import concerned
from tidegate.core.projects.globs import expand_globs
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.hcl.modules import local_calls

GOAL_SECONDS = 1.0
PROJECTS, CHANGED = 5_000, 3_000
RUNS = 5


def texts(projects, run):
    """Each project calls two modules. Paths differ from run to run, so that nothing is remembered."""
    called = 'module "{name}" {{\n  source = "../../../modules/{name}"\n  cidr   = "10.{n}.0.0/16"\n}}\n'
    return {
        f"stacks/run-{run}-group-{n % 50}/project-{n}/main.tf": "".join(
            called.format(name=name, n=n) for name in (f"net-{n % (projects // 10)}", f"app-{n % (projects // 20)}")
        )
        + 'resource "null_resource" "this" {\n  triggers = {\n    a = "b"\n  }\n}\n'
        for n in range(projects)
    }


def world(projects, changed, run):
    code = texts(projects, run)
    homes = [path.rpartition("/")[0] for path in code]
    files = [*code, *(f"{home}/{name}" for home in homes for name in ("variables.tf", "env/prod.tfvars"))]
    files += [f"modules/net-{n}/main.tf" for n in range(projects // 10)]
    step = max(1, len(files) // changed)
    return SimpleNamespace(code=code, homes=homes, files=files, paths=files[::step][:changed])


def declared(here):
    patterns = ("**/*.tf*", "!**/*.md", "../../../shared/**")
    config = RepoConfig(projects=tuple(Project(dir=home, when_modified=patterns) for home in here.homes))
    return lambda: concerned(config, here.paths, here.files)


def defaults(here):
    config = RepoConfig(projects=tuple(Project(dir=home) for home in here.homes))
    return lambda: concerned(config, here.paths, here.files)


def by_glob(here):
    config = RepoConfig(projects=(Project(dir="stacks/*/*"),))
    return lambda: concerned(expand_globs(config, here.files), here.paths, here.files)


def found(here):
    return lambda: concerned(RepoConfig(), here.paths, here.files)


def through_modules(here):
    config = RepoConfig(projects=tuple(Project(dir=home) for home in here.homes))
    return lambda: concerned(config, here.paths, here.files, module_calls=local_calls(here.code).calls)


def seconds(case, projects, changed):
    taken = []
    for run in range(RUNS):
        work = case(world(projects, changed, run))
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> None:
    for case in (declared, defaults, by_glob, found, through_modules):
        small, large = (seconds(case, PROJECTS // part, CHANGED // part) for part in (10, 1))
        print(
            f"{case.__name__.replace('_', ' ')}: {large:.2f} s, {large / GOAL_SECONDS:.2f} of the goal of "
            f"{GOAL_SECONDS:.0f} s; {large / small:.1f} times a tenth of it"
        )


if __name__ == "__main__":
    main()
