"""Each kind of paper as data, with the words and numbers of the screens."""
