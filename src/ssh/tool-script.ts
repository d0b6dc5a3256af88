/** What our script says, on stderr, when the tool could not be started. Its exit code is then `scriptFailed`. */
export const scriptWord = 'rabbitctl-cannot:';
export const scriptFailed = 69;

/**
 * Runs a RabbitMQ tool of the machine as the user rabbitmq. $1 is `sudo` or `plain`, $2 the tool, the rest its arguments,
 * which stay words all the way. With `check sudo` or `check plain` in place of $1 it only finds out whether it could: that
 * is the only way to tell sudo's words from the tool's on a terminal, where stderr is not apart. Where sudo would want a
 * password for some things, or does not list what it allows, only a short run of the tool is certain. Debian's wrappers in /usr/sbin expand arguments a second time, so the tool itself is called.
 * The directory must be one that rabbitmq can read, and LANG is set before sudo, which keeps it.
 * Since 4.0 Debian's tools look for plugins where none are: its wrapper helps rabbitmq-plugins alone, so that the others do not
 * know the commands of plugins. Here all are told by an option, which sudo lets through.
 * Since 4.0 add_user and its like read stdin only when they have no options: the node is the one that the tool takes by itself,
 * or told by variables, which sudo lets through only with SETENV; and so are long names.
 * Sudo's messages are read by us, so they are to be in English.
 * Links of ours by the names of the tools are passed over: asked as the node's own tool we would ask for that again, and so on.
 * What was started here and is us all the same, by way of a wrapper, is told by RABBITCTL_ASKS, and refuses (start.ts).
 */
export const toolScript = `
mode=$1 tool=$2; shift 2
check=; [ "$mode" = "\${mode#check }" ] || check=1; mode=\${mode#check }
cannot() { echo "${scriptWord} $*" >&2; exit ${scriptFailed}; }
start() { [ -z "$check" ] || exit 0; exec "$@"; }
ours() {
  real=$(readlink -f "$1")
  [ "$real" = "\${RABBITCTL_PROGRAM:-none}" ] && return
  case $real in */rabbitctl | */rabbitctl/bin/run.js) return ;; esac
  return 1
}
cd / || exit
RABBITCTL_ASKS=1; export RABBITCTL_ASKS
unset LC_ALL LC_MESSAGES LANGUAGE
LANG=C.UTF-8; export LANG
path=/usr/lib/rabbitmq/bin/$tool
if [ ! -x "$path" ] || ours "$path"; then
  PATH=$PATH:/usr/local/sbin:/usr/local/bin:/opt/rabbitmq/sbin:/opt/homebrew/sbin:/usr/local/opt/rabbitmq/sbin; export PATH
  [ -d /usr/lib/rabbitmq/bin ] && cannot tool-missing
  IFS=: path=; set -f
  for place in $PATH; do
    [ -f "$place/$tool" ] && [ -x "$place/$tool" ] && ! ours "$place/$tool" && path=$place/$tool && break
  done
  unset IFS; set +f
  [ -n "$path" ] || cannot rabbitmq-missing
  start "$path" "$@"
fi
plugins=$(readlink -f "$(dirname "$(readlink -f "$path")")/../plugins")
[ -z "$PLUGINS_DIR" ] && [ -d "$plugins" ] || plugins=
first=; [ "$1" != --longnames ] || { first=$1; shift; }
node= long=
if [ "$tool$1" = rabbitmqctl--node ] && grep -q maybe_noinput "$path"; then
  case $3:$#:$4 in
  add_user:4:* | add_user:5:--pre-hashed-password | change_password:4:* | authenticate_user:4:* | eval:3: | hash_password:3: | import_definitions:3:)
    node=$2 long=$first first=; shift 2 ;;
  add_user:*:-*) cannot no-password-beside-options ;;
  esac
fi
set -- $first "$@"
if [ -n "$plugins" ] && [ -z "$node" ]; then set -- --plugins-dir "$plugins" "$@"; fi
if [ -n "$node" ]; then
  conf=/etc/rabbitmq/rabbitmq-env.conf host=$(hostname -s)
  [ -n "$long" ] && grep -qs '^[^#]*USE_LONGNAME=.*true' $conf && long= host=$(hostname -f 2>/dev/null)
  grep -qsx "[^#]*NODENAME=[\\"']*$node[\\"']*" $conf && node=
  [ "$node" = "rabbit@$host" ] && ! grep -qs '^[^#]*NODENAME=' $conf && node=
fi
[ -z "$node" ] || { RABBITMQ_NODENAME=$node; export RABBITMQ_NODENAME; }
[ -z "$long" ] || { RABBITMQ_USE_LONGNAME=true; export RABBITMQ_USE_LONGNAME; }
[ "$mode" = plain ] || [ "$(id -un)" = rabbitmq ] && start "$path" "$@"
if [ "$(id -u)" = 0 ]; then
  HOME=~rabbitmq; export HOME
  command -v runuser >/dev/null 2>&1 && start runuser -u rabbitmq -- "$path" "$@"
  command -v setpriv >/dev/null 2>&1 && start setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups "$path" "$@"
  start su -s /bin/sh rabbitmq -c 'exec "$0" "$@"' "$path" "$@"
fi
command -v sudo >/dev/null 2>&1 || cannot sudo-missing
if [ -n "$check" ]; then
  { sudo -n -v && sudo -n -l -u rabbitmq -- "$path" "$@"; } >/dev/null 2>&1 && exit 0
  exec sudo -n -u rabbitmq -- "$path" --version
fi
[ -z "$long$node" ] || exec sudo -n -u rabbitmq \${long:+RABBITMQ_USE_LONGNAME=true} \${node:+"RABBITMQ_NODENAME=$node"} "$path" "$@"
exec sudo -n -u rabbitmq -- "$path" "$@"
`;

/** A sentence of sudo's own, or one of our script's: never the tool's. */
export const startComplaint = new RegExp(
  `^(${scriptWord}|sudo: |sudo-rs: |Sorry, user |\\S+ is not (in the sudoers file|allowed to run sudo))`,
);
