"""Pictures of every tab, page and panel: `make shots`. They are looked at, and the manual shows some of them."""
