/** RabbitMQ's own version in a package's: `1:4.1.0~rc.1-1` is 4.1.0-rc.1, `4.0.5-6+deb13u2` is 4.0.5. */
export function rabbitVersion(version: string): string {
  const own = /^(?:\d+:)?(\d+\.\d+\.\d+(?:[-~](?:alpha|beta|rc)\.?\d+)?)/.exec(version)?.[1];
  return own?.replace('~', '-') ?? version;
}

/** The package version that `target` means: that very one, or the first of that RabbitMQ version. */
export function findVersion(versions: readonly string[], target: string): string | undefined {
  return (
    versions.find((version) => version === target) ?? versions.find((version) => rabbitVersion(version) === target)
  );
}
