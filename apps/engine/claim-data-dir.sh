#!/bin/sh
# Runs a command with a data directory that no other container of the same volume uses: the first one gets DATA_DIR
# itself, the others DATA_DIR/replicas/2 and so on. A container has another name after each update, and its number is not
# known inside: so a replica is what holds the lock of a directory, and its profiles stay where they are. The kernel
# releases the lock when the last process of the container ends, also a killed one.
set -eu

root=$DATA_DIR
replica=1
while [ "$replica" -le 100 ]; do
  directory=$root
  [ "$replica" -eq 1 ] || directory=$root/replicas/$replica
  # Without a subshell the command would have this mask, too.
  if ! (umask 077 && mkdir -p "$directory" && : >>"$directory/replica.lock"); then
    # The engine itself says what is wrong with its volume.
    [ "$replica" -gt 1 ] || exec "$@"
    exit 1
  fi
  exec 9>>"$directory/replica.lock"
  status=0
  flock --nonblock --conflict-exit-code 75 9 || status=$?

  if [ "$status" -ne 75 ]; then
    if [ "$status" -ne 0 ]; then
      # A volume without locks is safe for one engine, as it always was.
      [ "$replica" -eq 1 ] || exit "$status"
      echo "The volume of $root has no locks: run only one engine on it." >&2
    fi
    if [ "$replica" -gt 1 ] && [ ! -e "$directory/secrets" ]; then
      # All replicas are one installation: a generated PROFILE_KEY must be the same.
      (umask 077 && mkdir -p "$root/secrets")
      ln -s "$root/secrets" "$directory/secrets"
    fi
    DATA_DIR=$directory
    export DATA_DIR
    exec "$@"
  fi

  case ${ENGINE_URLS:-} in
    dns+*) replica=$((replica + 1)) ;;
    *)
      echo "Another engine uses $root. For several engines set ENGINE_URLS=dns+http://engine:3001 in .env." >&2
      exit 1
      ;;
  esac
done
echo "More than 100 engines use $root." >&2
exit 1
