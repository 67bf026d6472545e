# Sourced before the walk, inside the machine folder: the programs that a host or a workstation has and this folder lacks.
# Each stands in for one that the guide names, and does as much of it as the steps need.

put() { cat > "/usr/local/sbin/$1" && chmod 0755 "/usr/local/sbin/$1"; }

put sudo <<'END'
#!/bin/sh
if [ "$1" = -u ]; then user=$2; shift 2; exec setpriv --reuid="$user" --regid="$user" --clear-groups "$@"; fi
exec "$@"
END

# An identity file of the fake cluster; everything else is written down.
put tctl <<'END'
#!/bin/sh
echo "tctl $*" >> /root/walk/calls
case "$1 $2" in
  'create '*) [ -f "$2" ] || { echo "tctl: no file $2" >&2; exit 1; } ;;
  'auth sign') cp /root/given/identity identity ;;
esac
END

put tsh <<'END'
#!/bin/sh
echo "tsh $*" >> /root/walk/calls
case "$1" in status) echo '{"active":{"username":"me","roles":["access"]}}' ;; esac
END

# Starts what the unit says, as the user that it says; writes where journalctl reads.
put systemctl <<'END'
#!/bin/sh
unit=/etc/systemd/system/teleport-jira.service
case "$*" in
  'enable --now teleport-jira')
    user=$(sed -n 's/^User=//p' "$unit")
    command=$(sed -n 's/^ExecStart=//p' "$unit")
    setsid setpriv --reuid="$user" --regid="$user" --clear-groups $command > /run/journal 2>&1 < /dev/null &
    echo $! > /run/main-pid ;;
  'stop teleport-jira') kill "$(cat /run/main-pid)" ;;
  *) echo "systemctl: the walk does not know: $*" >&2; exit 1 ;;
esac
END

put journalctl <<'END'
#!/bin/sh
tries=0
until grep -q 'Plugin is ready' /run/journal; do
  tries=$((tries + 1)); [ "$tries" -lt 600 ] || { cat /run/journal >&2; exit 1; }
  sleep 0.1
done
cat /run/journal
END

# Runs a program until it says that it is ready, then interrupts it as Ctrl-C does.
until_ready() {
  "$@" > /run/foreground 2>&1 &
  started=$!
  tries=0
  until grep -q 'Plugin is ready' /run/foreground; do
    tries=$((tries + 1))
    if [ "$tries" -ge 600 ] || ! kill -0 "$started" 2> /dev/null; then cat /run/foreground >&2; return 1; fi
    sleep 0.1
  done
  kill -INT "$started"
  wait "$started"
}

# Fails where the text is not there: the guide would be walked for something else.
replace_once() {
  grep -qF -- "$1" "$3" || { echo "no \"$1\" in $3" >&2; return 1; }
  FROM=$1 TO=$2 perl -0pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/' "$3"
}
