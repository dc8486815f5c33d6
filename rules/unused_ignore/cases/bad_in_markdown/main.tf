# The module is fine; its README is not.
