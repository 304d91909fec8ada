"""The settings by what they are about, a file for each group."""
