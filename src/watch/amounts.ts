/** At most six characters: `12,034`, `123k`, `1.2M`; a dash for what is not known. */
export function amount(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  if (size < 99_999.5)
    return Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, ',');
  const [unit, of] = size < 999_500 ? ['k', 1e3] : size < 999.5e6 ? ['M', 1e6] : ['G', 1e9];
  const scaled = value / Number(of);
  return `${Math.abs(scaled) < 99.95 ? scaled.toFixed(1) : Math.round(scaled)}${unit}`;
}

/** A second: slow ones with a digit behind the point. */
export const rate = (value: number | null | undefined): string =>
  value !== null && value !== undefined && value > 0 && value < 9.95 ? value.toFixed(1) : amount(value);

/** `1.2 GiB`. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit === 0 || size >= 99.95 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** `34 %`. */
export const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : `${Math.round(value)} %`;

/** Of the limit; null where one of the two is not known. */
export const shareOf = ({
  used,
  limit,
}: {
  readonly used: number | null;
  readonly limit: number | null;
}): number | null => (used === null || limit === null || limit <= 0 ? null : (used / limit) * 100);

/** `42s`, `8m`, `5h`, `12d`: of ms. */
export function age(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return '–';
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 100) return `${seconds}s`;
  if (seconds < 100 * 60) return `${Math.floor(seconds / 60)}m`;
  return seconds < 100 * 3600 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
