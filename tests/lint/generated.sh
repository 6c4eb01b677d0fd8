#!/usr/bin/env bash
# generated.sh TOP: checks that generated files are up to date.
set -euo pipefail
cd "$1"
if ! diff -u bench/drivers/schedule_values.h <(python3 bench/drivers/schedule_values.py); then
    echo 'bench/drivers/schedule_values.h is not what bench/drivers/schedule_values.py prints'
    exit 1
fi
