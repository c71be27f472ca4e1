"""From text to codes, by exact tables only; what is ambiguous or unknown is said, never guessed."""
