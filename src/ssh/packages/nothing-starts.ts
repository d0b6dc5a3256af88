/**
 * A shell function: until the broker is started on purpose, nothing starts the unit $1. It is masked for as long as the
 * machine runs. A unit of the operator's own in /etc cannot be masked at run time; to that one, for as long as this script
 * takes, a condition is added that never holds, so that starting it is no error and does nothing. Fails when it runs already:
 * a machine that was rebooted a moment ago has started it by itself.
 */
export const nothingStarts = `
nothing_starts() {
  keep_down "$1" || return
  case $(systemctl show -p ActiveState --value "$1") in
  active | activating | deactivating) echo "$1 runs: it must be stopped first" >&2; systemctl unmask --runtime "$1"; return 1 ;;
  esac
}
keep_down() {
  systemctl mask --runtime "$1" || return
  [ "$(systemctl show -p LoadState --value "$1")" != masked ] || return 0
  condition=/run/systemd/system/$1.d/rabbitctl-install.conf
  mkdir -p "\${condition%/*}" && printf '[Unit]\\nConditionPathExists=!/\\n' >"$condition" && systemctl daemon-reload || return
  trap 'rm -f "$condition"; systemctl daemon-reload' EXIT
  trap 'exit 143' HUP INT TERM
}
`;
