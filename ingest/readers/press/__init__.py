"""Exports of press databases: many articles in one file, each with fields that say where and when it was printed.

`marks` tells by content which database a text is from; `nexis`, `factiva` and `proquest` take its articles apart;
`reader` makes drafts of them.
"""
