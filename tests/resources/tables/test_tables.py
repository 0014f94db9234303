"""The tables are described so that their keys, references and origins can be followed."""

import pytest

from resources.tables import MADE, TABLES
from resources.tables.lineage import ORIGINS, origins

COLUMNS = {f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_a_table_names_is_there(table):
    names = {column.name for column in table.columns}

    assert set(table.key) <= names
    assert {column.refers_to for column in table.references} <= COLUMNS
    assert set(ORIGINS.get(table.name, {})) <= names
    for column, made_of in origins(table):
        assert set(made_of) <= COLUMNS, column
        assert not {name for name in made_of if name.startswith(f"{table.name}.")}, column


def test_every_column_of_a_side_is_a_column_of_samples():
    made_of = dict(origins(TABLES["train_split"]))

    assert made_of["completion"] == ("samples.completion",)
    assert {name for names in made_of.values() for name in names} <= COLUMNS
    assert {column.name for column in TABLES["train_split"].columns} - set(made_of) == {column.name for column in MADE}
