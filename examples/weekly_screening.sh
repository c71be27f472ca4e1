#!/bin/sh
# A job for cron: screens the workbook, compares with the last run, and says when something needs a person.
#
#     30 6 * * 1  /opt/jobs/weekly_screening.sh /data/vendors.xlsx /data/packs "Larkfield Outdoor"
#
# Each run is a pack of its own in a folder named by the day; `last` names the newest. Exit code 0: nothing new calls for
# review or hold; 1: something does; anything else: the run failed, and `last` is still the run before.
set -eu
workbook=$1 packs=$2 company=$3 day=${4:-today}
new=$packs/$(date +%Y-%m-%d-%H%M%S)
mkdir -p "$packs"

set -- "$workbook" --company "$company" --as-of "$day" --out "$new" --quiet
if [ -e "$packs/last" ]; then
    set -- "$@" --since "$packs/$(cat "$packs/last")" --fail-on-new review
fi
code=0
supplychain-risk screen "$@" || code=$?
if [ "$code" -gt 1 ]; then
    exit "$code"
fi
basename "$new" > "$packs/last"
if [ "$code" -eq 1 ]; then
    echo "New suppliers or findings call for review: $new/report.html"
fi
exit "$code"
