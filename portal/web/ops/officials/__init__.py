"""Officials: who they are, which seats they hold; assigning and ending seats."""
