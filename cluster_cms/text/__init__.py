"""Plain functions on text: cleaning what was typed, folding it for search, cells of spreadsheets."""
