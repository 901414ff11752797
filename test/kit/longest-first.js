const { default: TestSequencer } = require('@jest/test-sequencer');

const LONGEST = ['web/console', 'workflows/commands', 'incentivize/payout-run', 'replay/scenes', 'local/ring'];

/**
 * The longest files begin first, so that none of them is still at work when all others have ended. Jest knows what files
 * took in earlier runs, but on a clean clone there were none, and it goes by their size.
 */
module.exports = class LongestFirst extends TestSequencer {
  sort(tests) {
    const isOf = (name) => (test) => test.path.endsWith(`/test/${name}.test.ts`);
    const longest = LONGEST.flatMap((name) => tests.filter(isOf(name)));
    return [...longest, ...super.sort(tests.filter((test) => !longest.includes(test)))];
  }
};
