"""What the company keeps on paper elsewhere: purposes, measures, rules, the administrator and contractors."""
