import TestRunner from 'jest-runner';

/** Runs its files two at a time, when those of the other runner have ended. The list is in `jest.config.js`. */
export default class TwoAtATimeRunner extends TestRunner {
  constructor(...[globalConfig, context]: ConstructorParameters<typeof TestRunner>) {
    super({ ...globalConfig, maxWorkers: Math.min(2, globalConfig.maxWorkers) }, context);
  }
}
