"""The frame of the site: home, menus, addresses in six languages, pages kept ready, the sitemap."""
