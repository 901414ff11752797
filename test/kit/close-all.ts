/**
 * Closes one after the other, the later ones also when an earlier one fails: a worker that is left running would poll a
 * server that is gone for ever.
 * @throws the first failure, once everything was tried
 */
export async function closeAll(closers: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
