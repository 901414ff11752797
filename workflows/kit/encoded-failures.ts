import { DefaultFailureConverter } from '@temporalio/common';

/** Messages and stacks of failures as payloads, so that a codec gets them too. Part of a bundle only where there is one. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
