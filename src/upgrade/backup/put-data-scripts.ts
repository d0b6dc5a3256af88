/** Where packages keep a node's data. Scripts are given it as $1. */
export const dataHome = '/var/lib/rabbitmq';

// One at a time on a machine, and to the end: a script whose line was cut goes on by itself.
const alone = `
exec 9>"$home/rabbitctl-restore.lock" || exit
flock -w 30 9 || { echo 'an earlier try is still at work there' >&2; exit 75; }
`;

// The pattern is that of the probe. A service between two states counts as running.
const runs = `
runs() {
  case $(systemctl is-active rabbitmq-server.service) in active | activating | deactivating | reloading) return 0;; esac
  pgrep -f -- 'beam.* -s (rabbit|rabbit_prelaunch) (boot|start)' >/dev/null
}
`;

/** Writes stdin at $3 of the archive of $2. A piece that was cut short is written once more, from where it began. */
export const appendScript = `
umask 077; home=$1 file=$1/rabbitctl-$2.tar.gz at=$3
${alone}
[ -e "$file" ] || : > "$file" || exit
truncate -s "$at" -- "$file" && cat >> "$file"
`;

/** How much of the archive of $2 is there. */
export const sentScript = 'stat -c %s -- "$1/rabbitctl-$2.tar.gz" 2>/dev/null || echo 0';

/**
 * Puts the data of the archive of $2, whose sum is $3, in the place of those that are there, which are kept under a name of their
 * own. No name is of one try, so that whoever comes later finds what an earlier one left. Nothing is moved while a broker runs,
 * and none can be started meanwhile: its service is masked.
 */
export const putScript = `
home=$1 sum=$3 file=$1/rabbitctl-$2.tar.gz new=$1/rabbitctl-$2.new
cd "$home" || exit
${alone}${runs}
echo "$sum  $file" | sha256sum -c - >/dev/null 2>&1 || { rm -f -- "$file"; echo 'what arrived is not what was sent: it is sent anew next time' >&2; exit 1; }
rm -rf -- "$new"
needs=$(( $(gzip -dc -- "$file" | wc -c) / 1024 )) free=$(df -Pk . | awk 'NR==2 { print $4 }')
[ "$needs" -lt "$free" ] || { echo "$needs kB are needed in $home, $free kB are free" >&2; exit 1; }
mkdir -m 700 -- "$new" && tar -C "$new" -xzpf "$file" || { rm -rf -- "$new"; exit 1; }
data=$new/var/lib/rabbitmq/mnesia
[ -d "$data" ] || { rm -rf -- "$new"; echo 'there is no data directory in it' >&2; exit 1; }
: > "$data/rabbitctl-restored-$sum" && sync || exit
case $(systemctl is-enabled rabbitmq-server.service) in
masked*) ;;
*)
  trap 'systemctl unmask --runtime --quiet rabbitmq-server.service' EXIT
  trap 'exit 1' HUP INT TERM
  systemctl mask --runtime --quiet rabbitmq-server.service || exit
  ;;
esac
if runs; then echo 'its broker was started meanwhile: nothing was moved' >&2; exit 69; fi
if [ -e mnesia ]; then
  count=1; while [ -e "rabbitctl-$2.before-$count" ]; do count=$((count + 1)); done
  mv mnesia "rabbitctl-$2.before-$count" || exit
fi
mv "$data" mnesia && sync && rm -rf -- "$new" "$file"
`;

/** Its data are those of the sum $2; a broker that started has written since. */
export const hasScript = `
mark=$1/mnesia/rabbitctl-restored-$2
[ -e "$mark" ] && [ -z "$(find "$1/mnesia" -newer "$mark" -type f -print -quit)" ]
`;

/** What was kept by this try and earlier ones, a line each. */
export const keptScript = 'ls -d -- "$1/rabbitctl-$2".before-* 2>/dev/null; true';

/** Says why the data are not where packages have them; nothing where they are. A mount of its own cannot be moved away. */
export const placeScript = `
home=$1
grep -E '^ *(export +)?(RABBITMQ_)?MNESIA_(BASE|DIR)=' /etc/rabbitmq/rabbitmq-env.conf 2>/dev/null
systemctl show -p Environment --value rabbitmq-server.service 2>/dev/null | tr ' ' '\\n' | grep -E '^RABBITMQ_MNESIA_(BASE|DIR)='
if [ -L "$home/mnesia" ]; then echo "$home/mnesia is a link"; fi
if [ -d "$home/mnesia" ] && [ "$(stat -c %d "$home")" != "$(stat -c %d "$home/mnesia")" ]; then echo "$home/mnesia is a file system of its own"; fi
exit 0
`;
