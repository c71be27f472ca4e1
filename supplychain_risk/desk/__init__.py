"""The desk: a page on this machine, over the same files that the command line reads and writes.

It parses what the browser sends, calls the public API and shows what comes of it. Nothing lives in a place of its own:
inputs, mapping, answers, verdicts and packs are files of one working folder (`folder.Folder`), and each may be made,
read and gone on with by the command line.
"""
