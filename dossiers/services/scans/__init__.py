"""From a stack of paper to signed papers of a dossier (TT 01/2023/TT-VPCP; ADR 0035), one module a verb:

``taking`` files from the scanner → ``splitting`` them in a worker → ``arranging`` the pages → ``saving`` them as papers →
``reading`` those by machine in a worker → ``confirming`` what they say, signing. ``standing`` counts how far a dossier is.
"""
