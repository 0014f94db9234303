"""Other calls that a text needs: simpler ones, and ones with an argument changed."""
