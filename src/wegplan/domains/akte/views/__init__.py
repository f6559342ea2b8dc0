"""The pages of this area, one module per concept."""
