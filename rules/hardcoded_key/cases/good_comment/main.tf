# It looks like ghp_R7kQ2mXw9ZtLb4NvC8yHs1JdF6gPa3TuEoKq.
