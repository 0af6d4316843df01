"""The registers of privacy: purposes, measures, rules, administrator, contractors; and what is held about a person."""
