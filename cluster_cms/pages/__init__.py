"""What every page shares: base page, languages, sites, navigation, cache headers, site settings, media."""
