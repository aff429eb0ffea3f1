"""The national organisation register (organisaatiopalvelu): providers, schools and their places."""
