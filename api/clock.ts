/** The API's one source of wall time: security and housekeeping only, and a parameter of every statement. */
export class WallClock {
  now(): number {
    return Date.now();
  }
}
