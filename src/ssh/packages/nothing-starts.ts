/**
 * A shell function: until the broker is started on purpose, nothing starts the unit $1. It is masked for as long as the
 * machine runs. A unit of the operator's own in /etc cannot be masked at run time; to that one, for as long as this script
 * takes, a condition is added that never holds, so that starting it is no error and does nothing.
 */
export const nothingStarts = `
nothing_starts() {
  systemctl mask --runtime "$1" || return
  [ "$(systemctl show -p LoadState --value "$1")" != masked ] || return 0
  condition=/run/systemd/system/$1.d/rabbitctl-install.conf
  mkdir -p "\${condition%/*}" && printf '[Unit]\\nConditionPathExists=!/\\n' >"$condition" && systemctl daemon-reload || return
  trap 'rm -f "$condition"; systemctl daemon-reload' EXIT
  trap 'exit 143' HUP INT TERM
}
`;
