"""The loader's memory: what the project says and what the store holds, in a SQLite file that is rebuilt at any time.

It keeps a load's memory independent of the number of articles, and lets a load touch only what has changed. Nothing
lives only here: one half is read from the project folder, the other from the store.
"""
