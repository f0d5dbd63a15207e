"""Pages of the web, fetched when somebody asks for it and kept as a web archive (WARC).

The only part of the software that goes out into the network. `fetch.fetched` is the whole job; what one module each
knows: `addresses` what an address is, `networks` where it may lead, `connections` and `client` one request within
`limits`, `robots` and `pacing` good manners, `visiting` a page with its redirects, `archive` and `index` what is kept,
`listings` and `turns` which page is next.
"""
