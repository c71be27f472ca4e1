"""The laws and lists: one room for each, with its rules, its kinds of finding, and what follows from them."""
