"""What flows ask of the outside, in small Protocols. The extension points of the product."""
