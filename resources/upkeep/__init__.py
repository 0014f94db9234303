"""Looks after the state folder: backups, what may go, what was withdrawn, and who must hear of a failure."""
