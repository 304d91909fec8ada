"""From a delivery of the forge to the work it asks for."""
