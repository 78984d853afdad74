"""The plan letter: what one person is paid and how, in plain words, to be signed."""
