"""What people do on the forge, and what follows from it. The interface and the pages both call these."""
