#!/bin/sh
[ '${HAS_KEY}' = true ] && assistant --mode=${MODE}
