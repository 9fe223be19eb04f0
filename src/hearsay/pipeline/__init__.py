"""The recipe: the only place where stages meet. In: a case. Out: its records, findings and dossier."""
