from tidegate.config.server_settings.server_problems import SOURCE, at, of_detail


def test_a_problem_names_the_variable_and_no_value():
    problem = at("port", "Odd.", "Even it.")
    assert (problem.path, problem.text, problem.mark.file) == ("TIDEGATE_PORT", "", SOURCE)


def test_what_is_missing_is_told_with_what_it_is_for():
    problem = of_detail({"loc": ("host",), "type": "missing"}, "Address to listen on.")
    assert (problem.message, problem.suggestion) == ("The setting is missing.", "Address to listen on.")
