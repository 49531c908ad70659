const minuteMs = 60_000;

/** One profile time zone: offsets looked up once an hour of the calendar, because looking them up is slow. */
export class TimeZone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  /** Minutes east of UTC at that moment. Zones change offset at quarter hours at the finest. */
  offsetMinutes(at: number): number {
    const quarter = Math.floor(at / (15 * minuteMs));
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const name = this.#format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const match = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name);
    const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
    const offset = match?.[1] === '-' ? -minutes : minutes;
    if (this.#offsets.size > 10_000) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }

  /** `2019-02-15T19:01:52.971-0800`, as Jira writes moments. */
  format(at: number): string {
    const offset = this.offsetMinutes(at);
    const local = new Date(at + offset * minuteMs).toISOString().slice(0, -1);
    const size = Math.abs(offset);
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
  }

  /** The moment a wall clock in this zone shows these figures; in a gap, the moment after it. */
  fromLocal(year: number, month: number, day: number, hour: number, minute: number): number {
    const wall = Date.UTC(year, month - 1, day, hour, minute);
    const guess = wall - this.offsetMinutes(wall) * minuteMs;
    return wall - this.offsetMinutes(guess) * minuteMs;
  }
}
