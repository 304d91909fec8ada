from tidegate.config.server_settings.groups.keeping import Keeping


def test_the_databases_are_two_files_of_the_data_folder_or_one_postgresql():
    files = Keeping(data_dir="/srv/t")
    assert files.database == "sqlite+aiosqlite:////srv/t/tidegate.sqlite"
    assert files.engine_database == "sqlite:////srv/t/engine.sqlite"
    cluster = Keeping(database_url="postgresql+psycopg://db/t")
    assert cluster.engine_database == cluster.database == "postgresql+psycopg://db/t"
