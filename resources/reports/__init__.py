"""What a refresh did and how what it made is distributed, in figures and small charts; and where that is shown."""
