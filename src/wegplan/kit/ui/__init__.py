"""The look: KERN's design system, the frame of every page, components, forms and charts."""
