snyk auth '${TOKEN}'
