// Numbers and times as people read them.

/** Hundredths of a second, never rounded down to none: none is said as 0. */
export function seconds(millis) {
  return millis <= 0 ? '0 s' : `${Math.max(0.01, millis / 1000).toFixed(2)} s`;
}

/** Tenths of a second, for what runs while one looks. */
export const running = (millis) => `${(Math.max(0, millis) / 1000).toFixed(1)} s`;

/** `4:07`, or `12 s` below a minute, rounded up: it reaches 0 when the time has come. */
export function left(millis) {
  const whole = Math.max(0, Math.ceil(millis / 1000));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const clock = (millis) => CLOCK.format(new Date(millis));
