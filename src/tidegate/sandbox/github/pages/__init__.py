"""Pages where a person looks at the forge and acts on it, as any of the personas. They need no script."""
