"""`tracecot.toml`: what its tables may hold, how it is read, and what lies in the landing folder."""

from resources.settings.reading import SETTINGS_FILE, Settings, load_settings, project_folder, settings_of, state_folder

__all__ = ["SETTINGS_FILE", "Settings", "load_settings", "project_folder", "settings_of", "state_folder"]
