#!/bin/sh
echo "${AUTH}" | base64 -d > /tmp/auth
echo "${INSTALL}"
