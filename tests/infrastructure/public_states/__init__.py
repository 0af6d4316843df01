"""Every page that visitors can meet, in each of its states, as the HTML that the site answers with."""
