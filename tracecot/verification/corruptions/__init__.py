"""Takes honest rationales; gives texts that differ from them by one lie each, a module for each family of lies."""
