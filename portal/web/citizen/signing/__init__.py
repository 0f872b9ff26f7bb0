"""Citizens sign their papers and their e-form with a key at a remote signing service."""
