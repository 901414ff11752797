/** What Nest injects by name because it has no class of ours. */
export const POOL = Symbol('pg pool');
/** The settings, {@link ApiSettings}. */
export const SETTINGS = Symbol('settings');
/** The pino logger. */
export const LOGGER = Symbol('logger');
