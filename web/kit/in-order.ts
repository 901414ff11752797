/** Steps as they follow on each other: what needs nothing first, what needs it after it. */
export function inOrder<Step extends { key: string; needs?: readonly string[] }>(steps: readonly Step[]): Step[] {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const depthOf = (key: string): number =>
    Math.max(0, ...(byKey.get(key)?.needs ?? []).map((need) => depthOf(need) + 1));
  return [...steps].sort((a, b) => depthOf(a.key) - depthOf(b.key));
}
