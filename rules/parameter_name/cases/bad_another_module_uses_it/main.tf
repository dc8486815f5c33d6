# Two modules that somebody may want to use together.
