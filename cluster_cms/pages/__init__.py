"""What every page shares: base page, languages, sites, navigation, site settings, media."""
