import { nothingStarts } from './nothing-starts.js';

/**
 * Runs a command and, when somebody else has one of the locks, again, for five minutes: apt waits for dpkg's lock only,
 * apt-mark and dpkg for none. stderr goes through a file: a service that is started would keep a pipe open.
 */
const patiently = `
patiently() {
  end=$(($(date +%s) + 300)); said=$(mktemp) || return
  while :; do
    "$@" 2>"$said" && code=0 || code=$?
    cat "$said" >&2
    if [ $code = 0 ] || [ "$(date +%s)" -ge $end ] || ! grep -Eq '^(E:|dpkg: error:).*lock' "$said"; then
      rm -f "$said"; return $code
    fi
    sleep 5
  done
}
`;

/** $1 is the package: RabbitMQ and Erlang as dpkg has them, and when rabbitmq-server's files were last put there. */
export const installedScript = `
dpkg-query -W -f 'package \${db:Status-Want} \${db:Status-Status} \${Package} \${Version}\\n' "$1" 'erlang*' esl-erlang 2>/dev/null
echo "at $(stat -c %Y "/var/lib/dpkg/info/$1.list" 2>/dev/null)"
`;

/** $1 is PACKAGE=VERSION: what would change, without locks and without root. */
export const simulateScript = `
LC_ALL=C.UTF-8; export LC_ALL
exec apt-get --simulate --no-install-recommends --allow-change-held-packages install "$1"
`;

/**
 * $1 is PACKAGE=VERSION. `apt-get download` needs no lock, works while dpkg is interrupted, and copies from a repository
 * of files, too, though before apt 3 under that repository's names: what lies in the archives under apt's own is found by
 * `install --no-download`. What there is now is fetched for the way back, if it can be had: a repository may have dropped it.
 */
export const stageScript = `
fetch() {
  : >"$before" && apt-get --quiet download "$@" || return
  find . -maxdepth 1 -name '*.deb' -cnewer "$before" | while read -r file; do
    name=$(dpkg-deb --show --showformat='\${Package}_\${Version}_\${Architecture}.deb' "$file" | sed 's/:/%3a/g')
    [ "$file" = "./$name" ] || mv -f "$file" "$name"
  done
}
before=$(mktemp) || exit
trap 'rm -f "$before"' EXIT
changes=$(apt-get --simulate --no-install-recommends --allow-change-held-packages install "$1") || { echo "$changes"; exit 100; }
new=$(echo "$changes" | sed -n 's/^Inst \\([^ ]*\\) .*(\\([^ ]*\\) .*/\\1=\\2/p')
old=$(echo "$changes" | sed -n 's/^Inst \\([^ ]*\\) \\[\\([^]]*\\)\\].*/\\1=\\2/p')
eval "$(apt-config shell archives Dir::Cache::archives/d)"
mkdir -p "$archives/partial" && cd "$archives" || exit
[ -z "$new" ] || fetch $new || exit
for package in $old; do fetch "$package" >/dev/null 2>&1; done
exit 0
`;

/**
 * What an earlier try left half done is finished first. Changed settings stay, and so do the marks that apt takes away from
 * what it is told to install: held, and not wanted for itself.
 */
const install = `${patiently}${nothingStarts}
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1
install() {
  held=$(apt-mark showhold) && automatic=$(apt-mark showauto $names) || return
  patiently dpkg --configure -a --force-confdef --force-confold
  patiently apt-get --yes --quiet --no-install-recommends --allow-change-held-packages -o DPkg::Lock::Timeout=300 \\
    -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install "$@" && done=0 || done=$?
  [ -z "$held" ] || patiently apt-mark hold $held >/dev/null
  [ -z "$automatic" ] || patiently apt-mark auto $automatic >/dev/null
  return $done
}
archived() {
  eval "$(apt-config shell archives Dir::Cache::archives/d)"
  for file in "\${archives%/}/\${1%%=*}_$(echo "\${1#*=}" | sed 's/:/%3a/g')"_*.deb; do [ ! -e "$file" ] || echo "$file"; done
}
`;

/**
 * $1 is the unit, $2 PACKAGE=VERSION. Downloads nothing: what is installed is what was staged, even when lists that were
 * renewed in between do not know it any more.
 */
export const installScript = `${install}
nothing_starts "$1" || exit
names=\${2%%=*} file=
[ -n "$(apt-cache show "$2" 2>/dev/null)" ] || file=$(archived "$2")
install --no-download "\${file:-$2}"
`;

/** $1 is the unit, the rest PACKAGE=VERSION. A file in the archives does even when no repository has that version any more. */
export const restoreScript = `${install}
nothing_starts "$1" || exit
shift
names=
for package; do
  shift
  name=\${package%%=*} version=\${package#*=}
  [ "$(dpkg-query -W -f '\${db:Status-Status} \${Version}' "$name" 2>/dev/null)" != "installed $version" ] || continue
  file=$(archived "$package")
  set -- "$@" "\${file:-$package}"
  names="$names $name"
done
install --allow-downgrades "$@"
`;

/** $1 is `hold` or `unhold`, $2 the package. */
export const holdScript = `${patiently}
patiently apt-mark "$1" "$2"
`;
