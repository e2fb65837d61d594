#!/usr/bin/env bash
# sync.sh SESSION: grabs, then appends what has changed to changes.ndjson. Needs curl 7.76 or later and jq.
set -euo pipefail

session=$1
url=${GRABBER_URL%/}/api/sessions/$session

# Waits for as long as Retry-After says on 429 and 503. The same Idempotency-Key makes a repeated POST happen once.
call() {
  curl --silent --show-error --fail-with-body --compressed --retry 5 --max-time 30 -H "X-API-Key: $GRABBER_KEY" "$@"
}

grab_id=$(call -H 'Content-Type: application/json' -H "Idempotency-Key: sync-$(date +%s)-$$" \
  -d '{"kind":"all"}' "$url/grabs" | jq -r .data.grab_id)
state=queued
while [[ $state == queued || $state == running ]]; do
  sleep 1
  state=$(call "$url/grabs/$grab_id" | jq -r .data.state)
done
echo "grab: $state"

cursor=$(cat "cursor.$session" 2>/dev/null || true)
more=true
while [[ $more == true ]]; do
  call -G --data-urlencode limit=500 ${cursor:+--data-urlencode "since=$cursor"} "$url/contacts/changes" >page.json
  jq -c '.data.changes[]' page.json >>changes.ndjson
  cursor=$(jq -r .data.next_cursor page.json)
  more=$(jq -r .data.has_more page.json)
  # After the rows: a page may come twice, and none is lost.
  echo "$cursor" >"cursor.$session"
done
