#!/usr/bin/env bash
# columns.sh TOP BUILD: checks that results/README.md matches the tables of columns.
set -euo pipefail
if ! diff -u "$1/results/README.md" <("$2/bin/tlsbench" docs columns); then
    echo 'results/README.md is out of date: tlsbench docs columns >results/README.md'
    exit 1
fi
