"""Text: language identification, tokens and sentences with offsets, keys that undo spelling."""
