# See the README.
