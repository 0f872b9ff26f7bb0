"""Who takes procedures: the agencies from the province down to the commune, and what each of them takes."""
