"""The look: components, design tokens, layouts, and the paper engine."""
