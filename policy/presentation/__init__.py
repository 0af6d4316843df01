"""What the public pages of the policy print, by subject."""
