/** The registry: every workflow by name. Only the bundler reads it; a test compares it with the folder. */
export { approval } from './approvals/approval';
export { bulkImport } from './imports/bulk-import';
export { accelerate } from './accelerate/accelerate';
export { certificate } from './enable/certificate';
export { enable } from './enable/enable';
export { incentivize } from './incentivize/incentivize';
export { market } from './market/market';
export { onboard } from './onboard/onboard';
export { partnerLifecycle } from './partner-lifecycle';
export { pricing } from './incentivize/pricing';
export { recruit } from './recruit/recruit';
export { sell } from './sell/sell';
export { strategize } from './strategize/strategize';
export { absence } from './people/absence';
export { notices } from './people/notices';
export { personChange } from './people/person-change';
export { programPublication } from './programs/program-publication';
