import pytest

from tidegate.core.deployments.durations import usual


@pytest.mark.parametrize(
    ("waves", "seconds"),
    [
        ([], None),
        ([[[]]], None),
        ([[[60.0]]], 60),
        ([[[10.0, 20.0, 600.0]]], 20),
        ([[[60.0]], [[90.0]]], 150),
        ([[[60.0], [90.0]]], 90),
        ([[[60.0], [90.0]], [[30.0]]], 120),
        ([[[60.0]], [[]]], 60),
        ([[[0.4]]], 0),
    ],
)
def test_it_is_the_median_of_each_project_the_longest_of_a_wave_and_the_sum_of_the_waves(waves, seconds):
    assert usual(waves) == seconds
