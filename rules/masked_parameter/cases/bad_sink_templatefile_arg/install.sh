#!/bin/sh
export AMP_API_KEY='${key}'
npm install -g amp@${version}
