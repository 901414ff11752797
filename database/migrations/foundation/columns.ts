/** Where a row comes from: the workflow task that asked for it, and the key under which it can be written only once. */
export const ORIGIN = `workflow_id text NOT NULL, run_id text NOT NULL, history_length integer NOT NULL, business_key text NOT NULL UNIQUE`;

/** When the database wrote it: information, which decides nothing. */
export const RECORDED = `recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()`;
