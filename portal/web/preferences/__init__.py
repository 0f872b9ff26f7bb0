"""How a reader wants pages drawn: size of text, colours, language. Cookies only, no account needed, no JavaScript needed."""
