import { nothingStarts } from './nothing-starts.js';

/** The plugin of dnf 4 keeps its locks in a file of lines, dnf 5 in one of TOML; both may be read by everybody. */
const locks = `
locks() {
  list=$(sed -n 's/^ *locklist *= *//p' /etc/dnf/plugins/versionlock.conf 2>/dev/null)
  cat "\${list:-/etc/dnf/plugins/versionlock.list}" /etc/dnf/versionlock.toml 2>/dev/null
}
`;

/** $1 is the package: RabbitMQ and Erlang as rpm has them, with the time of their installation, and what is locked. */
export const installedScript = `${locks}
rpm -qa --queryformat 'package %{NAME} %{VERSION}-%{RELEASE} %{INSTALLTIME}\\n' "$1" 'erlang*' 'esl-erlang*' || exit
locks
exit 0
`;

/** $1 is the package, the rest options: VERSION-RELEASE of all that the repositories have, and of what is installed. */
export const versionsScript = `
package=$1; shift
rpm -qa --queryformat 'installed %{VERSION}-%{RELEASE}\\n' "$package"
exec dnf "$@" repoquery --available --queryformat '%{version}-%{release}\\n' "$package"
`;

/** Locks are for upgrades of everything, not for this one. In dnf 4 they are a plugin's, in dnf 5 excludes like others. */
const unlocked = `${locks}
LC_ALL=C.UTF-8; export LC_ALL
unlocked=--disableplugin=versionlock
case $(dnf --version 2>/dev/null | head -n 1) in
dnf5*) locks | grep -q '"rabbitmq-server"' && unlocked='--setopt=disable_excludes=*' || unlocked= ;;
esac
`;

/** $1 is PACKAGE-VERSION: the table of what would change, then what is installed now. Saying no ends with 1, as a failure does. */
export const simulateScript = `${unlocked}
rpm -q "$1" >/dev/null 2>&1 && exit
dnf --assumeno $unlocked install "$1" && code=0 || code=$?
rpm -qa --queryformat 'was %{NAME} %{VERSION}-%{RELEASE}\\n'
exit $code
`;

/** $1 is PACKAGE-VERSION. What there is now is fetched for the way back, if it can be had: a repository may have dropped it. */
export const stageScript = `${unlocked}
set -- "$1" --assumeyes $unlocked --setopt=keepcache=1
package=$1; shift
if rpm -q "$package" >/dev/null 2>&1; then
  dnf "$@" reinstall --downloadonly "$package"
  exit
fi
dnf "$@" install --downloadonly "$package" || exit
for present in $(rpm -qa --queryformat '%{NAME}-%{VERSION}-%{RELEASE} ' rabbitmq-server 'erlang*' 'esl-erlang*'); do
  dnf "$@" reinstall --downloadonly "$present" >/dev/null 2>&1
done
exit 0
`;

/**
 * Runs dnf. Of scriptlets that fail dnf 4 says nothing in its exit code, so that is looked for; to dnf 5 the lock, which is
 * of the old version by now, is in the way. What was locked is locked again, as the version that is there then.
 */
const install = `${nothingStarts}${unlocked}
install() {
  locks | grep -q '^rabbitmq-server-\\|"rabbitmq-server"' && locked=1 || locked=
  case $unlocked in --setopt*) unlocked=; dnf --quiet --cacheonly versionlock delete rabbitmq-server >/dev/null ;; esac
  said=$(mktemp) || return
  dnf --assumeyes $unlocked --setopt=keepcache=1 "$@" >"$said" 2>&1 && code=0 || code=$?
  cat "$said"
  if [ $code = 0 ] && grep -E '%(pre|prein|post|posttrans)\\(rabbitmq-server-[^)]*\\) scriptlet failed' "$said"; then code=1; fi
  rm -f "$said"
  if [ -n "$locked" ]; then
    locks | grep -q '^rabbitmq-server-\\|"rabbitmq-server"' && dnf --quiet --cacheonly versionlock delete rabbitmq-server >/dev/null
    dnf --quiet --cacheonly versionlock add rabbitmq-server >/dev/null
  fi
  return $code
}
`;

/** $1 is the unit, $2 PACKAGE-VERSION. Downloads nothing. That very one is there already when an earlier try failed in its scriptlets. */
export const installScript = `${install}
nothing_starts "$1" || exit
rpm -q "$2" >/dev/null 2>&1 && verb=reinstall || verb=install
install --cacheonly $verb "$2"
`;

/** $1 is the unit, the rest PACKAGE-VERSION. What would not fit to them goes. From the cache if it has all, else from a repository. */
export const restoreScript = `${install}
nothing_starts "$1" || exit
shift
install --cacheonly install --allowerasing "$@" && exit
rpm -q "$@" >/dev/null 2>&1 && exit 1
install install --allowerasing "$@"
`;

/** $1 is `hold` or `unhold`, $2 the package. Locked is the version that is there now. */
export const holdScript = `${locks}
LC_ALL=C.UTF-8; export LC_ALL
if locks | grep -q "$2"; then
  dnf --quiet --cacheonly versionlock delete "$2" || exit
fi
[ "$1" = unhold ] || exec dnf --quiet --cacheonly versionlock add "$2"
`;
