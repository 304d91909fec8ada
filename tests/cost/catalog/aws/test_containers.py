"""ECS on Fargate, and ECR."""

import pytest

from support.cost_plans import cost_of, new, new_costs, plan_of, shown

REFERS = {"task_definition": ["aws_ecs_task_definition.app.arn", "aws_ecs_task_definition.app"]}


def task(**values):
    return new("aws_ecs_task_definition.app", {"family": "app", "cpu": "512", "memory": "1024", **values})


def service(values, *around, refers=REFERS, **more):
    return new_costs("aws_ecs_service", values, *(around or (task(),)), refers=refers, **more)


FARGATE = {"launch_type": "FARGATE", "desired_count": 2}
TWO_TASKS = {"Fargate vCPU": "29.5504", "Fargate memory (GB)": "6.4897"}


def test_a_fargate_service_costs_cpu_and_memory_of_its_tasks():
    assert service(FARGATE) == TWO_TASKS


@pytest.mark.parametrize(("cpu", "memory"), [(".5 vCPU", "1 GB"), ("0.5 vcpu", "1GB"), (512, 1024)])
def test_amounts_may_have_units(cpu, memory):
    assert service(FARGATE, task(cpu=cpu, memory=memory)) == TWO_TASKS


def test_a_capacity_provider_says_fargate_too():
    strategy = [{"capacity_provider": "FARGATE", "weight": 1}, {"capacity_provider": "FARGATE_SPOT", "weight": 3}]
    assert service({"desired_count": 2, "capacity_provider_strategy": strategy}) == TWO_TASKS


def test_fargate_spot_is_counted_at_the_ordinary_price_and_says_so():
    strategy = [{"capacity_provider": "FARGATE_SPOT", "weight": 1}]
    made = new("aws_ecs_service.it", {"desired_count": 2, "capacity_provider_strategy": strategy}, refers=REFERS)
    cost = cost_of(plan_of(made, task()), "aws_ecs_service.it")
    assert shown(cost) == TWO_TASKS
    assert cost.after[0].assumed == "the ordinary price, which Fargate Spot stays below"


def test_the_clusters_default_provider_counts_where_the_service_names_none():
    cluster = new("aws_ecs_cluster.main", {"name": "main"})
    defaults = new(
        "aws_ecs_cluster_capacity_providers.main",
        {"default_capacity_provider_strategy": [{"capacity_provider": "FARGATE"}]},
        refers={"cluster_name": ["aws_ecs_cluster.main.name", "aws_ecs_cluster.main"]},
    )
    refers = {**REFERS, "cluster": ["aws_ecs_cluster.main.id", "aws_ecs_cluster.main"]}
    assert service({"desired_count": 2}, task(), cluster, defaults, refers=refers) == TWO_TASKS


IN_CLUSTER = {**REFERS, "cluster": ["aws_ecs_cluster.main.id", "aws_ecs_cluster.main"]}


@pytest.mark.parametrize(
    ("values", "refers"),
    [({"launch_type": "EC2", "desired_count": 3}, REFERS), ({"desired_count": 3}, IN_CLUSTER)],
)
def test_a_service_on_ec2_costs_nothing_by_itself(values, refers):
    made = new("aws_ecs_service.it", values, refers=refers)
    cluster = new("aws_ecs_cluster.main", {"name": "main"})
    from tidegate.cost.catalog.engine import estimate
    from tidegate.ports.cost import CostQuestion

    assert estimate(CostQuestion(plan=plan_of(made, task(), cluster))).resources == ()


def test_a_service_whose_cluster_is_elsewhere_may_run_on_fargate_and_has_no_price():
    assert "not in this plan" in service({"desired_count": 3})


def test_scaling_keeps_at_least_what_its_target_says():
    target = new(
        "aws_appautoscaling_target.app",
        {"min_capacity": 2, "scalable_dimension": "ecs:service:DesiredCount"},
        refers={"resource_id": ["aws_ecs_service.it.name", "aws_ecs_service.it"]},
    )
    assert service({"launch_type": "FARGATE"}, task(), target) == TWO_TASKS


def test_an_arm_task_has_a_price_of_its_own():
    arm = task(runtime_platform=[{"cpu_architecture": "ARM64"}])
    assert service(FARGATE, arm, region="ap-northeast-2") == {
        "Fargate vCPU": "27.1925",
        "Fargate memory (GB)": "5.9714",
    }
    assert "arm_vcpu_hour" in service(FARGATE, arm)


def test_more_storage_than_is_included_needs_a_price():
    assert "no price" in service(FARGATE, task(ephemeral_storage=[{"size_in_gib": 100}]))


def test_a_task_outside_the_plan_or_without_cpu_cannot_be_priced():
    assert service(FARGATE, refers={}) == "its task definition is not in this plan"
    assert service(FARGATE, task(cpu=None)) == "its task definition has no `cpu` that can be read"


def test_one_of_several_tasks_is_priced_where_they_are_alike():
    def made(*sizes):
        several = [
            new(f"aws_ecs_task_definition.app[{n}]", {"cpu": size, "memory": "1024"}) for n, size in enumerate(sizes)
        ]
        return service(FARGATE, *several, refers={"task_definition": ["aws_ecs_task_definition.app", "local.chosen"]})

    assert made("512", "512") == TWO_TASKS
    assert made("512", "1024") == "which task definition it uses is known only after apply"


def test_a_repository_depends_on_usage():
    assert new_costs("aws_ecr_repository", {"name": "app"}) == {"Storage": "usage"}
    usage = "version: 0.1\nresource_usage:\n  aws_ecr_repository.it:\n    storage_gb: 50\n"
    assert new_costs("aws_ecr_repository", {"name": "app"}, usage=usage) == {"Storage": "5"}
