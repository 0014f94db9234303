"""The rules by which statements are judged, by what they are about."""
