"""What fails for want of room is told from what fails for another reason."""

import errno
import os

import pytest
import sqlalchemy
from sqlalchemy.exc import DBAPIError

from resources.state.room import room_in
from tracecot.errors import NoRoom


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_an_error_of_a_full_disk_says_where_and_what_to_do(tmp_path, number):
    with pytest.raises(NoRoom, match=f"{tmp_path}.*make room there"), room_in(tmp_path):
        raise OSError(number, os.strerror(number))


def test_another_error_stays_what_it_is(tmp_path):
    with pytest.raises(FileNotFoundError), room_in(tmp_path):
        (tmp_path / "nothing").read_text()


def test_a_full_database_of_dagster_is_told_from_a_wrong_statement(tmp_path):
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'runs.db'}")

    with engine.connect() as connection:
        connection.exec_driver_sql("pragma max_page_count = 2")

        with pytest.raises(NoRoom), room_in(tmp_path, DBAPIError):
            connection.exec_driver_sql("create table runs as select randomblob(1000000)")
        with pytest.raises(DBAPIError), room_in(tmp_path, DBAPIError):
            connection.exec_driver_sql("select nonsense")
