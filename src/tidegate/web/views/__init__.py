"""What pages show, made from rows by pure functions: one file for each page, and what several share."""
