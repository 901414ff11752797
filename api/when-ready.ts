import { setTimeout as pause } from 'node:timers/promises';
import { isGrpcServiceError } from '@temporalio/client';

/** The server says of a workflow that it is not ready to hear a message. */
const GRPC_FAILED_PRECONDITION = 9;
/** Its next task is made within this time. */
const NOT_READY_PAUSE_MS = 100;

/**
 * Sends a message to a workflow. One that meets its workflow in the very moment in which a task of it fails (it wanted to
 * end, and there the message is) is turned away by the server; the same message a moment later is heard.
 * @param call what sends it: called again, with the same message id
 * @param patienceMs for how long it is sent again
 * @throws what the last call threw
 */
export async function whenReady<T>(call: () => Promise<T>, patienceMs: number): Promise<T> {
  for (const endMs = Date.now() + patienceMs; ; await pause(NOT_READY_PAUSE_MS)) {
    try {
      return await call();
    } catch (error) {
      const { cause } = error as Error;
      const notReady = isGrpcServiceError(cause) && Number(cause.code) === GRPC_FAILED_PRECONDITION;
      if (!notReady || Date.now() >= endMs) throw error;
    }
  }
}
