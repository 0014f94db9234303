"""What the commands for anybody's files read and make, a record at a time."""
