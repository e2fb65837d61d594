#!/bin/sh
# Starts a browser as a user of its own: BROWSER_UID, a number without a name. Only root can run it.
# The process of this script becomes the browser, so pipes, process group and number stay the same.
cd / || exit 1
if command -v setpriv >/dev/null 2>&1; then
  exec setpriv --reuid="$BROWSER_UID" --regid="$BROWSER_UID" --clear-groups "$BROWSER_PROGRAM" "$@"
fi
exec chroot --userspec="$BROWSER_UID:$BROWSER_UID" --groups= / "$BROWSER_PROGRAM" "$@"
