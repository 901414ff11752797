import TestRunner from 'jest-runner';

/** Runs its files one after the other, when those of the other runner have ended. The list is in `jest.config.js`. */
export default class AloneRunner extends TestRunner {
  override readonly isSerial = true;
}
